"""How the steps of a build reach the pair and its teams, and what a lacking plan means to them."""

from app.domain.policy import OWNER
from app.github.client import Client
from app.github.errors import GitHubError
from app.github.people import team_members
from app.github.permissions import BUILD, Permissions
from app.usecases.build import Build, StepRefused

# GitHub's sentences: "Upgrade to GitHub Pro or make this repository public to enable this
# feature.", "Please ensure the billing plan supports the required reviewers protection rule." and
# "Secret scanning is not available for this repository."
_OF_PLANS = ("upgrade", "billing plan", "not available for this repository")


def pair_client(build: Build, permissions: Permissions = BUILD) -> Client:
    """Both repositories and no other, by the ids that GitHub gave them."""
    both = [build.repository("service").id, build.repository("tests").id]
    return build.client(permissions, both)


def slug_of(build: Build, team: str) -> str:
    """The team that the policy means, by slug."""
    return build.plan.owner if team == OWNER else team


def refuse_without(build: Build, client: Client, slug: str, what: str) -> None:
    """Raises StepRefused if there is no such team; `what` says what was to be done with it.

    A team too large to be listed in one call is left out of the answer, yet there.
    """
    found = team_members(client, build.organisation, [slug])
    if found.get(slug, frozenset()) is None:
        raise StepRefused(
            what,
            "GitHub knows no such team in this organisation any more.",
            f"Create the team {slug} once more, then comment `/slipway retry`. For later requests, "
            "correct the policy's repositories.access.",
        )


def left_out(what: str, error: GitHubError) -> str:
    """The sentence for what the plan lacks, which stops nothing; any other refusal goes on up."""
    said = error.refusal.said
    if not any(words in said.lower() for words in _OF_PLANS):
        raise error
    return f"{what}, for the organisation's plan lacks them: {said}"


def result_of(sentences: list[str]) -> dict[str, str]:
    """What a step records of all that it left out."""
    return {"left_out": " ".join(sentences)} if sentences else {}

"""The steps that make one half's repository so; each may run again after any crash."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.policy import OWNER
from app.domain.replies.commits import first_commit, service_description, tests_description
from app.github.client import Client
from app.github.commits import head, push_files
from app.github.errors import Forbidden, GitHubError, NameTaken, NotFound
from app.github.issues import NewLabel, ensure_label
from app.github.people import team_members
from app.github.permissions import BUILD, CREATE
from app.github.repositories import (
    NewRepository,
    Repository,
    create_repository,
    follow_repository,
)
from app.github.repository_settings import grant_team, put_environment, set_topics
from app.github.rulesets import NewRuleset, create_ruleset, find_ruleset
from app.templates.tree import TemplateFile, tree_id
from app.usecases.build import Build, BuiltRepository, StepRefused
from app.usecases.failures import ATTEMPTS

RULESET = "Slipway: default branch"


def create(build: Build) -> Mapping[str, Any]:
    """Create the repository, or know the one that an earlier attempt created by its mark."""
    client = build.client(CREATE)
    where = (client, build.organisation, _name(build))
    if build.is_repeated and (found := follow_repository(*where)) and _is_ours(build, found):
        return _recorded(found)
    try:
        created = create_repository(client, build.organisation, _new_repository(build))
    except NameTaken:
        # Read once: GitHub may begin to show between two readings what an earlier attempt created.
        found = follow_repository(*where)
        if found and _is_ours(build, found):
            return _recorded(found)
        is_shown = found is not None and found.is_called(build.organisation, _name(build))
        if not is_shown and build.attempt < ATTEMPTS:
            raise
        raise _foreign(build, is_shown=is_shown) from None
    return _recorded(created)


def push(build: Build) -> Mapping[str, Any]:
    """Make the approved files the repository's only commit."""
    repository = build.repository(build.half)
    client = _pair_client(build)
    wanted = build.files(build.half)
    where = (client, build.organisation, repository.name)
    if build.is_repeated:
        tip = head(*where, repository.default_branch)
        if tip and tip.tree_id == tree_id(TemplateFile(*file) for file in wanted):
            return {"commit": tip.commit_id}
        if tip and not tip.is_first:
            raise _has_commits_of_others(build)
    plan = build.plan
    message = first_commit(repository.name, plan.issue_url, plan.template_trees)
    return {"commit": push_files(*where, repository.default_branch, message, wanted)}


def access(build: Build) -> Mapping[str, Any]:
    """Give each team of the policy, and the owner, its access."""
    client, name = _pair_client(build), build.repository(build.half).name
    for team, level in build.plan.settings.access.items():
        slug = build.plan.owner if team == OWNER else team
        try:
            grant_team(client, build.organisation, name, slug, level)
        except NotFound:
            if _has_team(client, build.organisation, slug):
                raise  # it is the repository that GitHub does not show yet
            raise StepRefused(
                f"The team {slug} could not be given access to {name}.",
                "GitHub knows no such team in this organisation any more.",
                "Create the team, or correct the policy's repositories.access. Then comment "
                "`/slipway retry`.",
            ) from None
    return {}


def topics(build: Build) -> Mapping[str, Any]:
    """Set the policy's topics, by which people and tools find the repository."""
    wanted = build.plan.settings.topics
    if wanted:
        name = build.repository(build.half).name
        set_topics(_pair_client(build), build.organisation, name, wanted)
    return {}


def labels(build: Build) -> Mapping[str, Any]:
    """Make the policy's labels."""
    client, name = _pair_client(build), build.repository(build.half).name
    for label in build.plan.settings.labels:
        new = NewLabel(label.name, label.color, label.description)
        ensure_label(client, build.organisation, name, new)
    return {}


def environments(build: Build) -> Mapping[str, Any]:
    """Make the environments that a service is deployed to; its tests are deployed nowhere."""
    if build.half != "service":
        return {}
    client, name = _pair_client(build), build.repository(build.half).name
    try:
        for environment in build.plan.settings.environments:
            put_environment(client, build.organisation, name, environment)
    except Forbidden as error:
        return _left_out("The environments were left out", error)
    return {}


def protect(build: Build) -> Mapping[str, Any]:
    """Lay the ruleset on the default branch: reviews and required checks."""
    client, name = _pair_client(build), build.repository(build.half).name
    if build.is_repeated and find_ruleset(client, build.organisation, name, RULESET):
        return {}
    settings = build.plan.settings
    ruleset = NewRuleset(
        RULESET,
        required_checks=settings.required_checks,
        approvals=settings.required_reviews,
        code_owner_review=settings.required_reviews > 0,
    )
    try:
        create_ruleset(client, build.organisation, name, ruleset)
    except NameTaken:
        return {}  # laid by an attempt whose answer was lost, and only now on show
    except Forbidden as error:
        return _left_out("The rules for the default branch were left out", error)
    return {}


ACTIONS: Mapping[str, Callable[[Build], Mapping[str, Any]]] = {
    step.__name__: step for step in (create, push, access, topics, labels, environments, protect)
}


def _pair_client(build: Build) -> Client:
    """Both repositories and no other, by the ids that GitHub gave them."""
    return build.client(BUILD, [build.repository("service").id, build.repository("tests").id])


def _has_team(client: Client, organisation: str, slug: str) -> bool:
    """A team too large to be listed in one call is left out of the answer, yet there."""
    return team_members(client, organisation, [slug]).get(slug, frozenset()) is not None


def _new_repository(build: Build) -> NewRepository:
    plan = build.plan
    description = {
        "service": service_description(plan.description),
        "tests": tests_description(plan.repositories["service"]),
    }[build.half]
    return NewRepository(
        _name(build),
        description,
        _homepage(build),
        plan.settings.visibility,
    )


def _homepage(build: Build) -> str:
    """Leads people to the request, and carries the mark by which we know what we created.

    Each half has its own: the first one's is on show before the second one is created.
    """
    mark = hashlib.sha256(f"{build.pair.mark} {build.half}".encode()).hexdigest()
    return f"{build.plan.issue_url}#slipway-{mark[:32]}"


def _name(build: Build) -> str:
    return build.plan.repositories[build.half]


def _is_ours(build: Build, found: Repository) -> bool:
    """Whether an earlier attempt created it, by its mark; also if people renamed it since."""
    is_here = found.owner.lower() == build.organisation.lower()
    return is_here and found.homepage == _homepage(build)


def _has_commits_of_others(build: Build) -> StepRefused:
    name = build.repository(build.half).name
    return StepRefused(
        f"The approved files could not be pushed to {build.organisation}/{name}.",
        "Somebody committed to it before it was finished, and Slipway overwrites nobody's work.",
        "Keep what is worth keeping elsewhere, delete the repository's commits or the repository, "
        "and comment `/slipway cancel`; then ask anew.",
    )


def _foreign(build: Build, *, is_shown: bool) -> StepRefused:
    seen = (
        "A repository of that name is there already, and Slipway did not create it, so it is left "
        "alone."
    )
    hidden = (
        "A repository of that name is there already, and GitHub does not show it to Slipway, so it "
        "is left alone. If Slipway created it, give the App access to it again."
    )
    return StepRefused(
        f"The repository {build.organisation}/{_name(build)} could not be created.",
        seen if is_shown else hidden,
        "Rename or delete that repository and comment `/slipway retry`, or comment "
        "`/slipway cancel` and ask for another name in a new request.",
    )


def _recorded(repository: Repository) -> Mapping[str, Any]:
    built = BuiltRepository(
        repository.id,
        repository.name,
        repository.url,
        repository.clone_url,
        repository.default_branch,
    )
    return built.to_json()


def _left_out(what: str, error: GitHubError) -> Mapping[str, Any]:
    """A plan without this feature stops nothing, and is said; any other refusal goes on up."""
    # GitHub's sentence for it: "Upgrade to GitHub Pro or make this repository public to enable
    # this feature."
    if "upgrade" not in error.refusal.said.lower():
        raise error
    return {"left_out": f"{what}, for the organisation's plan lacks them: {error.refusal.said}"}

"""What people do themselves where the App may not: which setting to change, or which steps."""

from app.domain.policy import Access
from app.operations.init.found import BRANCH, Found, Wanted

PLAN = (
    "Take a paid plan, or make the repository public in its settings, under “General”,",
    "“Change visibility”; then run this again.",
)


def setting(lacks: tuple[str, ...]) -> tuple[str, ...]:
    """Where an App's permissions are changed."""
    return (
        f"Give the App {' and '.join(lacks)}, in its settings under “Permissions & events”, accept",
        "it in the organisation and run this again. Or, by hand:",
    )


def repository(wanted: Wanted, lacks: tuple[str, ...]) -> tuple[str, ...]:
    make = f"Create the repository {wanted.repository} with a README, and let the App reach it."
    return (*setting(lacks), make)


def files(wanted: Wanted, lacks: tuple[str, ...]) -> tuple[str, ...]:
    return (
        *setting(lacks),
        f"`slipway init {wanted.organisation} --to DIR` in a checkout of {wanted.repository}, then",
        "commit what it wrote on a branch, and open a pull request.",
    )


def pull_request(found: Found) -> tuple[str, ...]:
    """The page on which a click opens it."""
    assert found.repository is not None
    compared = f"{found.repository.default_branch}...{BRANCH}"
    return (f"Open it at {found.repository.url}/compare/{compared}?expand=1",)


def label(wanted: Wanted, lacks: tuple[str, ...]) -> tuple[str, ...]:
    return (*setting(lacks), f"Create {wanted.label} under “Issues”, “Labels”.")


def team(slug: str) -> tuple[str, ...]:
    return (
        f"Create it, visible, as {slug}, and run this again; or name another team with",
        "--platform-team or --security-team.",
    )


def access(wanted: Wanted, slug: str, level: Access, lacks: tuple[str, ...]) -> tuple[str, ...]:
    role = "Write" if level is Access.PUSH else "Triage"
    where = f"{wanted.repository}'s settings, under “Collaborators and teams”"
    return (*setting(lacks), f"Add the team {slug} with the role {role}, in {where}.")


def ruleset(found: Found) -> tuple[str, ...]:
    assert found.repository is not None
    return (
        f"At {found.repository.url}/settings/rules: active, on the default branch; require a pull",
        "request with 1 approval and review from code owners, and dismiss stale approvals.",
    )

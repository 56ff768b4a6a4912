"""The primary limits: how many calls an hour each caller has, by GitHub's formula."""

from sandbox.rest.caller import Anonymous, Caller, InstallationCaller
from sandbox.world.apps import Installation, InstallationToken
from sandbox.world.people import Plan
from sandbox.world.rates import Window
from sandbox.world.state import World

USUAL = {"core": 5000, "graphql": 5000, "search": 30}
WITHOUT_CREDENTIALS = {"core": 60, "graphql": 0, "search": 10}
# What an installation on an organisation of GitHub Enterprise Cloud has, whatever its size.
ENTERPRISE = {"core": 15_000, "graphql": 10_000}
# What the jobs of one repository have together, and those of an enterprise's.
JOBS, ENTERPRISE_JOBS = 1000, 15_000
INCLUDED, FOR_EACH_MORE, MOST = 20, 50, 12_500


def window_of(world: World, caller: Caller, resource: str) -> Window:
    """A caller's present hour; what is counted for its limit is counted as it begins.

    Whether GitHub counts more often is unconfirmed.
    """
    return world.rates.window(
        _holder(world, caller), resource, world.now(), lambda: hourly(world, caller, resource)
    )


def hourly(world: World, caller: Caller, resource: str) -> int:
    """How many calls, or points of GraphQL, the caller has in an hour that begins now."""
    match caller:
        case Anonymous():
            return WITHOUT_CREDENTIALS[resource]
        case InstallationCaller(token) if resource != "search":
            return _of_token(world, token, resource)
        case _:
            return USUAL[resource]


def _of_token(world: World, token: InstallationToken, resource: str) -> int:
    on_enterprise = token.installation.account.plan is Plan.ENTERPRISE
    if _is_of_a_job(world, token):
        return ENTERPRISE_JOBS if on_enterprise else JOBS
    return ENTERPRISE[resource] if on_enterprise else _by_size(world, token.installation, resource)


def _by_size(world: World, one: Installation, resource: str) -> int:
    """More for each repository and each member beyond twenty: for these alone is unconfirmed."""
    covered = sum(1 for each in world.repositories.values() if one.covers(each))
    counts = (covered, len(one.account.members))
    more = FOR_EACH_MORE * sum(max(count - INCLUDED, 0) for count in counts)
    return min(USUAL[resource] + more, MOST)


def _holder(world: World, caller: Caller) -> str:
    """Whose hour it is: all jobs of a repository share one."""
    match caller:
        case InstallationCaller(token) if _is_of_a_job(world, token):
            (repository,) = token.repositories or {0}
            return f"jobs of repository {repository}"
        case _:
            return caller.key


def _is_of_a_job(world: World, token: InstallationToken) -> bool:
    """Whether it is the `GITHUB_TOKEN` of a job."""
    return token.installation.app is world.actions_app

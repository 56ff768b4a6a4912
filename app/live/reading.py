"""The steps that change nothing: the App, its deliveries, the organisation, what is not there."""

from app.github.deliveries import read_log
from app.github.doctor_reads import read_app
from app.github.errors import GitHubError, NotFound
from app.github.installations import read_installation
from app.github.people import organisation_plan, team_members
from app.github.permissions import (
    READ_METADATA,
    READ_ORGANISATION,
    missing_permissions,
)
from app.github.repositories import find_repository
from app.github.scratch import team_slugs
from app.live.scene import Promises, Scene, Skipped, Step


class CannotRun(Exception):
    """The check makes no sense here; the text says why and what to do."""


def app(scene: Scene) -> Promises:
    """The App, and how far its installation reaches."""
    read_app(scene.connection)
    found = read_installation(scene.connection, scene.organisation)
    if found is None:
        raise CannotRun(f"The App is not installed in {scene.organisation}: install it there.")
    missing = missing_permissions(found.permissions)
    if missing:
        names = ", ".join(f"{one.name}: {one.level}" for one in missing)
        raise CannotRun(f"The App has not been granted {names}: `slipway doctor` says more.")
    scene.connection.installation(scene.organisation)
    yield from ()


def deliveries(scene: Scene) -> Promises:
    """The list in which lost webhooks are found."""
    read_log(scene.connection.app)
    yield from ()


def organisation(scene: Scene) -> Promises:
    """The plan and the teams; which team may read a scratch repository."""
    client = scene.client(READ_ORGANISATION)
    organisation_plan(client, scene.organisation)
    teams = team_slugs(client, scene.organisation)
    if scene.team and scene.team not in teams:
        raise CannotRun(f"{scene.organisation} has no team {scene.team}: name one with --team.")
    scene.team = scene.team or next(iter(teams), "")
    yield from ()


def people(scene: Scene) -> Promises:
    """Who is in a team, all in one document."""
    if not scene.team:
        raise Skipped(f"{scene.organisation} has no team")
    asked = [scene.team, scene.made.name("nobody")]
    found = team_members(scene.client(READ_ORGANISATION), scene.organisation, asked)
    if found[asked[1]] is not None:
        yield "A team that does not exist has members."


def missing(scene: Scene) -> Promises:
    """What is not there is 404, and no token can be narrowed to it."""
    nothing = scene.made.name("nothing")
    if find_repository(scene.client(READ_METADATA), scene.organisation, nothing) is not None:
        yield "A repository with a name that nobody can guess is there already."
    installation = scene.connection.installation(scene.organisation)
    narrow = scene.connection.for_step(installation, READ_METADATA, [nothing])
    try:
        find_repository(narrow, scene.organisation, nothing)
    except NotFound:
        return
    except GitHubError as error:
        yield f"A token for what is not there is refused in another way: {error}"


STEPS = (
    Step("app", "Read the App and its installation", app, is_essential=True),
    Step("deliveries", "Read the list of webhooks", deliveries),
    Step("organisation", "Read the organisation's plan and teams", organisation),
    Step("people", "Read who is in a team", people),
    Step("missing", "Ask for what is not there", missing),
)

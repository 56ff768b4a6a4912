"""The order of all checks, and which of them are no use once an earlier one failed."""

from collections.abc import Iterator
from functools import partial

from app.clock import Clock
from app.doctor import control, machine, organisation, registration
from app.doctor.control import Control
from app.doctor.deployments import check_deployments
from app.doctor.finding import Finding, Level, broken, fine
from app.doctor.guard import guarded
from app.doctor.organisation import Organisation
from app.doctor.people import check_teams
from app.doctor.properties import check_properties
from app.doctor.registration import APP, GITHUB
from app.doctor.templates import check_templates
from app.github.calls import Call
from app.github.connection import Connection
from app.github.doctor_reads import (
    AppFacts,
    read_app,
    read_organisation_rules,
    read_organisation_rulesets,
)
from app.github.errors import Forbidden, GitHubError, NotFound, Unauthorised
from app.github.installations import InstallationFacts, read_installations
from app.settings import Settings
from app.templates.render import Room


def examine(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Every finding, as soon as it is known. Makes its own tools: each may be what is broken."""
    room = Room(runs_hooks=settings.runs_hooks)
    yield guarded(machine.SETTINGS, "settings", partial(machine.check_settings, settings))
    yield guarded(machine.DATABASE, "database", partial(machine.check_database, settings))
    yield guarded(machine.REDIS, "Redis", partial(machine.check_redis, settings))
    yield guarded(machine.RENDERING, "room for templates", partial(machine.check_room, room))
    yield guarded(machine.HOOKS, "hooks of templates", partial(machine.check_hooks, room))
    url = settings.github_api_url
    yield guarded(GITHUB, "clock", lambda: registration.check_clock(url, clock()))
    yield from _examine_github(settings, clock, room)


def _examine_github(settings: Settings, clock: Clock, room: Room) -> Iterator[Finding]:
    key = settings.private_key.get_secret_value()
    connection = Connection(
        settings.github_api_url, settings.app_id, key, clock=clock, on_call=_untold
    )
    try:
        app, installations = read_app(connection), read_installations(connection)
    except GitHubError as error:
        yield _no_credentials(error)
        return
    yield fine(APP, f"GitHub knows the App as {app.slug} and takes its key.")
    yield from _examine_app(connection, app)
    for login in settings.orgs:
        yield from _examine_login(settings, connection, installations, room, login)


def _untold(_call: Call) -> None:
    """The doctor's own calls are nobody's news."""


def _no_credentials(error: GitHubError) -> Finding:
    if not isinstance(error, Unauthorised | NotFound):
        return broken(APP, "The App's credentials could not be tried.", str(error))
    said = f" GitHub said: {error.refusal.said}." if error.refusal.said else ""
    return broken(
        APP,
        f"GitHub does not accept SLIPWAY_APP_ID with SLIPWAY_PRIVATE_KEY.{said}",
        "Compare the id with the App's settings page, and make a new key there under “Private",
        "keys” if this one was deleted. A key of another App, and a wrong clock, look the same.",
    )


def _examine_app(connection: Connection, app: AppFacts) -> Iterator[Finding]:
    yield registration.check_permissions(app)
    yield registration.check_events(app)
    yield guarded(APP, "webhook", partial(registration.check_hook, connection))
    yield guarded(APP, "last webhook", partial(registration.check_last_delivery, connection))


def _examine_login(
    settings: Settings,
    connection: Connection,
    installations: tuple[InstallationFacts, ...],
    room: Room,
    login: str,
) -> Iterator[Finding]:
    installed = organisation.check_installed(login, installations)
    yield installed
    found = organisation.find_installation(login, installations)
    if found is not None and installed.level is not Level.BROKEN:
        where = Organisation(connection, found, settings.control_repo, settings.git_url)
        yield from _examine_organisation(where, room)


def _examine_organisation(where: Organisation, room: Room) -> Iterator[Finding]:
    yield organisation.check_accepted(where)
    yield guarded(where.subject, "plan", partial(organisation.check_plan, where))
    opened = control.open_control(where)
    if isinstance(opened, Control):
        yield guarded(where.subject, "rulesets", partial(_check_rulesets, opened))
    yield control.check_readable(where, opened)
    if isinstance(opened, Control):
        yield from _examine_control(opened, room)


def _examine_control(opened: Control, room: Room) -> Iterator[Finding]:
    subject, law = opened.subject, opened.law
    yield guarded(subject, "protection", partial(control.check_protection, opened))
    yield guarded(subject, "policy and form", partial(control.check_law, opened))
    if law is not None:
        yield control.check_labels(opened, law)
        yield guarded(subject, "teams", partial(check_teams, opened, law.policy))
        if law.policy.repositories.properties:
            check = partial(check_properties, opened, law.policy)
            yield guarded(subject, "custom properties", check)
        if law.policy.integration_tests.after_deployment_to:
            check = partial(check_deployments, opened, law.policy)
            yield guarded(subject, "tests after deployments", check)
    form = law.form if law else None
    yield guarded(subject, "templates", partial(check_templates, opened, form, room))


def _check_rulesets(opened: Control) -> Finding:
    where = opened.organisation
    client, branch = where.reader(), opened.read.default_branch
    try:
        rules = read_organisation_rules(client, where.login, where.control_repository, branch)
    except Forbidden:
        # A plan without rulesets; whether that is well, the check of the protection says.
        rules = frozenset()
    names = read_organisation_rulesets(where.people_reader(), where.login)
    return organisation.judge_rules(where, rules, names)

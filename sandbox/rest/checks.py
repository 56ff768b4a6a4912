"""Check runs and suites: `/repos/{owner}/{repo}/check-runs|check-suites`, and by commit."""

from collections.abc import Sequence

from sandbox.acts import checks as acts
from sandbox.acts.check_suites import grow_stale, open_suite
from sandbox.acts.check_suites import rerequest_suite as ask_again
from sandbox.errors import ApiError, malformed, not_found
from sandbox.git.store import NoSuchObject
from sandbox.rest.caller import InstallationCaller
from sandbox.rest.check_output import first_report, further_report
from sandbox.rest.paging import page_of, paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import checks as shapes
from sandbox.shapes.repository import minimal
from sandbox.world.apps import App
from sandbox.world.checks import CheckRun, CheckSuite
from sandbox.world.people import Role

routes = Routes()
RUNS = REPOSITORY + "/check-runs"
RUN = RUNS + "/{check_run_id}"
SUITES = REPOSITORY + "/check-suites"
SUITE = SUITES + "/{check_suite_id}"
COMMIT = REPOSITORY + "/commits/{ref}"
READ, WRITE = "checks:read", "checks:write"


@routes("POST", RUNS, needs=WRITE, role=Role.READ)
def create_run(call: Call) -> Answer:
    app, body, where = _app(call), call.body, call.repository
    name, sha = body.text("name"), commit_of(call, body.text("head_sha"))
    run = acts.create_run(call.world, where, app, sha, name, first_report(body))
    return Answer(shapes.check_run(call.world, run), 201)


@routes("PATCH", RUN, needs=WRITE, role=Role.READ)
def update_run(call: Call, check_run_id: int) -> Answer:
    run = _own_run(call, check_run_id)
    acts.update_run(call.world, run, further_report(call.body))
    return Answer(shapes.check_run(call.world, run))


@routes("GET", RUN, needs=READ)
def get_run(call: Call, check_run_id: int) -> Answer:
    return Answer(shapes.check_run(call.world, _run(call, check_run_id)))


@routes("GET", RUN + "/annotations", needs=READ)
def list_annotations(call: Call, check_run_id: int) -> Answer:
    run = _run(call, check_run_id)
    return paged(call, [shapes.annotation(call.world, run, one) for one in run.annotations])


@routes("POST", RUN + "/rerequest", needs=WRITE, role=Role.READ)
def rerequest_run(call: Call, check_run_id: int) -> Answer:
    acts.rerequest_run(call.world, _own_run(call, check_run_id), call.actor)
    return Answer({}, 201)


@routes("GET", COMMIT + "/check-runs", needs=READ)
def list_runs_of_commit(call: Call, ref: str) -> Answer:
    return _runs_answer(call, _suites_at(call, ref))


@routes("GET", SUITE + "/check-runs", needs=READ)
def list_runs_of_suite(call: Call, check_suite_id: int) -> Answer:
    return _runs_answer(call, [_suite(call, check_suite_id)])


def _runs_answer(call: Call, suites: Sequence[CheckSuite]) -> Answer:
    """The runs newest first: of each name the last one, unless `filter=all`."""
    query = call.query
    every = query.get("filter", "latest") == "all"
    found = [
        run
        for suite in suites
        for run in (suite.runs if every else suite.latest)
        if query.get("check_name", run.name) == run.name
        and query.get("status", run.status.value) == run.status.value
        and query.get("app_id", str(suite.app.id)) == str(suite.app.id)
    ]
    found.sort(key=lambda one: -one.id)
    chosen, headers = page_of(call, found)
    shown = [shapes.check_run(call.world, one) for one in chosen]
    return Answer({"total_count": len(found), "check_runs": shown}, headers=headers)


@routes("POST", SUITES, needs=WRITE, role=Role.READ)
def create_suite(call: Call) -> Answer:
    """201, or 200 with the suite that is there."""
    app, sha = _app(call), commit_of(call, call.body.text("head_sha"))
    suite, new = open_suite(call.world, call.repository, app, sha)
    return Answer(shapes.check_suite(call.world, suite), 201 if new else 200)


@routes("PATCH", SUITES + "/preferences", needs=WRITE, role=Role.ADMIN)
def set_preferences(call: Call) -> Answer:
    """For which Apps a push makes a suite by itself."""
    where, wanted = call.repository, call.body.objects("auto_trigger_checks") or []
    off = where.checks.not_triggered
    for one in wanted:
        if not isinstance(one.get("app_id"), int) or not isinstance(one.get("setting"), bool):
            raise malformed('"app_id" and "setting" are needed for each App.')
        (off.discard if one["setting"] else off.add)(one["app_id"])
    return Answer(
        {
            "preferences": {"auto_trigger_checks": wanted},
            "repository": minimal(call.world, where),
        }
    )


@routes("GET", SUITE, needs=READ)
def get_suite(call: Call, check_suite_id: int) -> Answer:
    return Answer(shapes.check_suite(call.world, _suite(call, check_suite_id)))


@routes("POST", SUITE + "/rerequest", needs=WRITE, role=Role.READ)
def rerequest_suite(call: Call, check_suite_id: int) -> Answer:
    app, suite = _app(call), _suite(call, check_suite_id)
    if suite.app is not app:
        raise _of_another(suite.app)
    ask_again(call.world, suite, call.actor)
    return Answer({}, 201)


@routes("GET", COMMIT + "/check-suites", needs=READ)
def list_suites_of_commit(call: Call, ref: str) -> Answer:
    query = call.query
    found = [
        one
        for one in _suites_at(call, ref)
        if query.get("app_id", str(one.app.id)) == str(one.app.id)
        and ("check_name" not in query or query["check_name"] in {run.name for run in one.runs})
    ]
    chosen, headers = page_of(call, found)
    shown = [shapes.check_suite(call.world, one) for one in chosen]
    return Answer({"total_count": len(found), "check_suites": shown}, headers=headers)


def commit_of(call: Call, ref: str) -> str:
    """The sha of the commit that a branch, tag or sha names; 422 when it names none."""
    try:
        return call.repository.git.resolve(ref.removeprefix("heads/").removeprefix("tags/"))
    except NoSuchObject:
        raise ApiError(422, f"No commit found for SHA: {ref}") from None


def _suites_at(call: Call, ref: str) -> list[CheckSuite]:
    suites = call.repository.checks.of_commit.get(commit_of(call, ref), [])
    grow_stale(call.world, suites)
    return suites


def _app(call: Call) -> App:
    """The App that calls: people cannot write checks."""
    if not isinstance(call.caller, InstallationCaller):
        raise ApiError(403, "You must authenticate via a GitHub App.")
    return call.caller.token.installation.app


def _run(call: Call, number: int) -> CheckRun:
    found = call.repository.checks.runs.get(number)
    if found is None:
        raise not_found()
    grow_stale(call.world, [found.suite])
    return found


def _own_run(call: Call, number: int) -> CheckRun:
    app, run = _app(call), _run(call, number)
    if run.suite.app is not app:
        raise _of_another(run.suite.app)
    return run


def _of_another(app: App) -> ApiError:
    """The exact words are unconfirmed."""
    return ApiError(
        403,
        f"Invalid app_id `{app.id}` - check run can only be modified by the GitHub App"
        " that created it.",
    )


def _suite(call: Call, number: int) -> CheckSuite:
    found = call.repository.checks.suites.get(number)
    if found is None:
        raise not_found()
    grow_stale(call.world, [found])
    return found

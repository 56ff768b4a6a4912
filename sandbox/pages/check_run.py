"""One check run: what it found, and its buttons."""

from flask import render_template
from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.acts import checks as acts
from sandbox.acts.check_suites import grow_stale
from sandbox.errors import ApiError, archived, not_found
from sandbox.pages.page import REPOSITORY, Pages, Visit, see
from sandbox.pages.visitor import local
from sandbox.world.checks import CheckRun
from sandbox.world.issues import Actor
from sandbox.world.people import Role
from sandbox.world.pulls import pulls_of

pages = Pages()
PAGE = REPOSITORY + "/runs/<int:number>"


@pages("GET", PAGE)
def show_run(visit: Visit, owner: str, repo: str, number: int) -> str:
    run = _run(visit, owner, repo, number)
    where = run.suite.repository
    return render_template(
        "check_run.html",
        where=where,
        run=run,
        pulls=[one for one in pulls_of(where) if one.head_sha == run.head_sha],
        newer=[one for one in where.checks.latest_runs(run.head_sha) if _replaces(one, run)],
        may_write=visit.may(where, Role.WRITE),
    )


def _replaces(other: CheckRun, run: CheckRun) -> bool:
    return other is not run and other.suite is run.suite and other.name == run.name


@pages("POST", PAGE + "/rerequest")
def run_again(visit: Visit, owner: str, repo: str, number: int) -> Response:
    run = _asked(visit, owner, repo, number)
    acts.rerequest_run(visit.world, run, Actor(visit.who))
    return _back(run)


@pages("POST", PAGE + "/actions")
def press(visit: Visit, owner: str, repo: str, number: int) -> Response:
    """Tell the App which of the buttons of its check was pressed."""
    run, wanted = _asked(visit, owner, repo, number), http_request.form.get("identifier")
    for action in run.actions:
        if action.identifier == wanted:
            acts.press(visit.world, run, action, Actor(visit.who))
            return _back(run)
    raise not_found()


def _run(visit: Visit, owner: str, repo: str, number: int) -> CheckRun:
    found = visit.repository(owner, repo).checks.runs.get(number)
    if found is None:
        raise not_found()
    grow_stale(visit.world, [found.suite])
    return found


def _asked(visit: Visit, owner: str, repo: str, number: int) -> CheckRun:
    """The run, if the visitor may ask its App for something: with write access (unconfirmed)."""
    run = _run(visit, owner, repo, number)
    if not visit.may(run.suite.repository, Role.WRITE):
        raise ApiError(403, "Must have push access to Repository.")
    if run.suite.repository.archived:
        raise archived()
    return run


def _back(run: CheckRun) -> Response:
    usual = f"/{run.suite.repository.full_name}/runs/{run.id}"
    return see(local(http_request.form.get("back", usual)))

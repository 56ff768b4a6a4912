"""Runs of workflows: their list, one run with its jobs, and the buttons to end or repeat it."""

from datetime import timedelta

from flask import render_template
from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.acts.runner.files import workflows
from sandbox.errors import not_found
from sandbox.pages.acting import act
from sandbox.pages.page import REPOSITORY, Pages, Visit, see
from sandbox.rest.runs import RUN
from sandbox.world.people import Role
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run

pages = Pages()
ACTIONS = REPOSITORY + "/actions"
PAGE = ACTIONS + "/runs/<int:run_id>"
DEEDS = ("cancel", "rerun", "rerun-failed-jobs")
SHOWN = 100


@pages("GET", ACTIONS)
def show_runs(visit: Visit, owner: str, repo: str) -> str:
    """The newest runs, of one workflow if the address names one."""
    where = visit.repository(owner, repo)
    known = workflows(visit.world, where)
    chosen = next((one for one in known if str(one.id) == http_request.args.get("workflow")), None)
    runs = [one for one in where.actions.runs.values() if chosen in {None, one.workflow}]
    return render_template(
        "runs.html", where=where, workflows=known, chosen=chosen, runs=runs[::-1][:SHOWN]
    )


@pages("GET", PAGE)
def show_run(visit: Visit, owner: str, repo: str, run_id: int) -> str:
    where = visit.repository(owner, repo)
    run = find_run(where, run_id)
    return render_template(
        "run.html",
        where=where,
        run=run,
        lengths={job.id: _length(job) for job in run.jobs},
        may_write=visit.may(where, Role.WRITE),
    )


@pages("GET", PAGE + "/job/<int:job_id>")
def show_job(visit: Visit, owner: str, repo: str, run_id: int, job_id: int) -> Response:
    """A job has its place on the page of its run."""
    where = visit.repository(owner, repo)
    find_run(where, run_id)
    return see(f"/{where.full_name}/actions/runs/{run_id}#job-{job_id}")


@pages("POST", PAGE)
def change_run(visit: Visit, owner: str, repo: str, run_id: int) -> Response:
    """Cancel the run or run it again, as the pressed button says."""
    where, deed = visit.repository(owner, repo), http_request.form.get("do", "")
    if deed not in DEEDS:
        raise not_found()
    act(visit, where, "POST", f"{RUN}/{deed}", {}, run_id=run_id)
    return see(f"/{where.full_name}/actions/runs/{run_id}")


def find_run(where: Repository, run_id: int) -> Run:
    """The run; 404 when there is none."""
    found = where.actions.runs.get(run_id)
    if found is None:
        raise not_found()
    return found


def _length(job: Job) -> timedelta | None:
    if job.started_at is None or job.completed_at is None:
        return None
    return job.completed_at - job.started_at

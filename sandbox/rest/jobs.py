"""Jobs of runs: `/actions/runs/{run_id}/jobs`, `/actions/jobs`."""

from sandbox.errors import not_found
from sandbox.rest.paging import page_of
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.runs import ATTEMPT, RUN, find_attempt, find_run
from sandbox.rest.workflows import READ
from sandbox.shapes.workflow import job as shape
from sandbox.world.runs import Job, Run

routes = Routes()


@routes("GET", RUN + "/jobs", needs=READ)
def list_jobs(call: Call, run_id: int) -> Answer:
    """Those of the last attempt, or of all with `filter=all`."""
    run = find_run(call, run_id)
    attempts = run.attempts if call.query.get("filter") == "all" else [run.attempt]
    found = dict.fromkeys(job for one in attempts for job in one.jobs)
    return _listed(call, run, list(found))


@routes("GET", ATTEMPT + "/jobs", needs=READ)
def list_jobs_of_attempt(call: Call, run_id: int, attempt_number: int) -> Answer:
    run = find_run(call, run_id)
    return _listed(call, run, find_attempt(run, attempt_number).jobs)


@routes("GET", REPOSITORY + "/actions/jobs/{job_id}", needs=READ)
def get_job(call: Call, job_id: int) -> Answer:
    for run in call.repository.actions.runs.values():
        for attempt in run.attempts:
            for job in attempt.jobs:
                if job.id == job_id:
                    return Answer(shape(call.world, call.repository, run, job))
    raise not_found()


def _listed(call: Call, run: Run, jobs: list[Job]) -> Answer:
    """A job that waits for others is not there yet (unconfirmed)."""
    found = [one for one in jobs if one.ready_at is not None]
    chosen, headers = page_of(call, found)
    shown = [shape(call.world, call.repository, run, one) for one in chosen]
    return Answer({"total_count": len(found), "jobs": shown}, headers=headers)

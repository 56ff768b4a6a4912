"""The gate of a run: what waits before which environment, who must answer, and who has."""

from dataclasses import dataclass

from flask import render_template
from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.acts.runner.reviews import may_bypass, may_review
from sandbox.pages.acting import act
from sandbox.pages.page import Pages, Visit, see
from sandbox.pages.runs import PAGE, find_run
from sandbox.rest.gates import PENDING
from sandbox.world.environments import CustomRule
from sandbox.world.gates import Gate, Report
from sandbox.world.people import Team
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run

pages = Pages()
GATE = PAGE + "/gate"


@dataclass(frozen=True)
class Asked:
    """A custom rule with what its App has said so far."""

    rule: CustomRule
    answered: bool
    reports: list[Report]


@dataclass(frozen=True)
class Waiting:
    """A job before an environment, as the visitor sees it."""

    job: Job
    gate: Gate
    reviewers: list[str]
    asked: list[Asked]
    may_review: bool
    may_bypass: bool


@pages("GET", GATE)
def show_gate(visit: Visit, owner: str, repo: str, run_id: int) -> str:
    where = visit.repository(owner, repo)
    run = find_run(where, run_id)
    waiting = [_waiting(visit, where, run, job, gate) for job, gate in run.gates()]
    return render_template("gate.html", where=where, run=run, waiting=waiting)


def _waiting(visit: Visit, where: Repository, run: Run, job: Job, gate: Gate) -> Waiting:
    return Waiting(
        job,
        gate,
        [f"team {one.name}" if isinstance(one, Team) else one.login for one in gate.reviewers],
        [_asked(gate, rule) for rule in gate.rules],
        may_review(where, run, gate, visit.who),
        may_bypass(where, gate, visit.who),
    )


def _asked(gate: Gate, rule: CustomRule) -> Asked:
    reports = [one for one in gate.reports if one.app_id == rule.app.id]
    return Asked(rule, rule.id in gate.answers, reports)


@pages("POST", GATE)
def answer(visit: Visit, owner: str, repo: str, run_id: int) -> Response:
    """Approve or reject, as the pressed button says, with what was typed as the comment."""
    where, form = visit.repository(owner, repo), http_request.form
    number = form.get("environment", "")
    body = {
        "environment_ids": [int(number)] if number.isdecimal() else [],
        "state": form.get("state", ""),
        "comment": form.get("comment", ""),
    }
    act(visit, where, "POST", PENDING, body, run_id=run_id)
    return see(f"/{where.full_name}/actions/runs/{run_id}/gate")

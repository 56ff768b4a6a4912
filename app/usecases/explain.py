"""Explains where a request stands, by the decision that a look would make now; changes nothing."""

from dataclasses import dataclass

from app.domain.answers import Problem
from app.domain.evaluate import Explained, explain
from app.domain.state import State
from app.github.errors import IssueGone
from app.store import pairs
from app.store.requests import RequestRow
from app.usecases.case import Case, read_case
from app.usecases.decide import Outcome, decide
from app.usecases.displays import history
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a request stands and why. `note` says why there is no tree, or what keeps it still.

    `problems` are what cannot be read of its answers, `blockers` what an admin has to mend.
    """

    state: State
    note: str = ""
    problems: tuple[Problem, ...] = ()
    blockers: tuple[str, ...] = ()
    tree: Explained | None = None


def explained(bench: Workbench, row: RequestRow) -> Explanation:
    """What a look would decide just now. Raises GitHubError, and RoomFault for a busy machine."""
    bench = bench.rehearsing()
    with bench.database.transaction() as tx:
        if pairs.of_request(tx, row.id) is not None:
            note = "It was approved, and its repositories were begun: its decision is made."
            return Explanation(row.state, note)
    try:
        case = read_case(bench, row)
    except IssueGone:
        return Explanation(row.state, "Its issue was deleted, or moved to another repository.")
    return _of(case, decide(case, history(case), afresh=False))


def _of(case: Case, outcome: Outcome) -> Explanation:
    tree = None
    if outcome.decision and outcome.rests_on:
        tree = explain(case.law.policy, outcome.rests_on.facts, outcome.decision)
    state, note = outcome.state, ""
    if case.row.state is State.CANCELLED:
        state, note = State.CANCELLED, "It was cancelled, which is final."
    elif not case.issue.is_open:
        state, note = State.CLOSED, "Its issue is closed; this is what holds if it is reopened."
    return Explanation(state, note, outcome.problems, outcome.blockers, tree)

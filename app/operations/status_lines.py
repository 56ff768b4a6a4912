"""How `slipway status` reads: in each part, what needs a person comes first."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TextIO

from app.domain.counts import counted
from app.domain.spans import span
from app.domain.state import State
from app.operations import screen
from app.operations.status import Status
from app.store.figures import BudgetFigures, RequestFigures
from app.store.overview import Standing
from app.usecases.vitals import Finding, Sign, Vitals

Row = tuple[str, ...]


def write(stream: TextIO, status: Status) -> None:
    """Print all of it."""
    screen.line(stream, f"Slipway at {status.at:%Y-%m-%d %H:%M:%S} UTC")
    _part(stream, "Needs a person", ((one,) for one in status.needs_a_person))
    _part(stream, "Health", _health(status.vitals))
    _part(stream, "Deliveries", _deliveries(status))
    _part(stream, "Requests", _counts(status.requests))
    _parked(stream, status)
    held_back = sum(status.requests.held_back.values())
    title = _counted("Waiting for a moment", len(status.held_back), held_back)
    _part(stream, title, (_held_back(one, status.at) for one in status.held_back))
    title = _counted(
        "Under way", len(status.under_way), status.requests.due + status.requests.at_work
    )
    _part(stream, title, (_under_way(one, status.at) for one in status.under_way))
    _part(stream, "Commits, notices and deployments that wait", _waiting(status))
    _part(stream, "Deployments that could not be tested", _untested(status))
    _part(stream, "Budgets", (row for one in status.budgets for row in _budget(one, status)))
    _part(stream, "Chores", _chores(status))


def _part(stream: TextIO, title: str, rows: Iterator[Row]) -> None:
    kept = list(rows)
    if kept:
        screen.line(stream)
        screen.line(stream, title)
        screen.table(stream, kept)


def _counted(title: str, listed: int, there_are: int) -> str:
    return f"{title} ({listed} of {there_are})" if listed < there_are else title


def _health(vitals: Vitals) -> Iterator[Row]:
    for name in ("database", "schema", "redis", "sweep"):
        finding: Finding = getattr(vitals, name)
        word = "ok" if finding.sign is Sign.OK else finding.sign.upper()
        yield name, word, finding.sentence


def _deliveries(status: Status) -> Iterator[Row]:
    if status.deliveries.failed:
        parked = "1 is" if status.deliveries.failed == 1 else f"{status.deliveries.failed} are"
        yield (f"{parked} parked; `slipway deliveries --failed` tells why.",)
    if status.lost_deliveries:
        yield (f"{status.lost_deliveries} got lost; GitHub was asked for them again.",)
    yield (status.vitals.deliveries.sentence,)


def _counts(requests: RequestFigures) -> Iterator[Row]:
    for state in State:
        if count := requests.by_state.get(state):
            yield str(count).rjust(6), state.value.replace("-", " ")
    if requests.resting:
        yield str(requests.resting).rjust(6), "of them rest: their organisation is not served"
    if not requests.by_state:
        yield ("There are none yet.",)


def _parked(stream: TextIO, status: Status) -> None:
    if not status.parked:
        return
    screen.line(stream)
    title = "Parked: a person has to act"
    screen.line(stream, _counted(title, len(status.parked), status.requests.parked))
    for one in status.parked:
        failure = one.failure or {}
        ago = span(status.at - one.updated_at)
        screen.line(stream, f"  {one.name}  {one.state}, for {ago}: {failure.get('what', '')}")
        for key in ("why", "next"):
            if failure.get(key):
                screen.line(stream, f"      {failure[key]}")
        screen.line(stream, f"      Or, from here: slipway resume {one.name}")


def _held_back(one: Standing, now: datetime) -> Row:
    assert one.wait_until is not None
    when = f"until {screen.moment(one.wait_until, now)}, in {span(one.wait_until - now)}"
    reason = one.wait_reason or f"failed {one.failures} times in a row, is tried again"
    return one.name, one.state.value, when, reason


def _waiting(status: Status) -> Iterator[Row]:
    """What is wanted beside requests, and waits."""
    kinds = {
        "commit": status.checks,
        "template check": status.template_checks,
        "notice": status.notices,
        "deployment": status.deployments,
    }
    for what, found in kinds.items():
        for one in found:
            when = f"until {screen.moment(one.until, status.at)}, in {span(one.until - status.at)}"
            yield one.organisation, counted(one.count, what), when, one.reason


def _untested(status: Status) -> Iterator[Row]:
    for one in status.untested:
        ago = f"{span(status.at - one.updated_at)} ago"
        yield f"{one.organisation}/{one.service}", str(one.deployment_id), ago, one.reason


def _under_way(one: Standing, now: datetime) -> Row:
    if one.lease_until is not None and one.lease_until > now:
        until = screen.moment(one.lease_until, now)
        say = f"a worker has it; if that one died, another goes on after {until}"
        return one.name, one.state.value, say
    return one.name, one.state.value, "due, waits for a worker"


def _budget(one: BudgetFigures, status: Status) -> Iterator[Row]:
    """Whose it is, then a line for each thing there is to say of it."""
    unknown = f"installation {one.installation_id}" if one.installation_id else "the App itself"
    whose = status.organisations.get(one.installation_id, unknown)
    for text in _of_budget(one, status):
        yield whose, text
        whose = ""


def _of_budget(one: BudgetFigures, status: Status) -> Iterator[str]:
    if one.paused_until is not None and one.paused_until > status.at:
        until = screen.moment(one.paused_until, status.at)
        yield f"PAUSED until {until}: {one.pause_reason}"
    for resource, limit in sorted(one.primary_limits.items()):
        reset = screen.moment(datetime.fromtimestamp(limit["reset"], UTC), status.at)
        yield f"{resource} {limit['remaining']} of {limit['limit']} left until {reset}"
    yield ", ".join(
        f"{each.limit} {each.spent} of {each.cap}" for each in status.spent[one.installation_id]
    )


def _chores(status: Status) -> Iterator[Row]:
    for one in status.chores:
        done = f"done {span(status.at - one.done_at)} ago" if one.done_at else "never done"
        trouble = f"FAILED {one.failures} times in a row: " if one.failures else ""
        yield one.name, done, f"{trouble}{one.note}"

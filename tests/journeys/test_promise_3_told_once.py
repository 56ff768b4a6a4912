"""Promise 3: what was decided is told once, wherever the worker dies that tells it."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select, update

from app.domain.state import State
from app.github.calls import Call
from app.store import tables
from app.usecases.advance import advance
from tests.journeys.acme import Acme, connect
from tests.journeys.death import Died, Fate, mortal_database
from tests.journeys.request import Request
from tests.journeys.templates import moves_on

_TOPICS = "/repos/{owner}/{repo}/topics"
_LONG_LIFE = 10**6

_EVERY = 4
"""So many places apart it dies: what is told twice is told twice after a death at several."""

Act = Callable[[Request], object]


class QuietAcme(Acme):
    """Acme whose Slipway does nothing yet about what people do."""

    def settles(self) -> None:
        """Nothing: it has its turn later."""


@dataclass(frozen=True)
class Story:
    """What came before, with Slipway at work, and what it then has to answer."""

    act: Act
    before: tuple[Act, ...] = ()


def edit(**answers: str) -> Act:
    return lambda request: request.is_edited(**answers)


def label(name: str, login: str) -> Act:
    return lambda request: request.is_labelled(name, login)


def unlabel(name: str, login: str) -> Act:
    return lambda request: request.is_unlabelled(name, login)


def comment(text: str) -> Act:
    return lambda request: request.is_commented(text)


def close(request: Request) -> None:
    request.acme.waits()
    request.acme.does("dana", "PATCH", request.path, {"state": "closed"})


def template_moves_on(request: Request) -> None:
    moves_on(request.acme)


def topics_fail(request: Request) -> None:
    request.acme.controls("faults", method="PUT", route=_TOPICS, status=502, times=99)


def topics_work(request: Request) -> None:
    request.acme.sandbox.world.calls.faults.clear()


def fail_four_times(request: Request) -> None:
    """As it stands when a step of a build is tried for the last time."""
    again = {"state": State.BUILDING, "failures": 4, "failure": None, "wait_until": None}
    statement = update(tables.requests).where(tables.requests.c.id == request.row.id)
    with request.acme.bench.database.transaction() as tx:
        tx.connection.execute(statement.values(again))


def days_pass(days: int) -> Act:
    """Slipway is not there meanwhile."""
    return lambda request: request.acme.waits(days * 86_400)


def nothing(_: Request) -> None:
    """Time is all that it takes."""


STORIES = {
    "an edit takes an approval away": Story(
        edit(description="Something else."),
        (edit(data="personal"), label("approved/platform", "paula")),
    ),
    "an edit brings a mistake": Story(edit(name="Not a name")),
    "a mistake is mended": Story(edit(tier="2"), (edit(tier="none"),)),
    "a veto": Story(label("rejected", "sam")),
    "a veto is lifted": Story(unlabel("rejected", "sam"), (label("rejected", "sam"),)),
    "a label of somebody who may not": Story(label("approved/platform", "olga")),
    "a call for help": Story(comment("/slipway help")),
    "a call for newer templates": Story(
        comment("/slipway newest"),
        (edit(data="personal"), label("approved/platform", "paula"), template_moves_on),
    ),
    "a call to cancel": Story(comment("/slipway cancel")),
    "the issue is closed": Story(close),
    "a reminder is due": Story(days_pass(4)),
    "it expires": Story(days_pass(20)),
    "a build that stops": Story(
        nothing, (topics_fail, label("approved/platform", "paula"), fail_four_times)
    ),
}


@pytest.fixture(scope="module")
def patient_acme(busy_acme: Acme) -> Acme:
    """Acme whose people are reminded and whose requests expire, shared by this file."""
    patience = "reminders: {after: 1}\nexpiry: {after: 10}\n"
    busy_acme.commits("policy.yml", lambda text: f"{text}\n{patience}")
    return busy_acme


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_wherever_the_worker_dies_it_ends_as_if_nobody_had(
    patient_acme: Acme, story: Story
) -> None:
    clean, places = _played(patient_acme, story, _LONG_LIFE)

    first = 1 + len(story.before) % _EVERY
    ends = {
        place: _played(patient_acme, story, place)[0] for place in range(first, places + 1, _EVERY)
    }

    assert len(ends) > 1
    assert {place: end for place, end in ends.items() if end != clean} == {}


def _played(acme: Acme, story: Story, place: int) -> tuple[dict[str, Any], int]:
    """How it ends if the worker dies at the `place`-th place, and how many it came past."""
    request = acme.files(name=_name(acme, story))
    for act in story.before:
        act(request)
    story.act(Request(QuietAcme(acme.sandbox, acme.bench), request.number))
    acme.hears()
    fate = Fate(place)
    _works_until_death(acme, request.row.id, fate)
    acme.waits(acme.bench.lease.total_seconds() + 1)
    acme.settles()
    end = _end(request)
    topics_work(request)
    _is_left_alone(request)
    return end, place - fate.place


def _name(acme: Acme, story: Story) -> str:
    """What is never built can have one name again and again: its files are rendered once."""
    if topics_fail not in story.before:
        return "service"
    return f"service-{len(acme.sandbox.world.repositories)}"


def _works_until_death(acme: Acme, row_id: int, fate: Fate) -> None:
    """A place is right after a write to GitHub, of which there is no record yet, or a commit."""
    database = mortal_database(acme.bench.database, fate)

    def on_call(call: Call) -> None:
        fate.lives_on()
        if call.kind != "read" and "access_tokens" not in call.route:
            fate.passes()

    github = connect(acme.sandbox, on_call, database)
    with suppress(Died):
        advance(replace(acme.bench, database=database, github=github), row_id)
    database.close()


def _is_left_alone(request: Request) -> None:
    """The hours that pass in the next runs are none of its business."""
    statement = update(tables.requests).values(look_at=None)
    with request.acme.bench.database.transaction() as tx:
        tx.connection.execute(statement)


def _end(request: Request) -> dict[str, Any]:
    """What people see and what is on record at the end, without what differs from run to run."""
    row = tables.audit.c
    statement = select(row.action).where(row.request_id == request.row.id).order_by(row.id)
    with request.acme.bench.database.reading() as tx:
        actions = [one for one in tx.connection.execute(statement).scalars() if " " in one]
    return {
        "labels": request.labels,
        "is open": request.is_open,
        "headline": _without_numbers(request.headline),
        "notices": Counter(_without_numbers(text) for text in request.notices),
        "decisions": [one for one in actions if not one.startswith("github ")],
    }


def _without_numbers(text: str) -> str:
    return re.sub(r"<!-- .*? -->|[0-9a-f]{16,}|\d+ [A-Z][a-z]+ \d{4}|\d+", "…", text)

"""Which issues changed since a moment."""

from collections.abc import Callable
from datetime import timedelta

from app.github.client import Client
from app.github.issue_list import issues_since
from sandbox import RunningSandbox
from tests.github.conftest import CONTROL, ORGANISATION, Person, control


def test_without_a_moment_it_is_the_open_ones(
    client: Client, person: Callable[[str], Person]
) -> None:
    dana = person("dana")
    open_one, closed_one = dana.files_an_issue(), dana.files_an_issue()
    dana.does("PATCH", f"/repos/acme/services/issues/{closed_one}", {"state": "closed"})

    page = issues_since(client, ORGANISATION, CONTROL, None)

    assert [one.number for one in page.issues] == [open_one]


def test_since_a_moment_it_is_all_that_were_touched(
    client: Client, sandbox: RunningSandbox, person: Callable[[str], Person]
) -> None:
    dana = person("dana")
    untouched, closed, commented = (dana.files_an_issue() for _ in range(3))
    control(sandbox, "clock", {"advance_seconds": 3600})
    moment = sandbox.world.now() - timedelta(minutes=1)
    dana.does("PATCH", f"/repos/acme/services/issues/{closed}", {"state": "closed"})
    control(sandbox, "clock", {"advance_seconds": 60})
    dana.comments(commented, "Still wanted?")

    page = issues_since(client, ORGANISATION, CONTROL, moment)

    assert [(one.number, one.is_open) for one in page.issues] == [
        (closed, False),
        (commented, True),
    ]
    assert not page.is_full
    assert untouched not in {one.number for one in page.issues}


def test_an_issue_that_is_touched_keeps_its_place(
    client: Client, person: Callable[[str], Person]
) -> None:
    dana = person("dana")
    numbers = [dana.files_an_issue() for _ in range(3)]
    dana.comments(numbers[0], "Still wanted?")

    page = issues_since(client, ORGANISATION, CONTROL, None)

    assert [one.number for one in page.issues] == numbers

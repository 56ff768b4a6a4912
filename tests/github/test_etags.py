"""Reads that GitHub only has to confirm: they cost nothing, and are never another one's view."""

from typing import Any

from app.github.calls import CallLog
from app.github.client import Client
from app.github.connection import Connection
from app.github.etags import Etags, KeptAnswer
from app.github.permissions import REQUEST, TELL
from sandbox import RunningSandbox
from tests.github.conftest import CONTROL, INSTALLATION, ORGANISATION

LABELS = "GET /repos/{owner}/{repo}/labels"


def labels(client: Client, query: dict[str, int] | None = None) -> Any:
    """All labels of the control repository, or as many as asked for."""
    return client.rest(LABELS, query=query, owner=ORGANISATION, repo=CONTROL)


def all_labels(client: Client) -> list[Any]:
    return client.pages(LABELS, owner=ORGANISATION, repo=CONTROL)


def add_label(client: Client, name: str) -> None:
    route = "POST /repos/{owner}/{repo}/labels"
    client.rest(route, {"name": name}, owner=ORGANISATION, repo=CONTROL)


def answer(text: str) -> KeptAnswer:
    return KeptAnswer(f'"{text}"', text, "")


def spent(sandbox: RunningSandbox) -> int:
    """How much of the primary limit the installation used up."""
    windows = sandbox.world.rates.windows
    return sum(window.used for key, window in windows.items() if "installation" in key[0])


def test_what_did_not_change_is_confirmed_and_costs_nothing(
    client: Client, sandbox: RunningSandbox, calls: CallLog
) -> None:
    first = labels(client)
    before = spent(sandbox)

    second = labels(client)

    assert second == first
    assert spent(sandbox) == before
    assert (calls.calls[-1].status, calls.calls[-1].outcome) == (304, "not-modified")


def test_what_changed_is_read_anew(client: Client, calls: CallLog) -> None:
    before = labels(client)
    add_label(client, "new")

    after = labels(client)

    assert len(after) == len(before) + 1
    assert calls.calls[-1].status == 200


def test_what_a_caller_did_to_an_answer_does_not_stay_in_it(client: Client) -> None:
    labels(client).clear()

    assert labels(client) != []


def test_pages_are_followed_from_a_confirmed_one(client: Client) -> None:
    for place in range(101):
        add_label(client, f"label {place}")

    assert all_labels(client) == all_labels(client)


def test_each_query_and_each_scope_has_answers_of_its_own(
    connection: Connection, calls: CallLog
) -> None:
    one = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
    another = connection.for_step(INSTALLATION, TELL, [CONTROL])

    labels(one)
    labels(one, {"per_page": 1})
    labels(another)

    assert [call.status for call in calls.calls] == [201, 200, 200, 201, 200]


def test_a_renewed_token_of_the_same_scope_still_has_them(
    connection: Connection, sandbox: RunningSandbox, calls: CallLog
) -> None:
    step = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
    labels(step)
    sandbox.world.clock.advance(3600)

    labels(step)

    assert [call.status for call in calls.calls] == [201, 200, 201, 304]


def test_what_was_not_asked_for_longest_makes_room() -> None:
    etags = Etags(characters=10)
    etags.keep("a", answer("aaaa"))
    etags.keep("b", answer("bbbb"))
    etags.get("a")

    etags.keep("c", answer("cccc"))

    assert etags.get("b") is None
    assert etags.get("a") == answer("aaaa")
    assert etags.get("c") == answer("cccc")


def test_a_newer_answer_takes_the_place_of_the_older() -> None:
    etags = Etags(characters=10)
    for text in ("one", "another", "third"):
        etags.keep("key", answer(text))

    assert etags.get("key") == answer("third")


def test_what_is_too_large_is_not_kept_and_drives_nothing_out() -> None:
    etags = Etags(characters=10)
    etags.keep("small", answer("small"))

    etags.keep("large", answer("more than all"))

    assert etags.get("large") is None
    assert etags.get("small") == answer("small")

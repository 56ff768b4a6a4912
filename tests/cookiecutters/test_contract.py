"""The service contract, version 1, over HTTP: the same whatever the language."""

from functools import partial
from time import time
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.cookiecutters.conftest import PAIRS, VERSION
from tests.cookiecutters.serving import Serving
from tests.cookiecutters.workshop import SERVICES
from tests.patience import until

pytestmark = pytest.mark.parametrize("pair", PAIRS[: len(SERVICES)], indirect=True, scope="session")
HELLO = {"author": "ada", "text": "Hello"}


def test_it_is_alive_and_ready(service: Serving) -> None:
    assert service.gets("/healthz").status == 200
    assert service.gets("/readyz").status == 200


def test_it_says_its_name_and_the_version_that_the_environment_names(service: Serving) -> None:
    assert service.gets("/version").json == {"name": "billing", "version": VERSION}


def test_a_note_is_added_read_listed_and_removed(service: Serving) -> None:
    added = service.asks("POST", "/notes", HELLO)
    path = f"/notes/{added.json['id']}"
    read, listed = service.gets(path), service.gets("/notes?author=ada")
    removed = service.asks("DELETE", path)

    assert added.status == 201
    assert added.json == HELLO | {"id": added.json["id"]}
    assert (read.status, read.json) == (200, added.json)
    assert (listed.status, listed.json) == (200, [added.json])
    assert (removed.status, removed.text) == (204, "")
    assert service.gets(path).status == 404
    assert service.gets("/notes?author=ada").json == []


def test_notes_keep_what_was_sent_letter_by_letter(service: Serving) -> None:
    sent = {"author": 'O\'Hara "Ö" \\ 🚀', "text": "one\ntwo \u2028 <b>&amp;</b>"}

    added = service.asks("POST", "/notes", sent)

    assert service.gets(f"/notes/{added.json['id']}").json == sent | {"id": added.json["id"]}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_what_is_not_there_is_404_in_json(method: str, service: Serving) -> None:
    answers = [service.asks(method, f"/notes/{uuid4()}"), service.asks(method, "/nothing/there")]

    assert [answer.status for answer in answers] == [404, 404]
    assert all(answer.type.startswith("application/json") for answer in answers)
    assert all(sentences(answer.json) for answer in answers)


@pytest.mark.parametrize(
    "note", [{}, {"author": "ada"}, {"author": "", "text": "x"}, {"author": 5, "text": "x"}, [], 7]
)
def test_bad_input_is_refused_in_a_sentence(note: object, service: Serving) -> None:
    answer = service.asks("POST", "/notes", note)

    assert answer.status in {400, 422}
    assert answer.type.startswith("application/json")
    assert sentences(answer.json)


def sentences(value: object) -> list[str]:
    """The texts of several words anywhere in an answer."""
    match value:
        case dict():
            return [text for below in value.values() for text in sentences(below)]
        case list():
            return [text for below in value for text in sentences(below)]
        case str() if " " in value:
            return [value]
    return []


def test_requests_are_counted_and_timed_by_method_route_and_status(service: Serving) -> None:
    ids = [str(uuid4()), str(uuid4())]
    before = service.gets("/metrics").text
    for one in ids:
        service.gets(f"/notes/{one}")

    answer = service.gets("/metrics")

    assert answer.type.startswith("text/plain; version=")
    assert not any(one in answer.text for one in ids)
    assert all("status" in labels for labels, _ in samples(answer.text, "http_requests_total"))
    for name in ("http_requests_total", "http_request_duration_seconds_count"):
        # A service may count once the answer is out.
        until(partial(tells_of, missed_notes(before, name) + 2, service, name))


def tells_of(missed: float, service: Serving, name: str) -> bool:
    return missed_notes(service.gets("/metrics").text, name) == missed


def missed_notes(text: str, name: str) -> float:
    """How many requests for one note, which was not there, `/metrics` tells of.

    Durations may be told for all statuses in one.
    """
    return sum(
        value
        for labels, value in samples(text, name)
        if (labels["method"], labels.get("status", "404")) == ("GET", "404")
        and labels["route"].startswith("/notes/")
    )


def test_the_process_is_measured(service: Serving) -> None:
    text = service.gets("/metrics").text

    [(_, started)] = samples(text, "process_start_time_seconds")
    [(_, used)] = samples(text, "process_cpu_seconds_total")
    assert 0 < started < time()
    assert used >= 0


def samples(text: str, name: str) -> list[tuple[dict[str, str], float]]:
    """The labels and values of what `/metrics` has under `name`."""
    families = text_string_to_metric_families(text)
    return [
        (one.labels, one.value) for family in families for one in family.samples if one.name == name
    ]

"""The service contract, version 1: the same whatever the language.

The contract's own tests, which the bare template brings, know no language, so they are run against
all of them; here is what a team that writes its own service need not be held to as strictly.
"""

import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.templates.output import Rendering
from tests.cookiecutters.checkouts import run
from tests.cookiecutters.conftest import PAIRS, VERSION
from tests.cookiecutters.serving import Serving
from tests.cookiecutters.workshop import SERVICES, Pair, Workshop, write

pytestmark = pytest.mark.parametrize("pair", PAIRS[: len(SERVICES)], indirect=True, scope="session")
HELLO = {"author": "ada", "text": "Hello"}
ROUTES = ("/healthz", "/metrics", "/notes", "/notes/{id}", "/readyz", "/version")
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def test_the_contracts_own_tests_pass(pair: Pair, workshop: Workshop, tmp_path: Path) -> None:
    bare = workshop.render("bare-service", "plain").service
    write(Rendering(tuple(f for f in bare.files if f.path.startswith("contract/"))), tmp_path)

    said = run(
        pair.service,
        *(sys.executable, "-W", "error", "-m", "unittest", "discover", "--verbose"),
        *("--start-directory", str(tmp_path / "contract"), "--top-level-directory", str(tmp_path)),
    )

    assert "\nOK" in said
    assert "skipped" not in said


def test_it_is_alive_and_ready(service: Serving) -> None:
    assert service.gets("/healthz").status == 200
    assert service.gets("/readyz").status == 200


def test_it_says_its_name_and_the_version_that_the_environment_names(service: Serving) -> None:
    assert service.gets("/version").json == {"name": "billing", "version": VERSION}


def test_a_note_is_added_read_listed_and_removed(service: Serving) -> None:
    # Other tests add to the same service, and leave what they added.
    own = HELLO | {"author": "somebody-else"}
    added = service.asks("POST", "/notes", own)
    path = f"/notes/{added.json['id']}"
    read, listed = service.gets(path), service.gets("/notes?author=somebody-else")
    removed = service.asks("DELETE", path)

    assert added.status == 201
    assert added.json == own | {"id": added.json["id"]}
    assert (read.status, read.json) == (200, added.json)
    assert (listed.status, listed.json) == (200, [added.json])
    assert (removed.status, removed.text) == (204, "")
    assert service.gets(path).status == 404
    assert service.gets("/notes?author=somebody-else").json == []


def test_notes_keep_what_was_sent_letter_by_letter(service: Serving) -> None:
    sent = {"author": 'O\'Hara "Ö" \\ 🚀', "text": "one\ntwo \u2028 <b>&amp;</b>"}

    added = service.asks("POST", "/notes", sent)

    assert service.gets(f"/notes/{added.json['id']}").json == sent | {"id": added.json["id"]}


NASTY = {
    "a control character": "a\x00b",
    "a hundred letters of four bytes": "🚀" * 100,
    "spaces": "  ",
    "what looks like markup": "<b>&amp;</b> ${7*7} {{ 7*7 }}",
}


@pytest.mark.parametrize("author", NASTY.values(), ids=NASTY.keys())
def test_any_text_may_be_an_author(author: str, service: Serving) -> None:
    added = service.asks("POST", "/notes", {"author": author, "text": "Hello"})

    listed = service.gets(f"/notes?author={quote(author)}")

    assert added.status == 201
    assert [note["author"] for note in listed.json] == [author]
    service.asks("DELETE", f"/notes/{added.json['id']}")


@pytest.mark.parametrize("name", ["%00", "%20", "%ff", "..%2f..%2fnotes", "'%3B--", "x" * 3000])
def test_what_is_no_id_is_not_found(name: str, service: Serving) -> None:
    answers = [service.gets(f"/notes/{name}"), service.asks("DELETE", f"/notes/{name}")]

    # A reader of addresses may refuse what is no UTF-8 by itself.
    assert {answer.status for answer in answers} <= {404, 400 if name == "%ff" else 404}
    assert all(list(answer.json) == ["detail"] for answer in answers)


def test_fields_that_nobody_asked_for_are_left_out(service: Serving) -> None:
    added = service.asks("POST", "/notes", HELLO | {"id": "mine", "__proto__": {"admin": True}})

    assert added.status == 201
    assert added.json == HELLO | {"id": added.json["id"]}
    assert added.json["id"] != "mine"
    service.asks("DELETE", f"/notes/{added.json['id']}")


def test_whoever_asks_cannot_make_up_series(service: Serving) -> None:
    for made_up in range(20):
        service.gets(f"/made/up/{made_up}")
        service.gets(f"/notes/{made_up}")
        service.gets(f"/version?{made_up}")
        service.asks("BREW", f"/made/up/{made_up}")

    labels = [labels for labels, _ in samples(service.gets("/metrics").text, "http_requests_total")]

    assert {one["route"] for one in labels} <= {*ROUTES, "unmatched"}
    assert {one["method"] for one in labels} <= {*METHODS, "other"}


def samples(text: str, name: str) -> list[tuple[dict[str, str], float]]:
    """The labels and values of what `/metrics` has under `name`."""
    families = text_string_to_metric_families(text)
    return [
        (one.labels, one.value) for family in families for one in family.samples if one.name == name
    ]

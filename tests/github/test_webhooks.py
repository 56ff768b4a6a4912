"""Whether a webhook is GitHub's, and what stands on its envelope."""

import json
from typing import Any

import pytest

from app.github.webhooks import BadWebhook, Envelope, envelope, sign, verify

BODY = b'{"action": "opened"}'
HEADERS = {"X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958", "X-GitHub-Event": "issues"}


def opened(payload: Any = None, **headers: str) -> Envelope:
    body = json.dumps({} if payload is None else payload).encode()
    return envelope(HEADERS | headers, body)


def test_the_signature_in_githubs_own_documentation_is_accepted() -> None:
    """Secret, body and signature as docs.github.com gives them for trying an implementation."""
    signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"

    assert verify(["It's a Secret to Everybody"], b"Hello, World!", signature)


@pytest.mark.parametrize("secret", ["the old secret", "the new secret"])
def test_either_secret_is_good_while_it_is_being_changed(secret: str) -> None:
    assert verify(["the old secret", "the new secret"], BODY, sign(secret, BODY))


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "sha256=",
        "sha1=0123",
        "sha256=é",
        sign("another secret", BODY),
        sign("the secret", BODY + b" "),
        sign("the secret", BODY).removeprefix("sha256="),
        sign("the secret", BODY).upper(),
    ],
)
def test_any_other_signature_is_refused(signature: str | None) -> None:
    assert not verify(["the secret"], BODY, signature)


def test_without_secrets_nothing_is_genuine() -> None:
    assert not verify([], BODY, sign("", BODY))


def test_the_envelope_tells_what_a_delivery_is_about() -> None:
    result = opened({"action": "opened", "installation": {"id": 7}, "organization": {"login": "a"}})

    assert result == Envelope(
        guid=HEADERS["X-GitHub-Delivery"],
        event="issues",
        action="opened",
        installation_id=7,
        organisation="a",
    )


def test_header_names_ignore_case() -> None:
    headers = {name.lower(): text for name, text in HEADERS.items()}

    assert envelope(headers, BODY).event == "issues"


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"action": None, "installation": None, "organization": None},
        {"action": 1, "installation": [], "organization": "acme"},
        {"action": "a\0b", "installation": {"id": "7"}, "organization": {"login": "a\0"}},
        {"installation": {"id": True}},
        {"installation": {"id": 2**63}},
        {"installation": {"id": -1}},
    ],
)
def test_what_a_payload_does_not_say_properly_is_left_out(payload: dict[str, Any]) -> None:
    result = opened(payload)

    assert (result.action, result.installation_id, result.organisation) == (None, None, None)


@pytest.mark.parametrize("header", ["X-GitHub-Delivery", "X-GitHub-Event"])
@pytest.mark.parametrize("text", ["", "two words", "line\nbreak", "x" * 101])
def test_a_malformed_header_is_named(header: str, text: str) -> None:
    with pytest.raises(BadWebhook, match=header):
        opened(**{header: text})


@pytest.mark.parametrize("header", ["X-GitHub-Delivery", "X-GitHub-Event"])
def test_a_missing_header_is_named(header: str) -> None:
    headers = {name: text for name, text in HEADERS.items() if name != header}

    with pytest.raises(BadWebhook, match=header):
        envelope(headers, BODY)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": ' + b"9" * 10_000 + b"}"]
)
def test_a_body_that_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadWebhook, match="not JSON"):
        envelope(HEADERS, body)


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"1"])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadWebhook, match="no object"):
        envelope(HEADERS, body)

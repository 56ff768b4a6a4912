"""Markup, mentions and characters that nobody sees stay text, in whichever field they stand."""

import re

import pytest

from app.domain.state import State
from tests.domain.markdown import html, tokens
from tests.journeys.acme import Acme
from tests.journeys.form import ANSWERS

FIELDS = (*ANSWERS, "depends_on", "data_store")
MARKUP = (
    "**x** [a](https://evil.example) ![b](https://evil.example/c.png) <img src=x onerror=y> "
    "<!-- slipway:status --> @olga @acme/security #1 GH-1 | a | `b` | </details> ${{ github }}"
)
BELL, RIGHT_TO_LEFT = "\x07", "\u202e"


@pytest.mark.parametrize("field", FIELDS)
def test_markup_and_mentions_stay_text(busy_acme: Acme, field: str) -> None:
    request = busy_acme.files(name=f"markup-{field.replace('_', '-')}")

    request.is_edited(**{field: MARKUP})

    assert request.state in {State.NEEDS_CORRECTION, State.AWAITING_APPROVAL}
    for text in (request.status, *request.notices):
        _asserts_that_nothing_acts(text)


@pytest.mark.parametrize("field", FIELDS)
def test_characters_that_nobody_sees_are_named_at_their_field(busy_acme: Acme, field: str) -> None:
    request = busy_acme.files(name=f"hidden-{field.replace('_', '-')}")
    body = request.issue["body"]

    request.is_edited(**{field: f"py{BELL}{RIGHT_TO_LEFT}thon"})

    assert request.state is State.NEEDS_CORRECTION
    assert "U+0007, U+202E (RIGHT-TO-LEFT OVERRIDE)" in request.status
    assert {BELL, RIGHT_TO_LEFT}.isdisjoint("".join(request.comments))

    request.is_rewritten(body)

    assert "slipway/awaiting-approval" in request.labels


def _asserts_that_nothing_acts(text: str) -> None:
    links = [str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"]
    assert not [found for found in html(text) if "img" in found or "evil" in found]
    assert not [token for token in tokens(text) if token.type == "image"]
    assert not [link for link in links if "evil" in link]
    assert not re.search("@(?:olga|acme/security)", re.sub(r"`[^`]*`", "", text))

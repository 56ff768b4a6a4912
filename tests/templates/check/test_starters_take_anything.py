"""The starter templates take whatever people type: it stays text, and stays what it was."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.control import FORM_PATH
from app.domain.form import read_form
from app.templates.check import check_templates
from app.templates.check.answering import harmless as harmless_text
from app.templates.check.answering import inert, typed
from app.templates.check.compare import reshaped, reworded
from app.templates.check.corpus import CORPUS
from app.templates.check.language import CLOSED, language_of
from app.templates.check.leaves import Leaf, leaves
from app.templates.offer import manifest_of, offer
from app.templates.pair import render_pair
from app.templates.preview import load_templates
from app.templates.render import Room
from tests.domain.build import STARTER
from tests.templates.builders import pair_answers

STARTERS = Path(__file__).parents[3] / "cookiecutters"
TEMPLATES = load_templates(STARTERS)
SERVICES = sorted(offer(TEMPLATES).services)
FORM = read_form((STARTER / FORM_PATH).read_text(encoding="utf-8"))
SINGLE = ("description", "tier", "data", "exposure")
EXTRA = tuple(one.id for one in FORM.fields if one.id not in {"name", "owner", "template", *SINGLE})
LISTED = 9
SLOTS = len(SINGLE) + len(EXTRA) - 1 + LISTED
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def render(template: str, texts: Sequence[str]) -> dict[str, str]:
    """Every file of both repositories, with a text in each free field and some in the list."""
    single: dict[str, Any] = dict(zip(SINGLE, texts, strict=False))
    others = [name for name in EXTRA if name != "depends_on"]
    extra = dict(zip(others, texts[len(SINGLE) :], strict=False))
    listed = list(texts[len(SINGLE) + len(others) :])
    answers = pair_answers(**single, depends_on=listed, extra=extra)
    pair = render_pair(Room(), TEMPLATES, template, answers)
    return {
        f"{half}/{file.path}": file.content.decode()
        for half, rendering in (("service", pair.service), ("tests", pair.tests))
        for file in rendering.files
    }


@lru_cache
def harmless(template: str) -> dict[str, str]:
    return render(template, [harmless_text(number) for number in range(SLOTS)])


@lru_cache(maxsize=500)
def parsed(path: str, text: str) -> list[Leaf] | None:
    return leaves(language_of(path, text), text)


def takes(template: str, texts: Sequence[str]) -> None:
    """Fails unless every file keeps its shape, and holds the texts where others stood."""
    made = render(template, texts)
    expected = render(template, [inert(number, text) for number, text in enumerate(texts)])
    assert made.keys() == expected.keys()
    for path in made:
        before = expected[path]
        if language_of(path, before) in CLOSED:
            assert made[path] == before, path
        elif made[path] != before and (values := parsed(path, before)) is not None:
            found = parsed(path, made[path])
            assert found is not None
            assert reshaped(values, found) is None, path
            assert reworded(values, found, [*map(typed, texts)]) is None, path


def chunks() -> Iterator[list[str]]:
    for start in range(0, len(CORPUS), SLOTS):
        chunk = list(CORPUS[start : start + SLOTS])
        yield chunk + list(CORPUS[: SLOTS - len(chunk)])


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_the_check_finds_nothing_in_a_starter_template(template: str) -> None:
    fields = [one.id for one in FORM.fields]

    assert check_templates(TEMPLATES, [template], fields=fields) == ()


@pytest.mark.parametrize("template", SERVICES)
def test_the_nastiest_answers_are_text_in_every_file(template: str) -> None:
    for texts in chunks():
        takes(template, texts)


@pytest.mark.parametrize("template", SERVICES)
@settings(max_examples=12, deadline=None)
@given(texts=st.lists(TEXT, min_size=SLOTS, max_size=SLOTS))
def test_any_answer_is_text_in_every_file(template: str, texts: list[str]) -> None:
    takes(template, texts)


@pytest.mark.parametrize("template", SERVICES)
def test_free_text_does_reach_the_files(template: str) -> None:
    """Else the tests above would look at nothing."""
    expected = harmless(template)

    assert manifest_of(TEMPLATES, template).tests is not None
    assert harmless_text(0) in expected["service/catalog-info.yaml"]
    assert harmless_text(0) in expected["service/.slipway.yml"]


def test_the_corpus_is_large_and_has_each_text_once() -> None:
    assert len(CORPUS) >= 200
    assert len(set(CORPUS)) == len(CORPUS)
    assert all(CORPUS)
    assert max(map(len, CORPUS)) >= 10_000

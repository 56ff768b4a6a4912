"""A heading typed into a field neither forges nor shadows another field."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.form import Form, read_answers
from tests.domain.form.build import FIELDS, TYPED, a_body, a_form, complaint_about

DISGUISES = (
    "### Owner team",
    "###Owner team",
    "# owner TEAM ##",
    "###### Owner   team",
    "  ### Owner team",
    "> ### Owner team",
    "> > - ### Owner team",
    "1. ### Owner team",
    "\uff03\uff03\uff03 \uff2fwner team",
    "### Owner\u00a0team",
    "### Ow\u200bner team",
    "\u200b### Owner team",
    "### **Owner team**",
    "### Owner\\ team",
)


@pytest.mark.parametrize("line", DISGUISES)
def test_a_heading_in_disguise_is_found(line: str) -> None:
    body = a_body(description=f"It does things.\n{line}\n\nattackers")

    say = complaint_about("Owner team", body)

    assert "lines 5 and 12" in say
    assert read_answers(a_form(), body).answers == {}


@pytest.mark.parametrize("fence", ["```\n{}\n```", "~~~text\n{}\n~~~", "<!--\n{}\n-->"])
def test_a_heading_in_a_code_block_or_comment_counts_too(fence: str) -> None:
    body = a_body(description=fence.format("### Owner team\n\nattackers"))

    assert "2 times" in complaint_about("Owner team", body)


def test_a_forgery_above_the_true_field_does_not_win_either() -> None:
    body = a_body(name="billing\n\n### Owner team\n\nattackers")

    assert "lines 5 and 9" in complaint_about("Owner team", body)


def test_many_forgeries_are_counted_and_not_listed() -> None:
    body = a_body(description="### Tier\n" * 400)

    say = complaint_about("Tier", body)

    assert "401 times" in say
    assert "and 396 more" in say


def test_a_missing_heading_is_named() -> None:
    body = a_body().replace("### Owner team\n\n", "")

    assert "“### Owner team” is missing" in complaint_about("Owner team", body)


def test_headings_in_another_order_are_not_read() -> None:
    form = a_form()
    swapped = Form(form.name, form.labels, (FIELDS[1], FIELDS[0], *FIELDS[2:]))

    say = complaint_about("Owner team", a_body(swapped))

    assert "line 1 stands above" in say


def test_text_before_the_first_heading_answers_nothing() -> None:
    assert "before the first heading" in complaint_about(None, "Hello!\n\n" + a_body())


def test_a_text_without_any_heading_misses_all() -> None:
    problems = read_answers(a_form(), "Please make me a service.").problems

    assert [problem.field for problem in problems] == [*(f.label for f in FIELDS), None]


@settings(deadline=None)
@given(
    st.sampled_from(["description", "example"]),
    st.lists(st.sampled_from([*DISGUISES, "text", "", "```", "> ", "### Other"]), max_size=6),
)
def test_no_text_in_one_field_changes_another(field: str, lines: list[str]) -> None:
    honest = read_answers(a_form(), a_body()).answers

    reading = read_answers(a_form(), a_body(**{field: "\n".join(["text", *lines, "text"])}))

    others = {key: value for key, value in reading.answers.items() if key != field}
    assert others in ({}, {key: value for key, value in honest.items() if key != field})
    assert bool(reading.problems) == bool(set(lines) & set(DISGUISES))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(body: str) -> None:
    reading = read_answers(a_form(), body)

    assert reading.problems


@pytest.mark.parametrize(
    "filler",
    [
        "#",
        "# ",
        "### Ow",
        "> ",
        "\ufdfa",
        "### Owner team\n",
        "- [x] a\n",
        "us, ",
        "\u200b#",
        "*_`~",
    ],
)
def test_the_longest_text_is_read_quickly(filler: str) -> None:
    """GitHub allows 65,536 characters; a quadratic reading of them would take minutes."""
    long = (filler * 65_536)[:65_536]
    started = time.process_time()

    for field in TYPED:
        read_answers(a_form(), a_body(**{field: long}))

    assert time.process_time() - started < 20

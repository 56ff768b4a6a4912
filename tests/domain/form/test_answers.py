"""What people fill in is read as GitHub renders it."""

from dataclasses import replace

import pytest

from app.domain.form import read_answers
from tests.domain.form.build import a_body, a_form, answers_to, complaint_about


def test_every_kind_of_field_is_read_in_its_type() -> None:
    assert answers_to() == {
        "name": "billing",
        "owner": "payments",
        "description": "Turns usage into invoices.",
        "template": "python-service",
        "tier": 2,
        "regions": ("us",),
        "promises": ("We run it",),
        "example": "print()",
        "depends_on": ("ledger",),
    }


def test_answers_stand_in_the_order_of_the_form() -> None:
    assert list(answers_to()) == [field.id for field in a_form().fields]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_read_alike(line_end: str) -> None:
    body = a_body(description="one\n\ntwo").replace("\n", line_end)

    assert read_answers(a_form(), body).answers["description"] == "one\n\ntwo"


def test_optional_fields_left_empty_are_empty_and_an_empty_number_is_absent() -> None:
    answers = answers_to(
        tier="None", regions="_No response_", example="_No response_", depends_on="_No response_"
    )

    assert "tier" not in answers
    assert answers["regions"] == ()
    assert answers["example"] == ""
    assert answers["depends_on"] == ()


@pytest.mark.parametrize("empty", ["_No response_", "", "   "])
def test_a_required_field_must_be_filled_in(empty: str) -> None:
    assert "must be filled in" in complaint_about("Owner team", a_body(owner=empty))


def test_a_required_choice_must_be_made() -> None:
    assert "must be filled in" in complaint_about("Template", a_body(template="None"))


def test_a_choice_must_be_one_of_the_options() -> None:
    assert "“1”, “2” or “3”" in complaint_about("Tier", a_body(tier="4"))


def test_an_input_is_one_line() -> None:
    assert "one line" in complaint_about("Owner team", a_body(owner="payments\norders"))


def test_a_text_area_keeps_its_lines_and_unknown_headings() -> None:
    text = "## Why\n\n  - invoices\n\n### How\nsomehow"

    assert answers_to(description=text)["description"] == text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("us, eu", ("us", "eu")),
        ("eu, north", ("eu, north",)),
        ("us, eu, north", ("us", "eu, north")),
        ("eu, north, eu", ("eu, north", "eu")),
    ],
)
def test_options_with_commas_are_found_again(typed: str, read: tuple[str, ...]) -> None:
    assert answers_to(regions=typed)["regions"] == read


@pytest.mark.parametrize("typed", ["mars", "us, mars", "us,eu", "us, us", "us, ", ", us"])
def test_several_choices_must_be_options_each_once(typed: str) -> None:
    body = a_body(regions=typed)

    assert "must be some of" in complaint_about("Regions", body)


def test_a_choice_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    regions = a_form().fields[5]
    doubtful = replace(regions, options=("eu", "north", "eu, north"))
    form = a_form((doubtful,))

    (problem,) = read_answers(form, a_body(form, regions="eu, north")).problems

    assert "more than one way" in problem.sentence


def test_checkboxes_may_be_ticked_in_either_case() -> None:
    answers = answers_to(promises="- [X] We run it\n- [x] We answer at night")

    assert answers["promises"] == ("We run it", "We answer at night")


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ("- [ ] We run it\n- [ ] We answer at night", "must be ticked"),
        ("- [x] We run it", "is missing"),
        ("- [x] We run it\n- [x] We run it\n- [ ] We answer at night", "twice"),
        ("- [x] We run it\n- [x] We pay\n- [ ] We answer at night", "not “- [x] We pay”"),
        ("We run it", "only its checkboxes"),
    ],
)
def test_checkboxes_must_all_stand_there_once(typed: str, say: str) -> None:
    assert say in complaint_about("Promises", a_body(promises=typed))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ledger, customers", ("ledger", "customers")),
        ("ledger customers,orders", ("ledger", "customers", "orders")),
        ("ledger, ledger,, orders,ledger", ("ledger", "orders")),
        ("-", ()),
        ("None", ()),
    ],
)
def test_dependencies_are_a_list_of_names(typed: str, read: tuple[str, ...]) -> None:
    assert answers_to(depends_on=typed)["depends_on"] == read


@pytest.mark.parametrize("body", [None, "", " \r\n\t"])
def test_an_issue_without_text_is_told_what_to_do(body: str | None) -> None:
    (problem,) = read_answers(a_form(), body).problems

    assert problem.field is None
    assert "New service" in problem.sentence


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("\u200b", "U+200B (ZERO WIDTH SPACE)"),
        ("\x00", "U+0000 (NULL)"),
        ("\u2028", "U+2028 (LINE SEPARATOR)"),
        ("\t", "U+0009 (TAB)"),
    ],
)
def test_a_character_that_nobody_can_see_is_named(char: str, name: str) -> None:
    assert name in complaint_about("Owner team", a_body(owner=f"pay{char}ments"))


def test_a_tab_is_fine_in_a_text_area() -> None:
    assert answers_to(description="a\tb")["description"] == "a\tb"


def test_a_field_with_a_problem_leaves_the_others_their_answers() -> None:
    reading = read_answers(a_form(), a_body(tier="9", owner="_No response_"))

    assert [problem.field for problem in reading.problems] == ["Owner team", "Tier"]
    assert set(reading.answers) == {f.id for f in a_form().fields} - {"owner", "tier"}

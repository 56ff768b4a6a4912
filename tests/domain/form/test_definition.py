"""Which forms can be worked with; every mistake is found at its line and column."""

import pytest

from app.domain.answers import FactType
from app.domain.control import FORM_PATH
from app.domain.form import Field, FieldKind, read_form
from app.domain.mistakes import FileMistakes, Mistake

FORM = """\
name: New service
description: Ask for a service.
labels: [service-request, triage]
body:
  - type: markdown
    attributes:
      value: Hello.
  - type: input
    id: name
    attributes: {label: Service name}
    validations: {required: true}
  - type: input
    id: owner
    attributes: {label: Owner team}
    validations: {required: true}
  - type: textarea
    id: description
    attributes: {label: What does it do?}
    validations: {required: true}
  - type: dropdown
    id: template
    attributes: {label: Template, options: [python-service]}
    validations: {required: true}
"""

TIER = "  - type: dropdown\n    id: tier\n    attributes: {label: Tier, options: [1, 2]}\n"
TICKS = """\
  - type: checkboxes
    id: ticks
    attributes:
      label: Promises
      options:
        - label: We run it
          required: true
        - label: We pay
"""


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(FileMistakes) as raised:
        read_form(text)
    return raised.value.mistakes


def only_mistake_in(text: str) -> str:
    (mistake,) = mistakes_in(text)
    return f"{mistake.line}:{mistake.column}: {mistake.sentence}"


def test_a_form_is_read_with_its_fields_in_order() -> None:
    form = read_form(FORM)

    assert form.name == "New service"
    assert form.labels == ("service-request", "triage")
    assert form.request_label == "service-request"
    assert [field.id for field in form.fields] == ["name", "owner", "description", "template"]
    assert form.fields[0] == Field("name", "Service name", FieldKind.INPUT, required=True)


def test_labels_may_stand_in_one_line() -> None:
    form = read_form(FORM.replace("[service-request, triage]", "service-request, triage"))

    assert form.labels == ("service-request", "triage")


def test_a_choice_of_whole_numbers_is_a_number() -> None:
    assert read_form(FORM + TIER).fields[-1].fact_type is FactType.NUMBER


def test_a_choice_of_numbers_and_words_is_a_text() -> None:
    form = read_form(FORM + TIER.replace("[1, 2]", "[1, two]"))

    assert form.fields[-1].fact_type is FactType.TEXT


def test_several_choices_and_dependencies_are_texts() -> None:
    several = TIER.replace("[1, 2]", "[1, 2], multiple: true")
    depends_on = "  - {type: input, id: depends_on, attributes: {label: Depends on}}\n"

    fields = read_form(FORM + several + depends_on + TICKS).fields

    assert [field.fact_type for field in fields[-3:]] == [FactType.TEXTS] * 3


def test_checkboxes_know_which_must_be_ticked() -> None:
    ticks = read_form(FORM + TICKS).fields[-1]

    assert ticks.options == ("We run it", "We pay")
    assert ticks.required_options == ("We run it",)


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ("name: New service\n", "", "1:1: The form has no `name`"),
        ("labels: [service-request, triage]\n", "", "1:1: Name a label under `labels:`"),
        ("[service-request, triage]", "[]", "3:9: Name a label"),
        ("[service-request, triage]", "[slipway/live]", "3:9: Labels that start with `slipway/`"),
        ("type: textarea", "type: upload", "16:11: Slipway does not know the type `upload`"),
        ("    id: owner\n", "", "12:5: This field has no `id`"),
        ("id: owner", "id: owner-team", "13:9: The id `owner-team` must be small letters"),
        ("id: owner", "id: kind", "13:9: Templates know something else by the name `kind`"),
        ("id: owner", "id: name", "12:5: The id `name` is used twice"),
        ("Owner team}", "Template}", "20:5: The labels “Template” and “Template” read alike"),
        ("Owner team}", "'service  NAME #'}", "12:5: The labels “Service name” and “service"),
        ("Owner team}", '"Owner\\u200b"}', "14:25: A label is one line without invisible"),
        ("Owner team}", "'##'}", "14:25: This label has nothing to read"),
        ("[python-service]", "[go, go]", "22:49: The option “go” stands here twice"),
        ("[python-service]", "[]", "22:44: `options` is empty"),
        ("[python-service]", "[None]", "22:45: GitHub reserves `None`"),
        ("[python-service]", "[yes]", "22:45: Put `yes` in quotes"),
        (", options: [python-service]", "", "20:5: A field of type `dropdown` needs `options`"),
        (
            "{required: true}\n  - type: dropdown",
            "{required: 1}\n  - type: dropdown",
            "19:29: `req",
        ),
        ("Ask for a service.", "&a Ask", "2:14: Anchors (`&`) and aliases (`*`) are not read"),
        ("description: Ask for", "name: Ask for", "2:1: `name` stands here a second time"),
        ("Ask for a service.", "[Ask", "3:7: This is not YAML"),
    ],
)
def test_a_mistake_is_found_at_its_place(before: str, after: str, mistake: str) -> None:
    mistakes = mistakes_in(FORM.replace(before, after))

    found = [f"{one.line}:{one.column}: {one.sentence}" for one in mistakes]

    assert any(line.startswith(mistake) for line in found), found


@pytest.mark.parametrize("field", ["name", "owner", "description", "template"])
def test_what_no_pair_can_be_built_without_must_be_asked(field: str) -> None:
    say = only_mistake_in(FORM.replace(f"id: {field}", f"id: other_{field}"))

    assert f"Slipway needs a field with `id: {field}`" in say


def test_what_no_pair_can_be_built_without_must_be_required() -> None:
    text = FORM.replace("Owner team}\n    validations: {required: true}", "Owner team}")

    assert only_mistake_in(text).startswith("12:5: Slipway needs `owner`; add `validations:")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = FORM.replace("id: owner", "id: Owner!").replace("labels", "label")

    lines = [mistake.line for mistake in mistakes_in(text)]

    assert lines == sorted(lines)
    assert len(lines) >= 3
    assert {mistake.path for mistake in mistakes_in(text)} == {FORM_PATH}


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("", "The file is empty"),
        ("just text", "must be a mapping"),
        ("[" * 1_000, "More than 24 levels"),
        ("a: \x00", "This is not YAML"),
        ("a: 1\n---\nb: 2\n", "This is not YAML"),
        ("x" * 100_001, "larger than 100,000 bytes"),
        ("a: &a [x, x]\nb: &b [*a, *a]\n", "Anchors"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(text: str, say: str) -> None:
    assert say in only_mistake_in(text)


def test_of_very_many_mistakes_the_first_hundred_are_told() -> None:
    assert len(mistakes_in(FORM + "  - type: upload\n" * 1_000)) == 100

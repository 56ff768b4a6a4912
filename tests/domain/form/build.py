"""Forms and issue texts as GitHub renders them, with defaults."""

from app.domain.answers import Answers
from app.domain.form import Field, FieldKind, Form, read_answers

REGIONS = ("eu", "eu, north", "us")
PROMISES = ("We run it", "We answer at night")

FIELDS = (
    Field("name", "Service name", FieldKind.INPUT, required=True),
    Field("owner", "Owner team", FieldKind.INPUT, required=True),
    Field("description", "What does it do?", FieldKind.TEXTAREA, required=True),
    Field("template", "Template", FieldKind.DROPDOWN, ("python-service", "go"), required=True),
    Field("tier", "Tier", FieldKind.DROPDOWN, ("1", "2", "3")),
    Field("regions", "Regions", FieldKind.DROPDOWN, REGIONS, multiple=True),
    Field("promises", "Promises", FieldKind.CHECKBOXES, PROMISES, required_options=PROMISES[:1]),
    Field("example", "Example", FieldKind.TEXTAREA, fenced=True),
    Field("depends_on", "Depends on", FieldKind.INPUT),
)

TYPED = {
    "name": "billing",
    "owner": "payments",
    "description": "Turns usage into invoices.",
    "template": "python-service",
    "tier": "2",
    "regions": "us",
    "promises": "- [x] We run it\n- [ ] We answer at night",
    "example": "```python\nprint()\n```",
    "depends_on": "ledger",
}


def a_form(fields: tuple[Field, ...] = FIELDS) -> Form:
    return Form("New service", ("service-request",), fields)


def a_body(form: Form | None = None, /, **typed: str) -> str:
    """The text of a submitted form; `typed` replaces what was typed into single fields."""
    values = TYPED | typed
    asked = (form or a_form()).fields
    return "\n\n".join(f"### {field.label}\n\n{values[field.id]}" for field in asked)


def answers_to(**typed: str) -> Answers:
    """The answers to a text without problems."""
    reading = read_answers(a_form(), a_body(**typed))
    assert reading.problems == ()
    return reading.answers


def complaint_about(label: str | None, body: str) -> str:
    """The sentence of the only problem, which must be about this field."""
    (problem,) = read_answers(a_form(), body).problems
    assert problem.field == label
    return problem.sentence

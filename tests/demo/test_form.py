"""The text that GitHub's issue form makes of answers, and how a person edits it."""

from pathlib import Path

from app.demo.form import change, fill
from app.domain.form import read_answers, read_form

_STARTER = Path(__file__).parents[2] / "app/starter/.github/ISSUE_TEMPLATE/new-service.yml"


def test_a_filled_form_is_read_back_as_the_same_answers() -> None:
    form = _STARTER.read_text(encoding="utf-8")
    answers = {
        "name": "billing-service",
        "owner": "payments",
        "description": "Writes invoices.",
        "template": "python-service",
        "tier": "2",
        "data": "personal",
        "exposure": "internal",
    }

    filled = fill(form, answers)

    reading = read_answers(read_form(form), filled.body)
    assert not reading.problems
    empty = {"depends_on": (), "data_store": ""}
    assert dict(reading.answers) == answers | {"tier": 2} | empty
    assert filled.labels == ("service-request",)


def test_an_edit_changes_the_answer_below_its_heading_alone() -> None:
    body = "### Name\n\nbilling\n\n### Tier\n\n2\n\n### Data\n\n2"

    assert change(body, "Tier", "1") == "### Name\n\nbilling\n\n### Tier\n\n1\n\n### Data\n\n2"


def test_the_last_answer_can_be_edited() -> None:
    assert change("### Tier\n\n2", "Tier", "1") == "### Tier\n\n1"


def test_an_edit_keeps_the_line_ends_of_the_form() -> None:
    body = "### Tier\r\n\r\n2\r\n\r\n### Data\r\n\r\ninternal"

    assert change(body, "Tier", "1") == "### Tier\r\n\r\n1\r\n\r\n### Data\r\n\r\ninternal"


def test_an_edit_below_an_unknown_heading_changes_nothing() -> None:
    assert change("### Tier\n\n2", "Colour", "red") == "### Tier\n\n2"

"""What templates are told: the answers, and a few names of Slipway's own."""

from app.domain.form.definition import OWN_NAMES
from app.templates.manifest import Kind
from tests.templates.builders import pair_answers

ASKED = {"name", "owner", "description", "template", "tier", "data", "exposure", "depends_on"}
"""What templates are told under the ids of the form's own fields."""


def test_the_form_may_use_no_name_that_templates_know_otherwise() -> None:
    told = pair_answers().of(Kind.SERVICE, "python-service")

    assert set(told) - ASKED == OWN_NAMES

"""What templates are told: the answers, and a few names of Slipway's own."""

from app.domain.form.definition import OWN_NAMES
from app.templates.manifest import Kind
from app.templates.variables import FORM_NAMES
from tests.templates.builders import pair_answers


def test_fields_and_variables_may_use_no_name_that_templates_know_otherwise() -> None:
    told = pair_answers().of(Kind.SERVICE, "python-service")

    assert set(told) == OWN_NAMES | FORM_NAMES

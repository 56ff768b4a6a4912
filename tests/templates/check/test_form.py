"""Templates against the issue form that offers them."""

from app.domain.form.lines import choice_lines
from app.templates.check.form import offered_in_vain
from tests.templates.check.broken import MANIFEST, VARIABLES, found, said, service

ASKS = MANIFEST + "asks:\n  - runtime\n  - region\n"
ASKING = {**VARIABLES, "runtime": ""}


def test_a_field_that_is_asked_and_is_not_in_the_form_is_told_at_its_line() -> None:
    findings = found(service({}, manifest=ASKS), fields=["runtime"])

    assert said(findings) == [("svc/slipway.yml", 8, "error")]
    assert "with `id: region`" in findings[0].message


def test_without_a_form_what_is_asked_is_free_text_for_certain() -> None:
    files = {"a.yml": "a: {{ cookiecutter.runtime }}\n"}

    asked = found(service(files, manifest=ASKS, variables=ASKING))
    unasked = found(service(files, variables=ASKING))

    for findings, severity in ((asked, "error"), (unasked, "warning")):
        told = [one.severity for one in findings if "`runtime` is free text" in one.message]
        assert told == [severity]


def test_a_service_that_is_not_offered_is_a_doubt_and_another_kind_that_is_a_mistake() -> None:
    names = ["svc", "checks"]

    findings = found(service({}), names, fields=[], offered=["checks"])

    assert said(findings) == [("checks/slipway.yml", 3, "error"), ("svc/slipway.yml", 3, "warning")]
    assert found(service({}), names, fields=[], offered=["svc"]) == []
    assert found(service({}), names, fields=[]) == []


def test_a_choice_without_a_template_is_told_at_its_line() -> None:
    form = (
        "name: N\nlabels: [a]\nbody:\n  - type: markdown\n  - id: template\n    type: dropdown\n"
        "    attributes:\n      options:\n        - svc\n        - 'gone'\n"
    )

    [(line, say)] = offered_in_vain(service({}), choice_lines(form, "template"))

    assert line == 10
    assert "The form offers gone" in say

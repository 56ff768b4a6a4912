"""What a policy says of templates for nothing is warned of."""

from tests.domain.review.reviewed import warned

ASKS = """approvals:
  - {name: platform review, label: approved/platform, by: platform}
  - {name: last look, label: approved/last, by: platform, when: template.experimental}
"""


def test_an_experimental_template_that_the_form_offers_and_a_rule_asks_for_is_fine() -> None:
    assert warned("templates: {experimental: [python-service]}\n", approvals=ASKS) == []


def test_an_experimental_template_that_the_form_does_not_offer_is_named() -> None:
    found = warned("templates: {experimental: [pyhton-service]}\n", approvals=ASKS)

    assert found == [
        "1:27: The form does not offer `pyhton-service`; did you mean `python-service`."
    ]


def test_experimental_templates_that_no_condition_asks_for_are_named() -> None:
    (found,) = warned("templates: {experimental: [python-service]}\n")

    assert found == (
        "1:27: No condition asks for `template.experimental`, so that this changes nothing."
    )


def test_a_condition_on_experimental_templates_of_which_there_are_none_is_named() -> None:
    (found,) = warned("", approvals=ASKS)

    assert "`templates.experimental` names none" in found


def test_a_retired_template_that_the_form_still_offers_is_named() -> None:
    (found,) = warned("templates: {retired: [{template: python-service, say: Take java.}]}\n")

    assert found == ("1:34: The form still offers `python-service`; take it out of its options.")

from app.domain.status import ShownAnswer, shown_answers
from tests.domain.form.build import a_form, answers_to


def test_answers_are_shown_under_their_labels_in_the_form_s_order() -> None:
    shown = shown_answers(a_form(), answers_to(tier="None", regions="us, eu", depends_on="-"))

    assert shown[0] == ShownAnswer("Service name", "billing")
    assert ShownAnswer("Regions", "us, eu") in shown
    assert ShownAnswer("Depends on", "") in shown
    assert "Tier" not in [answer.label for answer in shown]

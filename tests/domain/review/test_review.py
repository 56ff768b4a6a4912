"""A review names every mistake and every doubt, at the place in the file."""

from tests.domain.build import STARTER
from tests.domain.review.reviewed import APPROVALS, FORM, HEAD, reviewed, warned


def test_the_starter_policy_gives_no_cause_for_doubt() -> None:
    found = reviewed((STARTER / "policy.yml").read_text(encoding="utf-8"))

    assert (found.mistakes, found.warnings) == ((), ())


def test_a_policy_with_mistakes_is_not_searched_for_doubts() -> None:
    found = reviewed(HEAD + APPROVALS + "limits: {open_requests_per_team: 0, services: 1}\n")

    assert [one.sentence.split(";")[0] for one in found.mistakes] == [
        "`limits` has no key `services`"
    ]
    assert found.warnings == ()


def test_mistakes_of_the_form_are_said_with_the_forms_place() -> None:
    found = reviewed(HEAD + APPROVALS, FORM.replace("id: owner", "id: holder"))

    assert [(one.path, one.sentence) for one in found.mistakes] == [
        (
            ".github/ISSUE_TEMPLATE/new-service.yml",
            "Slipway needs a field with `id: owner`; add it to the form.",
        )
    ]


def test_warnings_come_in_the_order_of_the_file() -> None:
    found = warned(
        "limits: {services_per_team: 0}\n"
        "freezes: [{name: old, until: 2020-01-01}]\n"
        "names: {reserved: [not fitting]}\n"
    )

    assert [one.split(":")[0] for one in found] == ["1", "2", "3"]

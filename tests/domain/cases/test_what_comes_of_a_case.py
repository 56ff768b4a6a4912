"""A policy case is decided as a request would be, by the same rules."""

import pytest

from app.domain.cases import run_cases
from tests.domain.cases.played import GIVEN, POLICY, differences, played
from tests.domain.review.reviewed import FORM


@pytest.mark.parametrize(
    "case",
    [
        "expect: {state: awaiting-approval, rules: {platform review: pending}}",
        """
steps: [{label: approved/platform, by: paula}]
expect: {state: building, rules: {platform review: satisfied, security review: skipped}}
""",
        """
steps: [{label: Approved/Platform, by: Paula}]
expect: {state: building}
""",
        """
steps: [{label: approved/platform, by: dana}]
expect: {state: awaiting-approval}
""",
        """
steps: [{label: approved/platform, by: "paula[bot]"}]
expect: {state: awaiting-approval}
""",
        """
steps:
  - {label: approved/platform, by: paula}
  - {unlabel: approved/platform, by: paula}
expect: {state: awaiting-approval}
""",
        """
steps:
  - {label: approved/platform, by: paula}
  - {edit: {description: Something else.}, by: dana}
expect: {state: awaiting-approval, rules: {platform review: pending}}
""",
        """
steps:
  - edit: {description: Something else.}
  - {label: approved/platform, by: paula}
expect: {state: building}
""",
        """
steps:
  - {edit: {description: Better words.}, by: paula}
  - {label: approved/platform, by: paula}
expect: {state: awaiting-approval}
""",
        """
answers: {data: personal}
steps:
  - {label: approved/platform, by: paula}
  - {label: approved/security, by: sam}
expect: {state: awaiting-approval, rules: {security review: pending}}
""",
        """
answers: {data: personal}
steps:
  - {label: approved/platform, by: paula}
  - {label: approved/security, by: sam}
  - {label: approved/security, by: olga}
expect: {state: building, rules: {security review: satisfied}}
""",
        """
steps:
  - {label: approved/platform, by: paula}
  - {label: rejected, by: sam}
expect: {state: vetoed, rules: {veto: refused}}
""",
        """
answers: {depends_on: [ledger]}
steps:
  - {label: approved/platform, by: paula}
  - {label: approved/neighbours, by: berta}
expect: {state: building, rules: {neighbours agree: satisfied}}
""",
        """
answers: {tier: 3}
expect: {state: building, rules: {platform review: satisfied}}
""",
        """
answers: {tier: 3}
team: {services: 5}
expect: {state: awaiting-approval}
""",
        """
answers: {tier: 3}
teams: {payments: [somebody]}
expect: {state: awaiting-approval}
""",
        """
answers: {data_store: ledger-db}
expect:
  state: needs-correction
  rules: {one owner for a data store: refused, refusals: refused}
  says: {one owner for a data store: The data store ledger-db is not yours.}
""",
        """
answers: {data_store: ledger-db}
catalog: []
expect: {state: awaiting-approval}
""",
        """
answers: {name: ledger}
expect: {state: needs-correction, says: {name: belongs to books}}
""",
        """
answers: {owner: nobody}
expect: {state: needs-correction, rules: {owner: refused}}
""",
        """
templates: [go-service]
expect: {state: needs-correction, rules: {template: refused}}
""",
        """
now: 2026-12-24 18:00
steps: [{label: approved/platform, by: paula}]
expect: {state: waiting, rules: {winter: pending}}
""",
        """
requests_today: 3
expect: {state: waiting, rules: {requests of one day: pending}}
""",
        """
team: {open_requests: 3}
expect: {state: waiting, rules: {open requests of the team: pending}}
""",
        """
answers: {tier: 7}
expect: {state: needs-correction}
""",
        """
answers: {description: ""}
expect: {state: needs-correction}
""",
    ],
)
def test_it_comes_to_what_a_request_would_come_to(case: str) -> None:
    assert differences(case) == []


@pytest.mark.parametrize("newest", ["true", "false"])
def test_templates_that_moved_on_are_a_fact(newest: str) -> None:
    policy = POLICY.replace("when: request.tier == 3", "when: template.newest && request.tier == 3")
    state = "building" if newest == "true" else "awaiting-approval"

    run = played(
        f"answers: {{tier: 3}}\nnewest_template: {newest}\nexpect: {{state: {state}}}", policy
    )

    assert run.is_as_expected


@pytest.mark.parametrize(("newest", "state"), [("true", "blocked"), ("false", "needs-correction")])
def test_a_revoked_tree_stops_the_request_that_has_it(newest: str, state: str) -> None:
    policy = POLICY + f"templates: {{revoked: [{{tree: {'a1b2c3d4' * 5}, say: It leaks.}}]}}\n"

    run = played(
        f"""
        template_trees: {{platform: {"a1b2c3d4" * 5}}}
        newest_template: {newest}
        expect: {{state: {state}, says: {{template: It leaks.}}}}
        """.replace("        ", ""),
        policy,
    )

    assert run.is_as_expected, run


def test_a_form_with_every_kind_of_field_is_filled_in() -> None:
    more = """
  - type: checkboxes
    id: promises
    attributes: {label: Promises, options: [{label: on call}, {label: runbook}]}
  - type: dropdown
    id: regions
    attributes: {label: Regions, multiple: true, options: [eu, us, asia]}
  - type: textarea
    id: plan
    attributes: {label: Plan, render: text}
"""
    policy = POLICY.replace(
        "when: request.tier == 3",
        'when: request.promises == ["runbook"] && request.regions == ["eu", "asia"]'
        ' && request.plan == "one\\ntwo" && request.tier == 3',
    )
    case = """
answers: {tier: 3, promises: [runbook], regions: [eu, asia], plan: "one\\ntwo"}
expect: {state: building}
"""

    assert played(case, policy, FORM + more).is_as_expected
    assert not played(case.replace("[runbook]", "[on call]"), policy, FORM + more).is_as_expected


def test_what_differs_is_told_with_the_reason() -> None:
    (result,) = played("""
answers: {data_store: ledger-db}
expect:
  state: building
  rules: {platform review: satisfied, one owner for a data store: satisfied}
  says: {name: is taken}
""").results

    assert [(one.what, one.expected, one.got) for one in result.differences] == [
        ("state", "building", "needs-correction"),
        ("platform review", "satisfied", "pending"),
        ("one owner for a data store", "satisfied", "refused"),
        ("name", "a sentence with “is taken”", "another one"),
    ]
    assert [one.why for one in result.differences][2:] == [
        "The data store ledger-db is not yours.",
        "The names billing and billing-integration-tests are free.",
    ]
    assert not result.is_as_expected


def test_answers_that_cannot_be_read_are_told() -> None:
    (result,) = played("""
answers: {tier: 7}
expect: {state: awaiting-approval, rules: {platform review: pending}, says: {name: free}}
""").results

    assert result.verdict is None
    assert [one.got for one in result.differences] == ["needs-correction", "nothing", "nothing"]
    assert "Tier: The answer must be one of" in result.differences[0].why


def test_a_rule_that_there_is_not_is_a_difference() -> None:
    (result,) = played("expect: {rules: {platform reviews: pending}}").results

    assert result.differences[0].got == "nothing"
    assert result.differences[0].why == ("There is no such rule; did you mean `platform review`.")


def test_two_rules_of_one_name_are_told_apart_by_what_they_are_under() -> None:
    policy = POLICY.replace("one owner for a data store", "platform review")

    plain = played("expect: {rules: {platform review: pending}}", policy)
    exact = played(
        "expect: {rules: {approvals/platform review: pending,"
        " refusals/platform review: satisfied}}",
        policy,
    )

    assert plain.results[0].differences[0].why == (
        "More than one is called so: write `refusals/platform review` or"
        " `approvals/platform review`."
    )
    assert exact.is_as_expected


def test_a_broken_policy_leaves_no_case_decided() -> None:
    run = played("expect: {state: building}", POLICY.replace("by: platform}", "by: platfrom}"))

    assert run.results == ()
    assert [one.path for one in run.mistakes] == ["policy.yml"]
    assert not run.is_as_expected


def test_a_broken_file_leaves_the_others_decided() -> None:
    good = f"{GIVEN}  - {{name: one, expect: {{state: awaiting-approval}}}}\n"

    run = run_cases(POLICY, FORM, {"bad.yml": "version: 2\n", "good.yml": good})

    assert [one.name for one in run.results] == ["one"]
    assert {one.path for one in run.mistakes} == {"bad.yml"}
    assert not run.is_as_expected

"""What is hardly meant is warned of, and its counterpart that may be meant is not."""

import pytest

from tests.domain.build import ANSWERS
from tests.domain.review.reviewed import FORM, HEAD, reviewed, warned

AUTOMATIC = "automatic:\n  - {name: small, when: 'CONDITION'}\n"
REFUSE = "refuse:\n  - {name: wrong, when: 'CONDITION', say: Mend it.}\n"
FREEZE = "freezes:\n  - {name: night, when: 'CONDITION'}\n"
REQUIRED = "fields:\n  data_store: {required_when: 'CONDITION'}\n"
APPROVAL = """approvals:
  - {name: platform review, label: approved/platform, by: platform, when: 'CONDITION'}
"""


@pytest.mark.parametrize(
    ("rule", "always", "never"),
    [
        (AUTOMATIC, "so that nobody is asked", "so that nothing ever passes by it"),
        (REFUSE, "This refuses every request", "so that nothing is ever refused"),
        (FREEZE, "at any time and for every request", "so that nothing is ever held back"),
        (REQUIRED, "`required` in the form instead", "so that the field is never needed"),
    ],
)
def test_a_rule_that_holds_always_or_never_is_named(rule: str, always: str, never: str) -> None:
    yes = warned(rule.replace("CONDITION", "request.tier >= 1 || team.services > 5"))
    no = warned(rule.replace("CONDITION", "request.tier > 3 && team.services > 5"))
    perhaps = warned(rule.replace("CONDITION", "request.tier > 1 && team.services > 5"))

    assert any(always in one for one in yes)
    assert any(never in one for one in no)
    assert perhaps == []


def test_an_approval_that_is_always_or_never_needed_is_named() -> None:
    yes = warned("", approvals=APPROVAL.replace("CONDITION", "request.tier in [1, 2, 3]"))
    no = warned("", approvals=APPROVAL.replace("CONDITION", "request.tier == 4"))

    assert [one.split(": ", 1)[1] for one in yes] == [
        "This holds for every request. Leave `when` out if that is meant."
    ]
    assert ["so that nobody is ever asked" in one for one in no] == [True]


@pytest.mark.parametrize(
    "condition",
    [
        'catalog.has("nowhere") && team.services > 3',
        'request.data_store == "ledger"',
        "10 / (request.tier - 2) > 100",
        'now.getHours("UTC") > 30',
        "template.newest",
    ],
)
def test_a_condition_that_nobody_can_foretell_is_left_alone(condition: str) -> None:
    assert warned(REFUSE.replace("CONDITION", condition)) == []


def test_a_field_that_may_be_left_empty_is_tried_empty_too() -> None:
    form = FORM.replace('        - "3"\n    validations:\n      required: true', '        - "3"')
    refusal = REFUSE.replace("CONDITION", "request.tier >= 1").removesuffix("\n")

    found = reviewed(HEAD + APPROVAL.replace("CONDITION", "request.tier > 0") + refusal, form)

    assert form != FORM
    assert (found.mistakes, found.warnings) == ((), ())


def test_an_approval_that_an_automatic_rule_always_replaces_is_unreachable() -> None:
    found = warned(AUTOMATIC.replace("CONDITION", "request.tier > 0"))

    assert found[0].startswith("0:5: ")
    assert "Nobody is ever asked for this: “small” holds for every request." in found[0]


def test_an_automatic_rule_in_place_of_another_approval_leaves_this_one() -> None:
    approvals = """approvals:
  - {name: platform review, label: approved/platform, by: platform}
  - {name: security review, label: approved/security, by: platform}
"""
    rule = "automatic: [{name: all, when: 'true', instead_of: [security review]}]\n"

    found = [one for one in warned(rule, approvals=approvals) if "Nobody is ever asked" in one]

    assert [one.split(":")[0] for one in found] == ["0"]


def test_a_rule_that_goes_through_all_services_is_named() -> None:
    scan = 'catalog.exists(s, s.owner == "books" && s.lifecycle == request.data)'
    look_up = 'catalog.owned_by("books").exists(s, s.lifecycle == request.data)'

    assert "goes through all services" in warned(REFUSE.replace("CONDITION", scan))[0]
    assert warned(REFUSE.replace("CONDITION", look_up)) == []


def test_a_sentence_that_goes_through_all_services_is_named() -> None:
    rule = """refuse:
  - name: wrong
    when: request.tier == 1
    say: '{catalog.filter(s, s.owner == "books").map(s, s.name)}'
"""

    assert [one.split(",")[0] for one in warned(rule)] == [
        "4:10: This goes through all services of the catalog"
    ]


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ('team.services > 3 || request.data == "persnal"', "persnal"),
        ('team.services > 3 || "persnal" == request.data', "persnal"),
        ('team.services > 3 && request.data != "persnal"', "persnal"),
        ('team.services > 3 || request.data in ["payment", "persnal"]', "persnal"),
        ('request.depends_on.exists(n, n == "x" || request.exposure == "open")', "open"),
    ],
)
def test_a_text_that_nobody_can_choose_is_named(condition: str, wrong: str) -> None:
    rule = REFUSE.replace("CONDITION", condition)

    (found,) = warned(rule)

    column = rule.splitlines()[1].index(f'"{wrong}"') + 1
    assert found.startswith(f"2:{column}: Nobody can answer `{wrong}` in ")


def test_a_text_is_found_on_its_line_of_a_long_condition() -> None:
    rule = """refuse:
  - name: wrong
    when: |
      team.services > 3
        || request.data == "persnal"
    say: Mend it.
"""

    assert warned(rule) == ["5:28: Nobody can answer `persnal` in `data`; did you mean `personal`."]


def test_choices_of_the_policy_count_as_options_of_a_typed_field() -> None:
    rule = "fields: {data_store: {choices: [ledger, orders]}}\n"
    comparison = REFUSE.replace("CONDITION", 'request.data_store == "legder"')

    assert "Nobody can answer `legder`" in warned(rule + comparison)[0]
    assert warned(comparison) == []


def test_what_the_form_requires_is_never_empty() -> None:
    condition = 'team.services > 3 || request.data == ""'

    assert "never empty" in warned(REFUSE.replace("CONDITION", condition))[0]
    assert warned(REFUSE.replace("CONDITION", 'request.data_store == ""')) == []


@pytest.mark.parametrize(
    ("approval", "sentence"),
    [
        ("when: 'request.tier == 1', reads: [name, tier]", "leave out tier."),
        ("when: team.services > 3, reads: [owner]", "leave out owner."),
        (f"reads: [{', '.join(ANSWERS)}]", "These are all fields of the form"),
    ],
)
def test_fields_that_are_read_anyway_need_not_be_listed(approval: str, sentence: str) -> None:
    head = f"approvals: [{{name: a, label: l/a, by: platform, {approval}}}]\n"

    (found,) = warned("", approvals=head)

    assert sentence in found


def test_approvals_that_take_more_people_than_there_are_cannot_be_given() -> None:
    head = HEAD + "  two: {users: [olga, otto]}\n"
    approvals = """approvals:
  - {name: one, label: l/one, by: two, count: 2, same_person: false}
  - {name: two, label: l/two, by: two, same_person: false}
  - {name: any, label: l/any, by: platform}
"""

    (found,) = warned("", head=head, approvals=approvals)
    enough = warned("", head=head, approvals=approvals.replace("count: 2, ", ""))

    assert "take 3 persons, and the roles name 2: olga, otto" in found
    assert enough == []


def test_a_role_that_nothing_is_by_is_named() -> None:
    head = HEAD + "  spare: {users: [olga]}\n"

    (found,) = warned("", head=head)

    assert "asked of `spare`: its people can only retry and cancel requests, and ask for" in found
    assert warned("veto: {label: rejected, by: [platform, spare]}\n", head=head) == []


@pytest.mark.parametrize(
    "use",
    ["break_glass: {by: spare}", "escalation: {after: 2, to: spare}", "shadow: {build_by: spare}"],
)
def test_a_role_that_approves_nothing_may_be_for_something_else(use: str) -> None:
    assert warned(f"{use}\n", head=HEAD + "  spare: {users: [olga]}\n") == []


@pytest.mark.parametrize(
    ("extra", "names"),
    [
        ("repositories: {access: {owner: push, Owner: admin}}\n", "`owner` and `Owner`"),
        ("repositories: {tests: {access: {a: push, A: pull}}}\n", "`a` and `A`"),
        ("names: {reserved: [root, Root]}\n", "`root` and `Root`"),
    ],
)
def test_what_differs_in_case_only_is_named_twice(extra: str, names: str) -> None:
    assert any(f"{names} are the same to GitHub" in one for one in warned(extra))


def test_a_team_that_is_named_twice_in_a_role_is_named() -> None:
    head = HEAD.replace("[platform-reviewers]", "[Platform, platform]")

    assert "`Platform` and `platform` are the same" in warned("", head=head)[0]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("data: {choices: [nothing, internal, personal]}", "`payment` in `data`, which this"),
        ("tier: {maximum: 2}", "The form offers `3` in `tier`, which this refuses."),
        ("exposure: {pattern: '[a-m]+'}", "`internal`, `public` in `exposure`"),
    ],
)
def test_an_option_that_the_policy_refuses_is_named(rule: str, sentence: str) -> None:
    (found,) = warned(f"fields: {{{rule}}}\n")

    assert sentence in found


def test_a_choice_that_the_form_lacks_is_named() -> None:
    choices = "choices: [nothing, internal, personal, payment, secret]"

    (found,) = warned(f"fields: {{data: {{{choices}}}}}\n")

    assert "The form does not offer `secret` in `data`" in found


def test_what_the_form_requires_needs_no_condition() -> None:
    found = warned("fields: {data: {required_when: team.services > 3}}\n")

    assert [one.split(": ", 1)[1] for one in found] == [
        "The form always requires `data`; leave `required_when` out."
    ]


def test_a_reserved_name_that_nobody_could_take_is_named() -> None:
    (found,) = warned("names: {max_length: 5, reserved: [admin, internal]}\n")

    assert "Nobody could take `internal`" in found


def test_a_freeze_that_is_over_or_never_ends_is_named() -> None:
    found = warned("""freezes:
  - {name: over, since: 2026-01-01, until: 2026-03-02 12:00}
  - {name: endless, since: 2026-01-01}
  - {name: to come, since: 2026-12-24, until: 2027-01-02}
""")

    assert found == [
        "2:5: “over” ended on 2026-03-02; remove it.",
        "3:5: “endless” has no `until`: nothing is built until somebody removes it.",
    ]


def test_a_limit_of_nought_is_named() -> None:
    found = warned("limits: {open_requests_per_team: 0, services_per_team: 1}\n")

    assert found == ["1:34: With a limit of 0 no request is ever built."]

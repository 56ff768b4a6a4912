"""A schema takes what the reader takes, and sees the mistakes that a schema can see."""

import re

import pytest

from app.domain.cases import run_cases
from app.domain.mistakes import FileMistakes
from tests.domain.build import STARTER, a_policy
from tests.domain.cases.played import GIVEN, POLICY
from tests.domain.policy.test_policy_reference import EXAMPLES, REST
from tests.domain.review.reviewed import FORM
from tests.schemas.instances import fits_cases, fits_policy
from tests.schemas.reference import CASES_PAGE

ROLES = "roles: {platform: {teams: [platform-reviewers]}}\n"
APPROVALS = "approvals: [{name: a, label: l/a, by: platform}]\n"
WHOLE = f"version: 1\n{ROLES}{APPROVALS}"
LONG = "x" * 51


def an_approval(more: str) -> str:
    return f"version: 1\n{ROLES}approvals: [{{{more}}}]\n"


SPOILT = [
    f"{ROLES}{APPROVALS}",
    f"version: 2\n{ROLES}{APPROVALS}",
    f"version: 1\n{ROLES}",
    f"version: 1\n{ROLES}approvals: []\n",
    f"version: 1\n{ROLES}approvals: {{}}\n",
    f"{WHOLE}extra: 1\n",
    f"version: 1\nroles: [platform]\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{}}}}\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{team: x}}}}\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{teams: x}}}}\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{teams: [x, x]}}}}\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{teams: ['x y']}}}}\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{users: ['@olga']}}}}\n{APPROVALS}",
    f"version: 1\nroles: {{platform: {{owners_of: depends_on}}}}\n{APPROVALS}",
    an_approval("label: l/a, by: platform"),
    an_approval("name: a, by: platform"),
    an_approval("name: a, label: l/a"),
    an_approval("name: 1, label: l/a, by: platform"),
    an_approval("name: '', label: l/a, by: platform"),
    an_approval(f"name: a, label: {LONG}, by: platform"),
    an_approval("name: a, label: 'a,b', by: platform"),
    an_approval("name: a, label: Slipway/x, by: platform"),
    an_approval("name: a, label: l/a, by: []"),
    an_approval("name: a, label: l/a, by: platform, count: 0"),
    an_approval("name: a, label: l/a, by: platform, count: 11"),
    an_approval("name: a, label: l/a, by: platform, count: two"),
    an_approval("name: a, label: l/a, by: platform, when: true"),
    an_approval(f"name: a, label: l/a, by: platform, when: '{'x' * 2001}'"),
    an_approval("name: a, label: l/a, by: platform, reads: name"),
    an_approval("name: a, label: l/a, by: platform, reads: [name, name]"),
    an_approval("name: a, label: l/a, by: platform, own_team: 'no'"),
    f"version: 1\n{ROLES}approvals:\n"
    + "".join(f"  - {{name: a{n}, label: l/{n}, by: platform}}\n" for n in range(51)),
    f"{WHOLE}names: {{max_length: 0}}\n",
    f"{WHOLE}names: {{max_length: 101}}\n",
    f"{WHOLE}names: {{too_similar: 0}}\n",
    f"{WHOLE}names: {{reserved: admin}}\n",
    f"{WHOLE}names: {{pattern: '{'x' * 201}'}}\n",
    f"{WHOLE}fields: {{data_store: {{type: number}}}}\n",
    f"{WHOLE}fields: {{data_store: {{min_length: -1}}}}\n",
    f"{WHOLE}fields: {{data_store: {{max_length: 0}}}}\n",
    f"{WHOLE}fields: {{data_store: {{choices: [a, a]}}}}\n",
    f"{WHOLE}fields: {{data_store: {{required: true}}}}\n",
    f"{WHOLE}automatic: [{{name: x}}]\n",
    f"{WHOLE}automatic: [{{when: 'true'}}]\n",
    f"{WHOLE}automatic: [{{name: x, when: 'true', instead_of: a}}]\n",
    f"{WHOLE}refuse: [{{name: x, when: 'true'}}]\n",
    f"{WHOLE}refuse: [{{name: x, when: 'true', say: {'x' * 501}}}]\n",
    f"{WHOLE}limits: {{services_per_team: -1}}\n",
    f"{WHOLE}limits: {{services_per_team: 2.5}}\n",
    f"{WHOLE}limits: {{services: 2}}\n",
    f"{WHOLE}freezes: [{{name: x}}]\n",
    f"{WHOLE}freezes: [{{name: x, until: soon}}]\n",
    f"{WHOLE}templates: {{experimental: rust}}\n",
    f"{WHOLE}templates: {{retired: [{{template: rust}}]}}\n",
    f"{WHOLE}templates: {{revoked: [{{tree: {'a' * 11}, say: No.}}]}}\n",
    f"{WHOLE}templates: {{revoked: [{{tree: {'g' * 12}, say: No.}}]}}\n",
    f"{WHOLE}working_days: {{days: []}}\n",
    f"{WHOLE}working_days: {{days: [funday]}}\n",
    f"{WHOLE}working_days: {{days: [monday, monday]}}\n",
    f"{WHOLE}working_days: {{holidays: [tomorrow]}}\n",
    f"{WHOLE}working_days: {{holidays: [20261225]}}\n",
    f"{WHOLE}reminders: {{every: 2}}\n",
    f"{WHOLE}reminders: {{after: 0}}\n",
    f"{WHOLE}reminders: {{after: 2, most: 11}}\n",
    f"{WHOLE}escalation: {{after: 2}}\n",
    f"{WHOLE}escalation: {{to: platform}}\n",
    f"{WHOLE}expiry: {{after: 251}}\n",
    f"{WHOLE}expiry: {{}}\n",
    f"{WHOLE}shadow: {{}}\n",
    f"{WHOLE}shadow: {{by: platform}}\n",
    f"{WHOLE}veto: {{label: no}}\n",
    f"{WHOLE}veto: {{label: stop}}\n",
    f"{WHOLE}repositories: {{visibility: secret}}\n",
    f"{WHOLE}repositories: {{tests_suffix: a b}}\n",
    f"{WHOLE}repositories: {{tests_suffix: a.git}}\n",
    f"{WHOLE}repositories: {{access: {{owner: write}}}}\n",
    f"{WHOLE}repositories: {{environments: [dev, dev]}}\n",
    f"{WHOLE}repositories: {{topics: [Loud]}}\n",
    f"{WHOLE}repositories: {{topics: [{', '.join(f't{n}' for n in range(21))}]}}\n",
    f"{WHOLE}repositories: {{labels: [{{color: ffffff}}]}}\n",
    f"{WHOLE}repositories: {{labels: [{{name: x, color: red}}]}}\n",
    f"{WHOLE}repositories: {{labels: [{{name: x, description: {'x' * 101}}}]}}\n",
    f"{WHOLE}repositories: {{required_reviews: 11}}\n",
    f"{WHOLE}repositories: {{required_checks: ci}}\n",
    f"{WHOLE}repositories: {{environments: [{{wait_minutes: 5}}]}}\n",
    f"{WHOLE}repositories: {{environments: [{{name: a, wait_minutes: 43201}}]}}\n",
    f"{WHOLE}repositories: {{environments: [{{name: a, branches: some}}]}}\n",
    f"{WHOLE}repositories: {{properties: {{'a b': c}}}}\n",
    f"{WHOLE}repositories: {{rules: {{merge_methods: [fold]}}}}\n",
    f"{WHOLE}repositories: {{merging: {{squash: 'no'}}}}\n",
    f"{WHOLE}repositories: {{features: {{chat: true}}}}\n",
    f"{WHOLE}repositories: {{tests: {{tests_suffix: -it}}}}\n",
    f"{WHOLE}integration_tests: {{after_deployment_to: dev}}\n",
    f"{WHOLE}integration_tests: {{after_deployment_to: [dev, dev]}}\n",
    f"{WHOLE}integration_tests: {{after_deployment_to: [{'x' * 256}]}}\n",
    f"{WHOLE}integration_tests: {{on: push}}\n",
]
SPOILT_CASES = [
    "expect: {}",
    "expect: {state: approved}",
    "expect: {rules: {name: good}}",
    "expect: {says: {name: 1}}",
    "expect: {status: building}",
    "expects: {state: building}",
    "requester: a b\nexpect: {state: building}",
    "teams: {'Pay Ments': [dana]}\nexpect: {state: building}",
    "teams: {payments: dana}\nexpect: {state: building}",
    "now: soon\nexpect: {state: building}",
    "catalog: [{name: x}]\nexpect: {state: building}",
    "catalog: [{name: x, owner: y, team: z}]\nexpect: {state: building}",
    "team: {services: -1}\nexpect: {state: building}",
    "requests_today: many\nexpect: {state: building}",
    "newest_template: maybe\nexpect: {state: building}",
    "template_trees: [a]\nexpect: {state: building}",
    "templates: python-service\nexpect: {state: building}",
    "answers: {name: {a: b}}\nexpect: {state: building}",
    "steps: [{label: rejected}]\nexpect: {state: building}",
    "steps: [{by: sam}]\nexpect: {state: building}",
    "steps: [{build: true}]\nexpect: {state: building}",
    "steps: [{build: false, by: sam}]\nexpect: {state: building}",
    "steps: [{build: true, label: rejected, by: sam}]\nexpect: {state: building}",
    "steps: [{label: rejected, unlabel: rejected, by: sam}]\nexpect: {state: building}",
    "steps: [{label: rejected, by: '@sam'}]\nexpect: {state: building}",
    "steps: [{sets: rejected, by: sam}]\nexpect: {state: building}",
]


@pytest.mark.parametrize("example", [*EXAMPLES, (STARTER / "policy.yml").read_text("utf-8")])
def test_every_policy_of_the_docs_fits(example: str) -> None:
    rest = [text for key, text in REST.items() if f"\n{key}:" not in f"\n{example}"]

    assert fits_policy("".join(rest) + example)


WITH_COMMENTS = """
delegations:
  - {from: peter, to: olga, roles: [platform], since: 2026-08-10, until: 2026-08-24}
break_glass: {by: platform}
"""


def test_policies_of_many_kinds_fit() -> None:
    assert fits_policy(WHOLE)
    assert fits_policy(POLICY)


@pytest.mark.parametrize("policy", SPOILT, ids=range(len(SPOILT)))
def test_a_spoilt_policy_is_refused_by_reader_and_schema(policy: str) -> None:
    with pytest.raises(FileMistakes):
        a_policy(policy)

    assert not fits_policy(policy)


def test_the_cases_of_starter_and_docs_fit_and_hold() -> None:
    example = re.findall(r"```yaml\n(.*?)```", CASES_PAGE.read_text("utf-8"), re.DOTALL)
    starter = (STARTER / "policy-tests/starter.yml").read_text("utf-8")

    run = run_cases(
        (STARTER / "policy.yml").read_text("utf-8"), FORM, {"docs": example[0], "own": starter}
    )

    assert [fits_cases(text) for text in (*example, starter)] == [True, True, True]
    assert run.is_as_expected, run
    assert len(run.results) > 5


def test_the_cases_about_comments_hold_under_a_policy_that_asks_for_them() -> None:
    _, example = re.findall(r"```yaml\n(.*?)```", CASES_PAGE.read_text("utf-8"), re.DOTALL)
    starter = (STARTER / "policy.yml").read_text("utf-8")
    policy = starter.replace("label: approved/security", "explicit: true") + WITH_COMMENTS

    run = run_cases(policy, FORM, {"docs": example})

    assert run.is_as_expected, run
    assert len(run.results) == 6


@pytest.mark.parametrize("case", SPOILT_CASES)
def test_a_spoilt_case_is_refused_by_reader_and_schema(case: str) -> None:
    lines = "".join(f"    {line}\n" for line in case.splitlines())
    text = f"{GIVEN}  - name: a case\n{lines}"

    run = run_cases(POLICY, FORM, {"cases.yml": text})

    assert run.mistakes
    assert not fits_cases(text)


@pytest.mark.parametrize(
    "text",
    [
        "cases: [{name: a, expect: {state: building}}]",
        "version: 2\ncases: [{name: a, expect: {state: building}}]",
        "version: 1\ncases: []",
        "version: 1\ncases: [{expect: {state: building}}]",
        "version: 1\ncases: [{name: a}]",
    ],
)
def test_a_file_that_is_none_of_cases_is_refused_by_reader_and_schema(text: str) -> None:
    assert run_cases(POLICY, FORM, {"cases.yml": text}).mistakes
    assert not fits_cases(text)

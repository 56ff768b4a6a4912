"""Plays policy cases that a test writes, under a small policy and the starter form."""

from app.domain.cases import CasesRun, run_cases
from tests.domain.review.reviewed import FORM

POLICY = """version: 1
roles:
  platform: {teams: [platform-reviewers]}
  security: {teams: [security], users: [olga]}
  neighbours: {owners_of: request.depends_on}
approvals:
  - {name: platform review, label: approved/platform, by: platform}
  - name: security review
    label: approved/security
    by: security
    count: 2
    when: request.data == "personal"
  - {name: neighbours agree, label: approved/neighbours, by: neighbours}
automatic:
  - name: internal tools
    when: request.tier == 3 && team.services < 5 && request.owner in requester.teams
refuse:
  - name: one owner for a data store
    when: catalog.storing(request.data_store).exists(s, s.owner != request.owner)
    say: The data store {request.data_store} is not yours.
veto: {label: rejected, by: security}
limits: {open_requests_per_team: 3, requests_per_person_and_day: 2}
freezes:
  - {name: winter, since: 2026-12-20, until: 2027-01-04}
"""
GIVEN = """version: 1
given:
  requester: dana
  teams:
    platform-reviewers: [paula, peter]
    security: [sam]
    books: [berta]
    payments: [dana]
  catalog:
    - {name: ledger, owner: books, data_stores: [ledger-db]}
  answers:
    name: billing
    owner: payments
    description: Turns usage into invoices.
    template: python-service
    tier: 2
    data: nothing
    exposure: internal
cases:
"""


def played(case: str, policy: str = POLICY, form: str = FORM) -> CasesRun:
    """What comes of one case, written as the lines below `- name: a case`."""
    lines = "".join(f"    {line}\n" for line in case.strip().splitlines())
    return run_cases(policy, form, {"cases.yml": f"{GIVEN}  - name: a case\n{lines}"})


def differences(case: str) -> list[str]:
    """Each as `what: expected, not got`."""
    run = played(case)
    assert run.mistakes == ()
    (result,) = run.results
    return [f"{one.what}: {one.expected}, not {one.got}" for one in result.differences]


def mistakes(case: str) -> list[str]:
    """Each as `line below the case's name:column: sentence`."""
    above = GIVEN.count("\n") + 1
    return [f"{one.line - above}:{one.column}: {one.sentence}" for one in played(case).mistakes]

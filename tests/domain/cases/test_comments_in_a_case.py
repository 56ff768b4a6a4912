"""A case can say what people write in comments, and when they do something."""

import pytest

from tests.domain.cases.played import POLICY, played

STRICT = (
    POLICY.replace("label: approved/platform", "explicit: true")
    + """
delegations:
  - {from: paula, to: olga, roles: [platform], since: 2026-08-10, until: 2026-08-24}
break_glass: {by: security}
"""
)
APPROVED = "rules: {platform review: satisfied}"
WAITS = "rules: {platform review: pending}"


@pytest.mark.parametrize(
    "case",
    [
        f"""
steps: [{{approve: shown, by: paula}}]
expect: {{state: building, {APPROVED}}}
""",
        f"""
steps: [{{approve: shown, by: sam}}]
expect: {{state: awaiting-approval, {WAITS}}}
""",
        f"""
steps:
  - {{edit: {{exposure: public}}}}
  - {{approve: outdated, by: paula}}
expect: {{{WAITS}}}
""",
        f"""
steps:
  - {{edit: {{exposure: public}}}}
  - {{approve: shown, by: paula}}
expect: {{{APPROVED}}}
""",
        f"""
steps:
  - {{edit: {{description: ""}}}}
  - {{approve: shown, by: paula}}
  - {{edit: {{description: Turns usage into invoices.}}}}
expect: {{{WAITS}}}
""",
        f"""
steps:
  - {{approve: shown, by: paula}}
  - {{withdraw: true, by: paula}}
expect: {{{WAITS}}}
""",
        f"""
steps:
  - {{withdraw: true, by: paula}}
  - {{approve: shown, by: paula}}
expect: {{{APPROVED}}}
""",
        """
steps: [{break_glass: The shop is down., by: sam}]
expect: {state: building, says: {break-glass: The shop is down.}}
""",
        """
steps: [{break_glass: The shop is down., by: paula}]
expect: {state: awaiting-approval}
""",
        """
steps:
  - {break_glass: The shop is down., by: sam}
  - {edit: {data: payment}}
expect: {state: awaiting-approval}
""",
        f"""
now: 2026-08-20
steps: [{{approve: shown, by: olga}}]
expect: {{{APPROVED}, says: {{platform review: standing in for paula}}}}
""",
        f"""
now: 2026-08-20
steps: [{{approve: shown, by: olga, at: 2026-08-09 18:00}}]
expect: {{{WAITS}}}
""",
        f"""
now: 2026-08-25
steps: [{{approve: shown, by: olga, at: 2026-08-20}}]
expect: {{{WAITS}}}
""",
        f"""
now: 2026-08-20
requester: paula
steps: [{{approve: shown, by: olga}}]
expect: {{{WAITS}}}
""",
        f"""
now: 2026-08-20
steps:
  - {{edit: {{exposure: public}}, at: 2026-08-11}}
  - {{approve: shown, by: olga, at: 2026-08-12}}
  - {{edit: {{exposure: internal}}}}
expect: {{{WAITS}}}
""",
    ],
)
def test_it_comes_to_what_a_request_would_come_to(case: str) -> None:
    run = played(case, STRICT)

    assert run.mistakes == ()
    assert [one.differences for one in run.results] == [()]

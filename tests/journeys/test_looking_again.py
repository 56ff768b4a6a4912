"""Looking again at a request that nothing happened to takes two calls at most.

docs/performance.md has these costs as a table.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.domain.state import State
from app.github.calls import Call, CallLog
from app.usecases.advance import advance
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request
from tests.journeys.strict import line_to_paste, strict

READ = "QUERY ReadRequest"
TEAMS = "QUERY TeamMembers"
MEMBERSHIP = "GET /orgs/{org}/memberships/{login}"
OWN_TEAM = """
refuse:
  - name: for your own team
    when: "!('payments' in requester.teams)"
    say: It is not for you.
"""


def nothing(_: Request) -> None:
    """Nobody acts."""


def sam_sets_the_label(request: Request) -> None:
    request.is_labelled("approved/security", "sam")


def olga_sets_the_label(request: Request) -> None:
    request.is_labelled("approved/security", "olga")


def sam_pastes_the_line(request: Request) -> None:
    request.is_commented(line_to_paste(request), login="sam")


def with_olga(text: str) -> str:
    return text.replace("security: {teams: [security]}", "security: {users: [olga]}")


def with_own_team(text: str) -> str:
    return text.replace("\nrefuse:\n", OWN_TEAM)


@dataclass(frozen=True)
class Case:
    """What the policy says, what people did, and what looking once more then asks.

    `unchanged` are the calls of it that GitHub answers with a 304.
    """

    policy: Callable[[str], str]
    act: Callable[[Request], None]
    expected: list[str]
    unchanged: list[str] = field(default_factory=list)


CASES = {
    "nobody acted": Case(lambda text: f"{text}\n", nothing, [READ]),
    "a label stands": Case(lambda text: f"{text}\n\n", sam_sets_the_label, [READ, TEAMS]),
    "of a named user": Case(
        with_olga, olga_sets_the_label, [READ, MEMBERSHIP], unchanged=[MEMBERSHIP]
    ),
    "requester.teams, nobody acted": Case(with_own_team, nothing, [READ, TEAMS]),
    "requester.teams, a label stands": Case(with_own_team, sam_sets_the_label, [READ, TEAMS]),
    "an explicit approval stands": Case(strict, sam_pastes_the_line, [READ, TEAMS]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_looking_again_takes_two_calls_at_most(acme: Acme, case: Case) -> None:
    acme.commits("policy.yml", case.policy)
    log = CallLog()
    slipway = acme.with_bench(github=connect(acme.sandbox, log, acme.bench.database))
    request = slipway.files(data="personal")
    case.act(request)
    before = len(log.calls)

    advance(slipway.bench, request.row.id)

    calls = log.calls[before:]
    assert request.state is State.AWAITING_APPROVAL
    assert [call.route for call in calls] == case.expected
    assert [call.route for call in calls if is_unchanged(call)] == case.unchanged


def is_unchanged(call: Call) -> bool:
    return call.outcome == "not-modified"

"""Says what has to be looked at: requests, commits, the law that is told of, deployments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.check import POLICY_CHECK, TEMPLATE_CHECK
from app.store import (
    commit_checks,
    integration_runs,
    law_notices,
    requests,
    template_checks,
    wants,
)
from app.store import tables as t
from app.store.database import Transaction
from app.usecases import late_comments
from app.usecases.concern import Concern
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Wanted:
    """The row ids of what is to be looked at, of each kind."""

    requests: Sequence[int] = ()
    checks: Sequence[int] = ()
    notices: Sequence[int] = ()
    template_checks: Sequence[int] = ()
    runs: Sequence[int] = ()

    @property
    def count(self) -> int:
        """Of all kinds."""
        every = self.requests, self.checks, self.notices, self.template_checks, self.runs
        return sum(map(len, every))


def want(bench: Workbench, tx: Transaction, concerns: set[Concern]) -> Mapping[Concern, Wanted]:
    """The rows that each is about, all of them wanted once more.

    Always in the same order, so that two workers never wait for each other.
    """
    now = bench.clock()
    wanted = {}
    for organisation in sorted({one.organisation for one in concerns}):
        of_one = [one for one in concerns if one.organisation == organisation]
        wants_all = any(one.wants_all_requests for one in of_one)
        requests.take_turn(tx, organisation, wants_all=wants_all)
        for one in sorted(of_one, key=_order):
            wanted[one] = Wanted(
                _requests(tx, one, now),
                _checks(tx, one, now),
                _notices(tx, one, now),
                _template_checks(tx, one),
                _runs(tx, one, now),
            )
    return wanted


def hint(bench: Workbench, wanted: Iterable[Wanted]) -> None:
    """Hand all of them on, each once."""
    every = tuple(wanted)
    for row_id in dict.fromkeys(row_id for one in every for row_id in one.requests):
        bench.hints.request(row_id)
    for row_id in dict.fromkeys(row_id for one in every for row_id in one.checks):
        bench.hints.check(row_id)
    for row_id in dict.fromkeys(row_id for one in every for row_id in one.notices):
        bench.hints.law_notice(row_id)
    for row_id in dict.fromkeys(row_id for one in every for row_id in one.template_checks):
        bench.hints.template_check(row_id)
    for row_id in dict.fromkeys(row_id for one in every for row_id in one.runs):
        bench.hints.integration_run(row_id)


def _order(one: Concern) -> tuple[int, str, int, bool]:
    commit_id = one.commit.commit_id if one.commit else ""
    deployment_id = one.deployment.deployment_id if one.deployment else 0
    return one.issue_number or 0, commit_id, deployment_id, one.ends_waits


def _requests(tx: Transaction, one: Concern, now: datetime) -> list[int]:
    if one.issue_number is not None:
        if one.needs_no_look:
            known = requests.find(tx, one.organisation, one.issue_number)
            if known is not None and one.comment_id is not None:
                late_comments.keep(tx, known, one.comment_id, now)
            return []
        row_id = requests.want(tx, one.organisation, one.issue_number, now)
        if one.comment_id is not None:
            late_comments.keep(tx, row_id, one.comment_id, now)
        return [row_id]
    if one.ends_waits:
        return requests.want_reachable(tx, one.organisation)
    return requests.want_open(tx, one.organisation) if one.wants_all_requests else []


def _checks(tx: Transaction, one: Concern, now: datetime) -> list[int]:
    if one.ends_waits:
        return wants.end_waits(tx, t.commit_checks, one.organisation)
    if one.commit is None:
        return []
    seen = one.commit
    if seen.origin is not None:
        return [commit_checks.want(tx, one.organisation, seen.commit_id, seen.origin, now)]
    if seen.check not in (None, POLICY_CHECK):
        return []
    found = commit_checks.want_again(tx, one.organisation, seen.commit_id)
    return [found] if found is not None else []


def _template_checks(tx: Transaction, one: Concern) -> list[int]:
    """Those that are to be made once more: of a commit that is new, its first check wants them."""
    if one.ends_waits:
        return wants.end_waits(tx, t.template_checks, one.organisation)
    seen = one.commit
    if seen is None or seen.origin is not None or seen.check not in (None, TEMPLATE_CHECK):
        return []
    found = template_checks.want_again(tx, one.organisation, seen.commit_id)
    return [found] if found is not None else []


def _notices(tx: Transaction, one: Concern, now: datetime) -> list[int]:
    if one.changes_law:
        return [law_notices.want(tx, one.organisation, now)]
    return wants.end_waits(tx, t.law_notices, one.organisation) if one.ends_waits else []


def _runs(tx: Transaction, one: Concern, now: datetime) -> list[int]:
    if one.ends_waits:
        return wants.end_waits(tx, t.integration_runs, one.organisation)
    if one.deployment is None:
        return []
    seen = one.deployment
    key = (one.organisation, seen.service, seen.repository_id, seen.deployment_id)
    return [integration_runs.want(tx, *key, now)]

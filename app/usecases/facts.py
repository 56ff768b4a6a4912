"""Gathers what is known here of what a policy's expressions may ask about a request."""

from app.domain.answers import Answers
from app.domain.facts import CATALOG, Catalog, Facts, Team, TemplateFacts
from app.domain.policy import Policy
from app.store import limits, services
from app.store.catalog import catalog
from app.store.database import Transaction
from app.usecases.case import Case


def gather(case: Case, answers: Answers, template: TemplateFacts) -> Facts:
    """All that is known of a request just now, without the requester's teams: GitHub has those."""
    policy, owner = case.law.policy, str(answers["owner"])
    now = case.bench.clock()
    with case.bench.database.transaction() as tx:
        limits.note(tx, case.row, owner, case.requester.id, case.issue.created_at)
        return Facts(
            answers=answers,
            requester=case.requester,
            now=now,
            team=_team(tx, case, owner),
            template=template,
            catalog=catalog(tx, case.organisation) if _reads_catalog(policy) else Catalog(),
            requests_today=_requests_today(tx, case),
        )


def _reads_catalog(policy: Policy) -> bool:
    by_owners = any(role.owners_of for role in policy.roles.values())
    return by_owners or policy.names.too_similar is not None or policy.reads(CATALOG)


def _team(tx: Transaction, case: Case, owner: str) -> Team:
    entered = services.count_of_owner(tx, case.organisation, owner)
    return Team(
        services=entered + limits.being_built(tx, case.row, owner),
        open_requests=limits.open_before(tx, case.row, owner),
    )


def _requests_today(tx: Transaction, case: Case) -> int:
    """Those of the day (UTC) on which this one was filed; 0 once that day is over."""
    day = case.bench.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    if case.issue.created_at < day:
        return 0
    return limits.filed_before(tx, case.row, case.requester.id, day) + 1

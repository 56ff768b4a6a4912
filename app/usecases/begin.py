"""Turns an approved request into a build: reserves its names, keeps its plan, all at once."""

from app.domain.plan import Plan
from app.domain.setups import sentences, setups
from app.domain.state import State
from app.domain.status import shown_answers
from app.store import observations, pairs, requests
from app.store.audit import Action
from app.store.files import paths_of
from app.store.observations import Kind
from app.usecases import plans, record
from app.usecases.case import Case
from app.usecases.decide import Outcome


def begin(case: Case, outcome: Outcome) -> bool:
    """Whether the build began; False when another request was quicker with one of the names."""
    assert outcome.names is not None
    plan = plan_of(case, outcome)
    now = case.bench.clock()
    with case.bench.database.transaction() as tx:
        if pairs.reserve(tx, case.row, (outcome.names.service, outcome.names.tests)):
            requests.save(tx, case.row, now, wanted=case.row.wanted + 1)
            return False
        kept = plans.to_json(plan)
        pairs.start(tx, case.row, plan.digest, kept, now)
        record.decision(tx, case, outcome)
        record.act(tx, case.row, now, Action.BUILD_BEGAN, _pair(plan), digest=plan.digest)
        observations.add(tx, case.row, Kind.DECISION, now, {"digest": plan.digest, "plan": kept})
        requests.save(
            tx,
            case.row,
            now,
            state=State.BUILDING,
            seen=case.row.wanted,
            failures=0,
            wait_until=None,
            failure=None,
            announcement=None,  # whatever was still to be asked is answered
        )
    return True


def _pair(plan: Plan) -> str:
    template, names = plan.answers["template"], plan.repositories
    return f"{names['service']} and {names['tests']} are made from {template}."


def plan_of(case: Case, outcome: Outcome) -> Plan:
    """What an approved outcome would have us build."""
    assert outcome.names is not None
    assert outcome.proposal is not None
    assert outcome.decision is not None
    assert outcome.rests_on is not None
    policy = case.law.policy
    halves = outcome.proposal.halves
    return Plan(
        issue_number=case.issue.number,
        issue_url=case.issue.url,
        requester=case.requester,
        policy_url=case.policy_url,
        answers=outcome.answers,
        answers_shown=shown_answers(case.law.form, outcome.answers),
        verdict=outcome.decision.verdict,
        digest=outcome.proposal.digest,
        rendering=outcome.proposal.rendering,
        template_trees=outcome.proposal.template_trees,
        repositories={"service": outcome.names.service, "tests": outcome.names.tests},
        setup=setups(policy.repositories, policy.sees(outcome.rests_on.facts)),
        sentences=sentences(policy.repositories),
        paths={half: paths_of(files) for half, files in halves.items()},
    )

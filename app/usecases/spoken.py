"""Answers comments that approve, break the glass or build, once the decision on them is made."""

from collections.abc import Iterator
from functools import partial

from app.domain.approvals import ApprovalFinding, GlassFinding, StartFinding
from app.domain.commands import Approve, BreakGlass, Command
from app.domain.evaluate import Decision
from app.domain.issue import Comment, Person
from app.domain.replies import shadow
from app.domain.replies import spoken as say
from app.domain.replies.commands import edited
from app.domain.state import State
from app.domain.verdict import Status
from app.store import observations
from app.store.audit import Action
from app.store.database import Transaction
from app.store.observations import Kind
from app.usecases import commands, record
from app.usecases.case import Case
from app.usecases.command_answer import Answer
from app.usecases.decide import Outcome


def answer(case: Case, outcome: Outcome) -> Case:
    """Say to each such comment what came of it, and to reviewers that they were passed over."""
    for comment, author, command in list(commands.new_commands(case)):
        match command:
            case Approve():
                said = _of_approval(outcome, comment, author)
            case BreakGlass():
                said = _of_glass(case, outcome, comment, author)
            case Command.BUILD:
                said = _of_start(case, outcome, comment, author)
            case _:
                continue
        case = commands.take(case, comment, author, command, said)
    _tell_of_more(case, outcome)
    commands.post_replies(case)
    return case


def _of_approval(outcome: Outcome, comment: Comment, author: Person) -> Answer:
    if comment.edited:
        return Answer(edited())
    decision, proposal = outcome.decision, outcome.proposal
    if decision is None or proposal is None:
        return Answer(say.nothing_to_approve(author))
    asked = [one for one in decision.approvals if _takes_comments(one)]
    if not asked:
        return Answer(say.no_comment_asked(author))
    counts = tuple(one.rule.name for one in asked if _counts(one, comment, author))
    if counts:
        return Answer(say.approved(author, counts), heeded=True)
    return Answer(say.not_approved(author, tuple(_reasons(asked, comment)), proposal.digest))


def _takes_comments(finding: ApprovalFinding) -> bool:
    return finding.rule.explicit and finding.verdict.status is not Status.SKIPPED


def _counts(finding: ApprovalFinding, comment: Comment, author: Person) -> bool:
    fails = any(one.comment_id == comment.id for one in finding.ineffective)
    return not fails and any(person.id == author.id for person in finding.given_by)


def _reasons(asked: list[ApprovalFinding], comment: Comment) -> Iterator[str]:
    """Those of the rules that the author may fill; if there is none, why that is so."""
    about = [i for one in asked for i in one.ineffective if i.comment_id == comment.id]
    news = [one for one in about if one.is_news]
    yield from dict.fromkeys(one.sentence for one in news or about)


def _of_glass(case: Case, outcome: Outcome, comment: Comment, author: Person) -> Answer:
    if comment.edited:
        return Answer(edited())
    decision = outcome.decision
    if decision is None or outcome.proposal is None:
        return Answer(say.nothing_to_approve(author))
    if reasons := [one.sentence for one in decision.unbroken if one.comment_id == comment.id]:
        return Answer(say.not_broken(reasons[0]))
    glass = decision.glass
    if glass is None or glass.comment_id != comment.id:
        return Answer(say.broken_already(author))
    passed = _passed(decision)
    beside = partial(_keep, case, outcome, glass, passed)
    return Answer(_news(case, glass, passed), heeded=True, beside=beside)


def _of_start(case: Case, outcome: Outcome, comment: Comment, author: Person) -> Answer:
    if comment.edited:
        return Answer(edited())
    decision = outcome.decision
    if decision is None:
        return Answer(shadow.cannot_start(author, "the request needs a correction first."))
    if reasons := [one.sentence for one in decision.unstarted if one.comment_id == comment.id]:
        return Answer(shadow.not_started(reasons[0]))
    if outcome.state is not State.BUILDING:
        why = outcome.blockers[0] if outcome.blockers else decision.verdict.sentence
        return Answer(shadow.cannot_start(author, why))
    if decision.start is None or decision.start.comment_id != comment.id:
        return Answer(shadow.started_already(author))
    beside = partial(_keep_start, case, outcome, decision.start)
    return Answer(shadow.started(author), heeded=True, beside=beside)


def _keep_start(case: Case, outcome: Outcome, start: StartFinding, tx: Transaction) -> None:
    digest = outcome.proposal.digest if outcome.proposal else ""
    told, why = {"comment": start.comment_id}, "Asked for by /slipway build, in shadow mode."
    now, actor, action = case.bench.clock(), start.person.login, Action.BUILD_STARTED
    record.act(tx, case.row, now, action, why, actor=actor, digest=digest, data=told)


def _passed(decision: Decision) -> list[ApprovalFinding]:
    return [one for one in decision.approvals if one.passed]


def _news(case: Case, glass: GlassFinding, passed: list[ApprovalFinding]) -> str:
    law = case.in_force.law
    veto = law.policy.veto if law else None
    skipped = [(one.rule.name, one.rule.by.teams, one.rule.by.users) for one in passed]
    label = veto.label if veto else None
    return say.broken(case.organisation, glass.person, glass.reason, skipped, label)


def _keep(
    case: Case,
    outcome: Outcome,
    glass: GlassFinding,
    passed: list[ApprovalFinding],
    tx: Transaction,
) -> None:
    """On record: who, why, over which digest, and whose approval was not waited for."""
    now, names = case.bench.clock(), [one.rule.name for one in passed]
    told = {"comment": glass.comment_id, "rules": names}
    observations.add(tx, case.row, Kind.GLASS, now, told)
    digest = outcome.proposal.digest if outcome.proposal else ""
    actor, action = glass.person.login, Action.GLASS_BROKEN
    record.act(tx, case.row, now, action, glass.reason, actor=actor, digest=digest, data=told)


def _tell_of_more(case: Case, outcome: Outcome) -> None:
    """A policy that changed since may ask for more, which the same comment passes over as well."""
    decision = outcome.decision
    if decision is None or decision.glass is None:
        return
    with case.bench.database.transaction() as tx:
        kept = observations.of_kind(tx, case.row, Kind.GLASS)
    told = {name for one in kept for name in one.data["rules"]}
    more = [one for one in _passed(decision) if one.rule.name not in told]
    if not more:
        return
    glass = decision.glass
    data = {
        "comment": f"{glass.comment_id}+{len(kept)}",
        "by": glass.person.login,
        "command": "break-glass",
        "reply": _news(case, glass, more),
    }
    with case.bench.database.transaction() as tx:
        observations.add(tx, case.row, Kind.COMMAND, case.bench.clock(), data)
        _keep(case, outcome, glass, more, tx)

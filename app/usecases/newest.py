"""`/slipway newest`: the pinned templates are let go, so that the next display pins others."""

from collections.abc import Sequence
from functools import partial

from app.domain.form import read_answers
from app.domain.issue import Comment, Person
from app.domain.policy import TemplateRules
from app.domain.replies import renewals as say
from app.store import observations
from app.store.audit import Action
from app.store.database import Transaction
from app.store.observations import Kind
from app.usecases import record
from app.usecases.case import Case
from app.usecases.command_answer import Answer
from app.usecases.template_choice import TemplateChoice, choose


def renew(case: Case, comment: Comment, author: Person) -> Answer:
    """Take what is on offer now, if it differs from what is pinned and may be built from."""
    template = read_answers(case.law.form, case.issue.body).answers.get("template")
    if not template:
        return Answer(say.no_template(author))
    choice = choose(case, str(template))
    rules = case.law.policy.templates
    if refusal := _refusal(choice, rules):
        return Answer(refusal)
    newer = choice.newer(rules)
    if not newer:
        return Answer(say.nothing_newer(author))
    beside = partial(_keep, case, comment, author, choice, newer)
    reply = say.renewing(author, newer)
    return Answer(reply, {"template_trees": {}}, heeded=True, beside=beside)


def _refusal(choice: TemplateChoice, rules: TemplateRules) -> str:
    """Why what is on offer now cannot be had; "" if it can, or if nothing was pinned before."""
    if not choice.pinned:
        return ""
    if choice.fault is not None or not choice.on_offer:
        why = str(choice.fault) if choice.fault else "The control repository has it no more."
        return say.newest_is_broken(choice.template, why)
    if revoked := rules.revocation(choice.on_offer):
        return say.newest_is_revoked(revoked)
    if (retired := rules.retirement(choice.template)) is not None:
        return say.is_retired(choice.template, retired)
    return ""


def _keep(
    case: Case,
    comment: Comment,
    author: Person,
    choice: TemplateChoice,
    newer: Sequence[str],
    tx: Transaction,
) -> None:
    """On record: who wanted it, and which trees were let go for which."""
    told = {
        "comment": comment.id,
        "from": dict(choice.pinned),
        "to": dict(choice.on_offer),
    }
    observations.add(tx, case.row, Kind.RENEWAL, comment.at, told)
    reason = f"Newer templates were asked for by /slipway newest: {', '.join(newer)}."
    now, actor = case.bench.clock(), author.login
    record.act(tx, case.row, now, Action.TEMPLATES_RENEWED, reason, actor=actor, data=told)

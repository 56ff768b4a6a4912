"""Whether the approvals that one rule asks for are given, and by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.approvals.acts import Act, comment_acts, label_acts
from app.domain.approvals.delegates import each_for_one
from app.domain.approvals.evidence import Evidence, Ineffective
from app.domain.approvals.hearing import Hearing, Terms
from app.domain.approvals.people import who_may
from app.domain.approvals.shortage import Shortage, shortage
from app.domain.issue import Person
from app.domain.policy import ApprovalRule, Role
from app.domain.verdict import Status, Verdict

UNTRACEABLE = (
    "GitHub's edit history of this request lacks a revision, so that nobody can tell who wrote"
    " what: no approval can count. Close this request and file it again."
)


@dataclass(frozen=True, slots=True)
class ApprovalFinding:
    """What was done says to one rule; `missing` persons have yet to approve.

    `standing_for` maps the logins of delegates to those for whom they count. `delegates` are the
    logins of those who may stand in for somebody just now. `passed`: somebody broke the glass, so
    that nobody has to approve any more.
    """

    rule: ApprovalRule
    verdict: Verdict
    given_by: tuple[Person, ...] = ()
    ineffective: tuple[Ineffective, ...] = ()
    missing: int = 0
    standing_for: Mapping[str, str] = field(default_factory=dict)
    delegates: tuple[str, ...] = ()
    passed: bool = False
    shortage: Shortage | None = None

    @property
    def asked(self) -> Role:
        """The people of the rule, without the teams of owners that approved already."""
        return self.shortage.asked if self.shortage else self.rule.by

    @property
    def asks_each(self) -> bool:
        """Whether it takes every one of the teams asked."""
        return self.shortage is not None and self.shortage.asks_each

    @property
    def people(self) -> frozenset[str]:
        """The logins, in small letters, of all whose approval this is, absent ones included."""
        logins = (*(person.login for person in self.given_by), *self.standing_for.values())
        return frozenset(map(str.lower, logins))


def judge(rule: ApprovalRule, evidence: Evidence, terms: Terms | None = None) -> ApprovalFinding:
    """Judge a rule that applies. The status is SATISFIED, PENDING, or FAILED without history."""
    hearing = Hearing(rule, evidence, terms or Terms())
    if not evidence.issue.edits_complete:
        verdict = Verdict(rule.name, Status.FAILED, UNTRACEABLE)
        return ApprovalFinding(rule, verdict, missing=rule.count)
    others = hearing.terms.others
    acts = comment_acts(evidence) if rule.explicit else label_acts(rule, evidence, others)
    if acts is None:
        return _finding(hearing, (), {}, (_came_along(rule, evidence),))
    reasons = {act: hearing.objection(act) for act in acts}
    good = [act for act, reason in reasons.items() if reason is None]
    by_login = {act.actor.login: act for act in good if act.actor}
    counts_for = each_for_one({login: hearing.for_whom(act) for login, act in by_login.items()})
    given = tuple(act.actor for login, act in by_login.items() if login in counts_for and act.actor)
    ineffective = tuple(_ineffective(hearing, reasons, counts_for))
    return _finding(hearing, given, counts_for, ineffective)


def _ineffective(
    hearing: Hearing, reasons: Mapping[Act, str | None], counts_for: Mapping[str, str]
) -> Iterator[Ineffective]:
    for act, reason in reasons.items():
        login = act.actor.login if act.actor else ""
        if reason is None and login in counts_for:
            continue
        absent = " and ".join(hearing.for_whom(act))
        twice = f"{absent}, for whom {login} stands in, counts already; ask another person"
        whose = f"{login}'s" if login else "The"
        noun = "label" if act.comment_id is None else "comment"
        sentence = (
            f"{whose} {noun} of {act.at:%Y-%m-%d %H:%M} UTC does not count: {reason or twice}."
        )
        yield Ineffective(
            act.actor, act.at, sentence, act.comment_id, _is_news(hearing, act, counts_for)
        )


def _is_news(hearing: Hearing, act: Act, counts_for: Mapping[str, str]) -> bool:
    """A label is for one rule; a comment may be for another one, or be followed by a good one."""
    if act.comment_id is None:
        return True
    counts = act.actor is not None and act.actor.login in counts_for
    return not counts and hearing.role_objection(act) is None


def _came_along(rule: ApprovalRule, evidence: Evidence) -> Ineffective:
    issue = evidence.issue
    why = "GitHub does not tell who set it"
    if issue.moved_in_at is not None:
        why = "nobody set it in this repository (it came with the issue from elsewhere)"
    sentence = f"The label {rule.label} does not count: {why}. Take it off and set it again."
    return Ineffective(None, issue.moved_in_at or issue.created_at, sentence)


def _finding(
    hearing: Hearing,
    given: tuple[Person, ...],
    counts_for: Mapping[str, str],
    ineffective: tuple[Ineffective, ...],
) -> ApprovalFinding:
    rule = hearing.rule
    short = shortage(rule, counts_for, hearing.evidence.members)
    missing = short.missing
    standing_for = {login: whom for login, whom in counts_for.items() if whom != login.lower()}
    names = " and ".join(_named(person.login, standing_for) for person in given)
    if not missing:
        verdict = Verdict(rule.name, Status.SATISFIED, f"Approved by {names}.")
    else:
        many = f" ({missing} persons)" if missing > 1 and not given else ""
        say = f"{_so_far(names, given, missing)}{_asked_for(rule, short)}{many}."
        verdict = Verdict(rule.name, Status.PENDING, say)
    delegates = tuple(dict.fromkeys(one.delegate for one in hearing.terms.stand_ins))
    return ApprovalFinding(
        rule, verdict, given, ineffective, missing, standing_for, delegates, shortage=short
    )


def _so_far(names: str, given: tuple[Person, ...], missing: int) -> str:
    if not given:
        return "It takes "
    return f"Approved by {names}; {missing} of {len(given) + missing} still missing: "


def _named(login: str, standing_for: Mapping[str, str]) -> str:
    return f"{login} (standing in for {standing_for[login]})" if login in standing_for else login


def _asked_for(rule: ApprovalRule, short: Shortage) -> str:
    who = who_may((short.asked,), "and" if short.asks_each else "or")
    if rule.explicit:
        return f"the comment /slipway approve, with the digest, from {who}"
    return f"the label {rule.label} from {who}"

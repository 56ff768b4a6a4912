"""Breaks of promises 1 and 2, a line each, that the stories must notice: `make mutate-heart`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """`new` in place of `old`, which stands once in a file of `app/domain`."""

    what: str
    path: str
    old: str
    new: str

    def of(self, text: str) -> str:
        """The file's text with the break. ValueError if it is not there exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"“{self.old}” stands {text.count(self.old)} times in {self.path}")
        return text.replace(self.old, self.new)


_ACTS, _COMMENTS = "approvals/acts.py", "approvals/comments.py"
_DELEGATES, _GLASS = "approvals/delegates.py", "approvals/glass.py"
_HEARING, _JUDGE = "approvals/hearing.py", "approvals/judge.py"
_PEOPLE, _SHOWN = "approvals/people.py", "approvals/shown.py"
_STANDING, _VETO = "approvals/standing.py", "approvals/veto.py"
_APPROVALS, _DECISION = "evaluate/approvals.py", "evaluate/decision.py"
_RULES, _TREES = "evaluate/rules.py", "evaluate/trees.py"

_OF_PEOPLE = (
    Break(
        "the author's own approval counts",
        _PEOPLE,
        "people = (issue.author, *(",
        "people = (None, *(",
    ),
    Break(
        "an editor's own approval counts",
        _PEOPLE,
        "(edit.editor for edit in issue.edits)",
        "(edit.editor for edit in issue.edits[:0])",
    ),
    Break(
        "any member of the organisation is in every team",
        _PEOPLE,
        "members.get((team, login), False) for team in role.teams",
        "members.get((ORGANISATION, login), True) for team in role.teams",
    ),
    Break(
        "whom the policy names counts after leaving",
        _PEOPLE,
        "return members.get((ORGANISATION, login), False)",
        "return True",
    ),
    Break("a bot's label counts", _STANDING, " or event.actor.is_bot", ""),
    Break("an App's label in somebody's name counts", _STANDING, " or event.via_app", ""),
    Break("a bot's label is by hand", _ACTS, "acting_person(event) is not None", "True"),
    Break("a bot's comment counts", _COMMENTS, "author is None or author.is_bot", "author is None"),
    Break("an App's comment counts", _COMMENTS, "if comment.via_app:", "if False:"),
    Break("a suspended account counts", _HEARING, "in evidence.suspended", "in ()"),
    Break(
        "the team that asks approves",
        _HEARING,
        "if self.rule.own_team or not",
        "if True or not",
    ),
    Break(
        "one person fills two by standing in",
        _HEARING,
        "            or self._filled_another(act)\n",
        "",
    ),
    Break("one person fills two", _APPROVALS, "{} if rule.same_person else counted", "{}"),
    Break(
        "who fills two is judged in the order of the file",
        _APPROVALS,
        "sorted(policy.approvals, key=lambda rule: not rule.same_person)",
        "policy.approvals",
    ),
)

_OF_STAND_INS = (
    Break(
        "a stand-in acts outside the time",
        _DELEGATES,
        "if not one.delegation.lasts_at(at):",
        "if False:",
    ),
    Break(
        "a stand-in counts when the time is over",
        _DELEGATES,
        "(now is None or one.lasts_at(now))",
        "True",
    ),
    Break("a stand-in for a writer", _DELEGATES, "if one.absent in {", "if one.absent in {} and {"),
    Break(
        "a stand-in for somebody without the role",
        _DELEGATES,
        "if not any(is_in(role, one.absent, evidence.members) for role in one.roles):",
        "if False:",
    ),
    Break(
        "a stand-in from outside",
        _DELEGATES,
        "if not evidence.members.get((ORGANISATION, person.login), False):",
        "if False:",
    ),
    Break("a stand-in in every role", _DELEGATES, "if not one.roles or name in one.roles", ""),
    Break("a stand-in for the team that asks", _HEARING, " or self._own_team(one.absent)", ""),
    Break(
        "two count for one",
        _DELEGATES,
        "if whom not in taken or finds_place(taken[whom], tried):",
        "if taken.setdefault(f'{whom} {who}', who):",
    ),
)

_OF_LABELS = (
    Break("a label that was never seen by its name", _ACTS, "if not _is_bound(", "if not bool("),
    Break(
        "a label that came to be known in that second",
        _ACTS,
        "since < event.at",
        "since <= event.at",
    ),
    Break(
        "a label that comes back under its name",
        _ACTS,
        " and all(other < since for other in others)",
        "",
    ),
    Break("a label that was set elsewhere", _STANDING, " or event.at > moved", " or True"),
    Break(
        "a label that stood for another rule",
        _ACTS,
        "return then if then in others or rule.name in shown.rules.values() else None",
        "return None",
    ),
    Break(
        "whoever takes a label off leaves those of others",
        _STANDING,
        "kept = before if acting is not None and acting == taken_off_by else {}",
        "kept = before",
    ),
)

_OF_COMMENTS = (
    Break(
        "a comment that was written elsewhere",
        _COMMENTS,
        "if moved is None or comment.at > moved",
        "if True",
    ),
    Break("an edited comment counts", _COMMENTS, "    if comment.edited:", "    if False:"),
    Break(
        "a withdrawal that was seen is forgotten",
        _COMMENTS,
        "(*evidence.withdrawals, *withdrawals(evidence.issue))",
        "withdrawals(evidence.issue)",
    ),
    Break(
        "a withdrawal counts for nothing until it was seen",
        _COMMENTS,
        "(*evidence.withdrawals, *withdrawals(evidence.issue))",
        "evidence.withdrawals",
    ),
    Break(
        "a withdrawal in the same second", _COMMENTS, "one.at >= comment.at", "one.at > comment.at"
    ),
    Break("a label where a comment is asked for", _JUDGE, "if rule.explicit else", "if False else"),
    Break(
        "a comment names any digest",
        _SHOWN,
        "if not display.digest.startswith(named):",
        "if False:",
    ),
)

_OF_WHAT_WAS_READ = (
    Break("a display of that second", _SHOWN, "if display.at < at]", "if display.at <= at]"),
    Break("a spoilt display", _SHOWN, "if not before or not before[-1].digest:", "if not before:"),
    Break(
        "a display that changes in that second",
        _SHOWN,
        "if any(display.digest != before[-1].digest for display in shown if display.at == at):",
        "if False:",
    ),
    Break(
        "an edit that was not read",
        _SHOWN,
        "if any(edited <= at and (seen is None or edited > seen) for edited in revisions):",
        "if False:",
    ),
    Break("an edit in that second", _SHOWN, "if any(edited <= at and", "if any(edited < at and"),
    Break(
        "two edits within a second",
        _SHOWN,
        "for edit in evidence.issue.edits[1:]) > 1:",
        "for edit in ()) > 1:",
    ),
    Break("what changed after it", _SHOWN, "    if read:\n", "    if False:\n"),
    Break("templates that changed after it", _SHOWN, "if moved or not changed:", "if False:"),
    Break(
        "the field that decides whether it is asked for",
        _HEARING,
        " | self.terms.also_reads",
        "",
    ),
    Break(
        "a history that lacks an edit", _JUDGE, "if not evidence.issue.edits_complete:", "if False:"
    ),
)

_OF_GLASS_AND_VETO = (
    Break("glass without history", _GLASS, "if not evidence.issue.edits_complete:", "if False:"),
    Break(
        "glass without the role",
        _GLASS,
        "if not any(_is_in_role(rule, evidence, act.actor)):",
        "if False:",
    ),
    Break(
        "glass by a writer",
        _GLASS,
        "if reason := person_objection(act, evidence, may):",
        "if reason := None:",
    ),
    Break(
        "glass without a reason",
        _GLASS,
        "if not without_hidden(given_reason).strip():",
        "if False:",
    ),
    Break(
        "glass outlasts an edit",
        _GLASS,
        "display_objection(frozenset, evidence",
        "display_objection(lambda _: frozenset(), evidence",
    ),
    Break("glass mends what failed", _APPROVALS, "is not Status.PENDING", "is Status.SATISFIED"),
    Break(
        "glass thaws every freeze",
        _DECISION,
        " and policy.break_glass.also_freezes",
        "",
    ),
    Break("the veto is not heard", _DECISION, "        veto.verdict,\n", ""),
    Break(
        "anybody lifts a veto",
        _VETO,
        "if not _may(veto, event, evidence):",
        "if event.added and not _may(veto, event, evidence):",
    ),
    Break(
        "a veto ends with its author's membership",
        _VETO,
        "if event.id in evidence.heard:",
        "if False:",
    ),
    Break(
        "a renamed veto is none", _PEOPLE, "ids |= {binding.label_id", "ids &= {binding.label_id"
    ),
)

_OF_RULES = (
    Break(
        "one approval too few",
        "approvals/shortage.py",
        "max(rule.count - len(counts_for), 0)",
        "max(rule.count - 1 - len(counts_for), 0)",
    ),
    Break(
        "a request that needs none",
        _APPROVALS,
        "return Verdict(APPROVALS, Status.PENDING, say, children)",
        "return Verdict(APPROVALS, Status.SATISFIED, say, children)",
    ),
    Break("automatic covers all", _APPROVALS, " and one.covers(rule.name)", ""),
    Break(
        "automatic although it does not hold",
        _APPROVALS,
        "outcomes[one.name] is Outcome.TRUE",
        "outcomes[one.name] is not Outcome.FAILED",
    ),
    Break(
        "a refusal is not heard",
        _DECISION,
        '    yield from group("refusals"',
        '    group("refusals"',
    ),
    Break("a freeze is not heard", _DECISION, "        *_freezes(policy, facts, glass),\n", ""),
    Break("a freeze begins late", _RULES, "now < rule.since", "now <= rule.since"),
    Break("the gentlest decides", _TREES, "return min(statuses", "return max(statuses"),
)

BREAKS = (
    *_OF_PEOPLE,
    *_OF_STAND_INS,
    *_OF_LABELS,
    *_OF_COMMENTS,
    *_OF_WHAT_WAS_READ,
    *_OF_GLASS_AND_VETO,
    *_OF_RULES,
)

"""Breaks in whose word counts: people, and those who stand in for them."""

from tests.domain.heart.breaks.kind import Break

_ACTS = "approvals/acts.py"
_COMMENTS = "approvals/comments.py"
_DELEGATES = "approvals/delegates.py"
_HEARING = "approvals/hearing.py"
_PEOPLE = "approvals/people.py"
_STANDING = "approvals/standing.py"
_APPROVALS = "evaluate/approvals.py"

OF_PEOPLE = (
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

OF_STAND_INS = (
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

"""Breaks in which acts count: labels, comments, and what they were given for."""

from tests.domain.heart.breaks.kind import Break

_ACTS = "approvals/acts.py"
_COMMENTS = "approvals/comments.py"
_HEARING = "approvals/hearing.py"
_JUDGE = "approvals/judge.py"
_SHOWN = "approvals/shown.py"
_STANDING = "approvals/standing.py"

OF_LABELS = (
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

OF_COMMENTS = (
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

OF_WHAT_WAS_READ = (
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

"""Whether somebody approved what the request says now, as far as the rule reads it."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from app.domain.approvals.evidence import Display, Evidence

AGAIN = "read the request as it is now and set the label again"
SHORTEST_DIGEST = 12

_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")

Reads = Callable[[Iterable[str]], frozenset[str]]
"""Of a request's fields, those whose change voids an approval."""


def display_objection(
    reads: Reads, evidence: Evidence, at: datetime, again: str = AGAIN, digest: str | None = None
) -> str | None:
    """Why what was done at `at` says nothing of the present request; None if it does.

    `again` says how to do it anew, `digest` is what was named, None if nothing was. GitHub's times
    are whole seconds: what happened within one second has no order, and what has none does not
    count.
    """
    if any(renewed >= at for renewed in evidence.renewals):
        return f"newer templates were asked for after it; {again}"
    shown = sorted(evidence.displays, key=lambda display: display.at)
    before = [display for display in shown if display.at < at]
    if not before or not before[-1].digest:
        return f"the status comment did not show the request at that time; {again}"
    if any(display.digest != before[-1].digest for display in shown if display.at == at):
        return f"the status comment changed in the same second; {again}"
    return (
        _names_another(evidence, before[-1], digest, again)
        or _edited_unseen(evidence, before[-1], at, again)
        or _changed_since(reads, evidence, before[-1], again)
    )


def _names_another(
    evidence: Evidence, display: Display, digest: str | None, again: str
) -> str | None:
    """Somebody who files requests can find two texts whose digests begin alike."""
    if digest is None:
        return None
    named = digest.lower()
    if not _DIGEST.fullmatch(named):
        return (
            "it names no digest; paste the one that the status comment shows, or at least its"
            f" first {SHORTEST_DIGEST} characters"
        )
    if not display.digest.startswith(named):
        return f"it names another digest than the status comment showed; {again}"
    if len({one.digest for one in evidence.displays if one.digest.startswith(named)}) > 1:
        return "two digests that were shown begin like that; paste the whole digest"
    return None


def _edited_unseen(evidence: Evidence, display: Display, at: datetime, again: str) -> str | None:
    revisions = [edit.at for edit in evidence.issue.edits[1:]]
    if evidence.issue.last_edited_at:
        revisions.append(evidence.issue.last_edited_at)
    seen = display.issue_edited_at
    if any(edited <= at and (seen is None or edited > seen) for edited in revisions):
        return f"the text had been edited shortly before; {again}"
    if sum(edit.at == seen for edit in evidence.issue.edits[1:]) > 1:
        return (
            "the text was edited twice within one second, so that nobody can tell which one was"
            f" read; edit it once more, then {again}"
        )
    return None


def _changed_since(reads: Reads, evidence: Evidence, display: Display, again: str) -> str | None:
    if display.digest == evidence.digest:
        return None
    then, now = display.answers, evidence.answers
    changed = {key for key in {*then, *now} if then.get(key) != now.get(key)}
    read = sorted(changed & reads({*then, *now}))
    if read:
        return f"{_listed(read)} changed after it; {again}"
    moved = [
        name
        for name in sorted({*display.templates} & {*evidence.templates})
        if display.templates[name] != evidence.templates[name]
    ]
    if moved or not changed:
        return f"the templates to build from changed after it; {again}"
    return None


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

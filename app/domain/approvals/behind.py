"""Whether GitHub's list of events lags behind the issue that it is of."""

from collections.abc import Iterable, Iterator

from app.domain.approvals.people import same_label
from app.domain.approvals.standing import events_here
from app.domain.issue import Issue, Label
from app.domain.policy import Policy


def untold(policy: Policy, issue: Issue, known: Iterable[Label]) -> Label | None:
    """A label that approves or vetoes, and that was set or taken off as no event tells yet.

    `known` are the repository's labels: of one that was deleted nothing is to be expected.
    """
    for label in {one.id: one for one in (*known, *issue.labels)}.values():
        if any(same_label(label.name, name) for name in _names(policy)):
            is_on = any(one.id == label.id for one in issue.labels)
            if is_on is not _is_told_to_be_on(label, issue, is_on=is_on):
                return label
    return None


def _is_told_to_be_on(label: Label, issue: Issue, *, is_on: bool) -> bool:
    """What the last event says; a label may come with an issue from elsewhere without one."""
    events = events_here(issue, label.id)
    if events:
        return events[-1].added
    return is_on and issue.moved_in_at is not None


def _names(policy: Policy) -> Iterator[str]:
    yield from (rule.label for rule in policy.approvals)
    if policy.veto:
        yield policy.veto.label

"""The answers to comments that approve, withdraw or break the glass."""

from collections.abc import Sequence

from app.domain.issue import Person
from app.domain.replies.layout import paragraphs
from app.domain.replies.people import both, either, mention, mention_team, name
from app.domain.text import code, fenced, inline

_MOST = 8

Skipped = tuple[str, Sequence[str], Sequence[str]]
"""A rule that was passed over: its name, the slugs of its teams, the logins of its people."""


def approved(author: Person, rules: Sequence[str]) -> str:
    """It counts."""
    given = both([f"**{inline(rule, 80)}**" for rule in rules[:_MOST]])
    last = "To take it back, comment `/slipway withdraw`."
    return paragraphs(f"Noted: {name(author)} approves it, for {given}.", last)


def not_approved(author: Person, reasons: Sequence[str], digest: str) -> str:
    """It does not count, and which digest is the current one."""
    if not reasons:
        return paragraphs(f"{name(author)}, nobody is waited for any more; there is nothing to do.")
    shown = [f"- {inline(reason, 400)}" for reason in reasons[:_MOST]]
    current = f"The current digest is {code(digest)}. Who approves what the status comment shows"
    line = fenced(f"/slipway approve {digest}")
    first = f"{name(author)}, this approves nothing yet:"
    return paragraphs(first, "\n".join(shown), f"{current} pastes this line:", line)


def nothing_to_approve(author: Person) -> str:
    """The request cannot be shown as it would be built."""
    say = "there is nothing to approve at the moment. The status comment says what comes first."
    return paragraphs(f"{name(author)}, {say}")


def no_comment_asked(author: Person) -> str:
    """All approvals that this request takes have labels."""
    say = "no approval of this request is given by a comment. The status comment says which labels"
    return paragraphs(f"{name(author)}, {say} give one.")


def withdrawn(author: Person) -> str:
    """Approvals by comment are taken back."""
    first = f"Noted: {name(author)} takes back all that they approved or let pass by comments here."
    return paragraphs(first, "A label is withdrawn by taking it off.")


def broken(
    organisation: str,
    author: Person,
    reason: str,
    skipped: Sequence[Skipped],
    veto_label: str | None,
) -> str:
    """To everybody who was passed over: who did it, and the reason."""
    first = (
        f"🚨 **{name(author)} broke the glass.** This request does not wait for approvals any more."
    )
    shown = [f"- **{inline(rule, 80)}**: {_called(organisation, *who)}" for rule, *who in skipped]
    whom = "Who would have been asked, please have a look at it now:" if shown else ""
    stop = f" While nothing is built, {code(veto_label, 50)} stops it." if veto_label else ""
    last = f"It holds for just what the status comment shows; an edit ends it.{stop}"
    return paragraphs(first, f"The reason: {inline(reason, 600)}", whom, "\n".join(shown), last)


def not_broken(sentence: str) -> str:
    """It lets nothing pass, and why."""
    how = "It is given as `/slipway break-glass REASON`, by those whom the policy names."
    return paragraphs(inline(sentence, 600), how)


def broken_already(author: Person) -> str:
    """Somebody was quicker."""
    return paragraphs(f"{name(author)}, the glass is broken already; once is enough.")


def _called(organisation: str, teams: Sequence[str], users: Sequence[str]) -> str:
    whom = [mention_team(organisation, team) for team in teams[:5]]
    return either([*whom, *(mention(user) for user in users[:5])]) or "nobody"

"""The few new comments, which notify: somebody must act, or the pair is live."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.issue import Person
from app.domain.replies.layout import paragraphs
from app.domain.replies.people import both, either, mention, mention_person, mention_team
from app.domain.replies.todo import open_points
from app.domain.status import ApprovalNeed, Failure, HalfView, StatusView
from app.domain.text import code, inline, instruction, link

_MOST_POINTS = 8


@dataclass(frozen=True, slots=True)
class VoidedApproval:
    """An approval that counts no longer: whose, by which label, and why in a plain sentence.

    `rule` is the name of a rule whose approvals have no label.
    """

    approver: Person | None
    label: str
    why: str
    rule: str = ""


def needs_correction(view: StatusView) -> str:
    """To the requester: what to change, for those who read it in their mail."""
    points = open_points(view)
    shown = [f"- {point.where}: {inline(point.sentence, 300)}" for point in points[:_MOST_POINTS]]
    if len(points) > _MOST_POINTS:
        shown.append(f"- and {len(points) - _MOST_POINTS} more, in the status comment")
    first = f"{mention_person(view.requester)}, this request needs a correction before it can go on"
    last = "Edit the issue's text; it is checked again by itself, and nothing else is needed."
    if view.is_revoked:
        last = (
            "Comment `/slipway newest` for newer templates. To correct an answer, edit the issue."
        )
    return paragraphs(f"{first}:" if shown else f"{first}.", "\n".join(shown), last)


def please_approve(view: StatusView) -> str:
    """To the teams and people whose approval is missing."""
    asked = [_asked(view, need) for need in view.approvals if need.missing]
    first = "This request is complete and waits for approval:"
    last = (
        "The status comment shows what you approve and why you are asked. To refuse, set "
        f"{code(view.veto_label, 50)} instead."
        if view.veto_label
        else "The status comment shows what you approve and why you are asked."
    )
    return paragraphs(first, "\n".join(asked[:_MOST_POINTS]), last)


def approvals_voided(voided: Sequence[VoidedApproval]) -> str:
    """To those whose approval counts no longer; it has to be given anew."""
    shown = [
        f"- {mention_person(one.approver)}, {_gave(one)}: {inline(one.why, 400)}"
        for one in voided[:_MOST_POINTS]
    ]
    first = "These approvals count no longer, for the reason beside each:"
    labels, comments = any(one.label for one in voided), any(one.rule for one in voided)
    ways = ["set the label anew"] * labels + ["paste the line that it shows"] * comments
    last = f"To approve what the request says now, look again and {either(ways)}."
    return paragraphs(first, "\n".join(shown), last)


def vetoed(view: StatusView) -> str:
    """To the requester: who objects, and what lifts it."""
    who = both([inline(login, 60) for login in view.vetoed_by[:3]]) or "A reviewer"
    label = f" with {code(view.veto_label, 50)}" if view.veto_label else ""
    first = f"{mention_person(view.requester)}, {who} vetoed this request{label}."
    return paragraphs(
        first,
        "Talk to them about what would have to change. The veto is lifted "
        "when somebody who may veto takes the label off.",
    )


def blocked(view: StatusView) -> str:
    """To the requester: it is not their fault, and what an admin has to mend."""
    shown = [f"- {inline(text, 400)}" for text in view.blockers[:_MOST_POINTS]]
    first = f"{mention_person(view.requester)}, this request has to wait for an admin:"
    last = "Nothing is wrong with the request, and it goes on by itself when this is mended."
    return paragraphs(first, "\n".join(shown), last)


def failed(view: StatusView) -> str:
    """To the requester: what stopped, why, and what to do."""
    first = f"{mention_person(view.requester)}, the build stopped."
    if view.failure is None:
        return paragraphs(first, "Comment `/slipway retry` to go on from where it stopped.")
    told = f"{inline(view.failure.what, 300)} {inline(view.failure.why, 600)}"
    return paragraphs(first, told, f"**Next:** {instruction(view.failure.next, 600)}")


def held_back(why: str, todo: str) -> str:
    """To whoever reads the issue: what an admin has to mend, while nothing else can be shown."""
    told = f"⏸️ **Slipway cannot work on this request for now.** {inline(why, 600)}"
    last = "Nothing is wrong with the request, and it goes on by itself when this is mended."
    return paragraphs(told, f"**Next:** {inline(todo, 600)}", last)


def look_parked(failure: Failure) -> str:
    """To whoever reads the issue: why its status is not kept up, and that nobody's work is lost."""
    told = f"⏸️ **Slipway cannot read this request for now.** {inline(failure.what, 300)}"
    last = "It is tried again every hour as well. What the status comment shows may be outdated."
    return paragraphs(
        f"{told} {inline(failure.why, 600)}", f"**Next:** {instruction(failure.next, 600)}", last
    )


def live(view: StatusView) -> str:
    """To the requester: the pair, and how to start."""
    first = f"{mention_person(view.requester)}, your service is live 🎉"
    clones = [f"git clone {half.clone_url}" for half in view.halves if half.clone_url]
    block = "\n".join(["```sh", *clones, "```"]) if clones else ""
    last = (
        "Its README says how to run it, and the integration tests' README how to point them at it."
    )
    return paragraphs(first, "\n".join(map(_half, view.halves)), block, last)


def _gave(one: VoidedApproval) -> str:
    return f"**{inline(one.rule, 80)}**" if one.rule else code(one.label, 50)


def _asked(view: StatusView, need: ApprovalNeed) -> str:
    people = "" if need.missing == 1 else f" ({need.missing} people)"
    what = f"comment {code(view.approving)}" if need.explicit else f"set {code(need.label, 50)}"
    return f"- **{inline(need.rule, 80)}**: {what}{people}; asked: {_mentioned(view, need)}"


def _mentioned(view: StatusView, need: ApprovalNeed) -> str:
    whom = [mention_team(view.organisation, team) for team in need.teams[:5]]
    whom += [mention(user) for user in need.users[:5]]
    asked = both(whom) if need.asks_each else either(whom)
    return asked or "nobody yet: an admin has to name somebody in the policy"


def _half(half: HalfView) -> str:
    name = link(half.repository, half.url) if half.url else code(half.repository, 200)
    return f"- {name}: the {inline(half.title, 40)}"

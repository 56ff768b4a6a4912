"""The status comment's first line: where the request stands, and what is next for whom."""

from app.domain.replies.people import both, name, who_may
from app.domain.replies.shadow import COMMAND
from app.domain.replies.todo import open_points
from app.domain.state import State
from app.domain.status import ApprovalNeed, HalfView, StatusView, StepState
from app.domain.text import code, inline, instruction, link
from app.domain.verdict import Status


def headline(view: StatusView) -> str:
    """One line that is enough for who reads no further."""
    return _LINES[view.state](view)


def _new(_view: StatusView) -> str:
    return "👀 **Slipway is reading this request.** Nobody has to do anything yet."


def _no_request(_view: StatusView) -> str:
    return "**This issue is no service request.** To ask for a service, open one with the form."


def _needs_correction(view: StatusView) -> str:
    points = open_points(view)
    who = name(view.requester)
    if view.is_revoked and len(points) == 1:
        todo = f"{who} or a reviewer asks for it: `/slipway newest`."
        return f"✏️ **Needs another version of its templates.** {todo}"
    if len(points) == 1:
        say = f"One answer needs another look, {points[0].where}."
    else:
        say = f"{len(points) or 'Some'} points need another look; they are listed below."
    return f"✏️ **Needs a correction by {who}.** {say} Edit the issue, and it is checked again."


def _awaiting_approval(view: StatusView) -> str:
    missing = [need for need in view.approvals if need.missing]
    if not missing:
        return f"⏳ **Waiting for approval.** {_first_pending(view)}"
    whom = both([_ask(need) for need in missing[:4]])
    more = f", and {len(missing) - 4} more" if len(missing) > 4 else ""
    nothing = f"{name(view.requester)} has nothing to do."
    return f"⏳ **Waiting for approval:** {whom}{more}. {nothing}"


def _ask(need: ApprovalNeed) -> str:
    who = who_may(need.teams[:3], need.users[:3], each=need.asks_each)
    count = "" if need.missing == 1 or need.asks_each else f"{need.missing} of "
    given = f" ({len(need.given_by)} of {len(need.given_by) + need.missing} given)"
    what = "`/slipway approve` with the digest" if need.explicit else code(need.label, 50)
    return f"{what} by {count}{who}{given if need.given_by else ''}"


def _first_pending(view: StatusView) -> str:
    nodes = view.verdict.walk() if view.verdict else ()
    waiting = [node for node in nodes if node.status is Status.PENDING and not node.children]
    return inline(waiting[0].sentence, 300) if waiting else "See below what it waits for."


def _waiting(view: StatusView) -> str:
    if view.builders:
        who = who_may(view.builders.teams, view.builders.users)
        how = f"{who} can start the build with {code(COMMAND)}"
        return f"🧪 **Approved.** Slipway is on trial here (shadow mode): {how}."
    return f"🕒 **On hold.** {_first_pending(view)} It goes on by itself; nobody has to act."


def _vetoed(view: StatusView) -> str:
    who = both([inline(login, 60) for login in view.vetoed_by[:3]]) or "a reviewer"
    label = f"; taking {code(view.veto_label, 50)} off lifts it" if view.veto_label else ""
    return f"⛔ **Vetoed by {who}.** {name(view.requester)}, please talk to them{label}."


def _blocked(view: StatusView) -> str:
    first = inline(view.blockers[0], 300) if view.blockers else "See below what is missing."
    return f"🚧 **Blocked until an admin acts.** {first}"


def _building(view: StatusView) -> str:
    done = sum(step.state is StepState.DONE for step in view.progress)
    running = [step for step in view.progress if step.state is StepState.RUNNING]
    now = f": {inline(running[0].title, 80)}" if running else ""
    steps = f" Step {min(done + 1, len(view.progress))} of {len(view.progress)}{now}."
    waits = f" {inline(view.waiting, 200)}" if view.waiting else ""
    return (
        f"🏗️ **Approved and being built.**{steps if view.progress else ''}{waits} Nobody has to act."
    )


def _failed(view: StatusView) -> str:
    if view.failure is None:
        return "❌ **The build stopped.** Comment `/slipway retry` to go on from there."
    return f"❌ **The build stopped.** {inline(view.failure.what, 200)} {_next(view.failure.next)}"


def _next(sentence: str) -> str:
    return f"Next: {instruction(sentence, 300)}"


def _live(view: StatusView) -> str:
    links = both([_linked(half) for half in view.halves])
    if not links:
        return "🎉 **Live.** Both repositories are ready."
    return f"🎉 **Live:** {links}. {name(view.requester)} can clone them and start."


def _linked(half: HalfView) -> str:
    return link(half.repository, half.url) if half.url else code(half.repository, 200)


def _closed(view: StatusView) -> str:
    why = f"{inline(view.expired, 200)} " if view.expired else ""
    return f"💤 **Closed before anything was built.** {why}{_reopen(view)}"


def _reopen(view: StatusView) -> str:
    return f"If {name(view.requester)} still wants the service, reopening the issue is enough."


def _cancelled(view: StatusView) -> str:
    left = [half for half in view.halves if half.url]
    if not left:
        return "🗑️ **Cancelled.** Nothing was built; a new request starts with a new issue."
    kept = both([_linked(half) for half in left])
    return f"🗑️ **Cancelled.** What was built stays: {kept}. An admin may archive or delete it."


_LINES = {
    State.NEW: _new,
    State.NO_REQUEST: _no_request,
    State.NEEDS_CORRECTION: _needs_correction,
    State.AWAITING_APPROVAL: _awaiting_approval,
    State.WAITING: _waiting,
    State.VETOED: _vetoed,
    State.BLOCKED: _blocked,
    State.BUILDING: _building,
    State.FAILED: _failed,
    State.LIVE: _live,
    State.CLOSED: _closed,
    State.CANCELLED: _cancelled,
}

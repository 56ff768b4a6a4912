"""The story: what each person does, and what Slipway must answer for it to go on."""

from collections.abc import Callable
from dataclasses import dataclass

from app.demo import building
from app.demo.people import IssuePage
from app.demo.ports import ensure_usable
from app.demo.programs import need_git
from app.demo.reading import approvals, first_line, line_with
from app.demo.scene import Scene

NAME = "billing-service"
_WRONG_NAME = "Billing_Service"
_PLATFORM = "approved/platform"
_SECURITY = "approved/security"
_PURPOSE = "Writes invoices and keeps track of who paid."
_WIDER_PURPOSE = "Writes invoices and reminders, and keeps track of who paid."
_ANSWERS = {
    "name": _WRONG_NAME,
    "owner": "payments",
    "description": _PURPOSE,
    "template": "python-service",
    "tier": "2",
    "data": "personal",
    "exposure": "internal",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the story; `act` plays it, checks it, and says in a sentence what was seen."""

    name: str
    title: str
    act: Callable[[Scene], str]


def _start(scene: Scene) -> str:
    need_git()
    port = scene.port or 0
    ensure_usable(port)
    scene.github = scene.stage.start(port)
    scene.screen.note("sandbox", f"{scene.github.url}, a stand-in for GitHub on this machine")
    scene.screen.note("web", "takes GitHub's webhooks in")
    scene.screen.note("worker", "does the work, with a Redis of its own")
    return f"The sandbox is at {scene.github.url}."


def _ask(scene: Scene) -> str:
    scene.screen.person(
        "dana", f"fills in the issue form: {_WRONG_NAME}, for team payments, with personal data"
    )
    scene.number = scene.github.file_request("dana", "New service: billing", _ANSWERS)
    scene.screen.note("issue", scene.github.issue_url(scene.number))
    page = scene.wait(
        "find the mistake in the name", _stands_at("needs-correction", "Needs a correction")
    )
    line = scene.show(page)
    if why := line_with(page.status, _WRONG_NAME):
        scene.screen.slipway(why)
    return line


def _correct(scene: Scene) -> str:
    _edit(scene, "Service name", NAME, f"edits the issue: the service is called {NAME}")
    accepted = _stands_at("awaiting-approval", "Waiting for approval")
    return scene.show(scene.wait("accept the corrected request", accepted))


def _approve_without_a_say(scene: Scene) -> str:
    _set_label(scene, "olga", _PLATFORM, "but is in no team of reviewers")
    page = scene.wait(
        "say that olga's label does not count",
        lambda page: _PLATFORM not in page.labels and bool(_refusal(page, "olga")),
    )
    scene.screen.note("label", f"{_PLATFORM} is taken off again")
    return _quote(scene, _refusal(page, "olga"))


def _approve_platform(scene: Scene) -> str:
    _set_label(scene, "paula", _PLATFORM, "as one of the platform reviewers")
    return scene.show(scene.wait("count paula's approval", _counts({_PLATFORM})))


def _edit_voids(scene: Scene) -> str:
    _edit(scene, "Description", _WIDER_PURPOSE, "edits the description that paula has approved")
    nothing_given = _counts(set())
    page = scene.wait(
        "void paula's approval",
        lambda page: (
            _PLATFORM not in page.labels and nothing_given(page) and bool(_refusal(page, "paula"))
        ),
    )
    scene.screen.note("label", f"{_PLATFORM} is taken off")
    line = _quote(scene, _refusal(page, "paula"))
    scene.show(page)
    return line


def _approve_security(scene: Scene) -> str:
    _set_label(scene, "sam", _SECURITY, "as the security reviewer")
    return scene.show(scene.wait("count sam's approval", _counts({_SECURITY})))


def _edit_keeps(scene: Scene) -> str:
    _edit(scene, "Tier", "1", "edits the tier, which the rule behind sam's approval does not read")
    still_given = _counts({_SECURITY})
    page = scene.wait(
        "keep sam's approval",
        lambda page: bool(line_with(page.status, "Tier | 1")) and still_given(page),
    )
    scene.show(page)
    line = f"{_SECURITY} by {approvals(page.status)[_SECURITY].so_far} stands"
    scene.screen.note("approvals", line)
    return line


def _approve_again(scene: Scene) -> str:
    _set_label(scene, "paula", _PLATFORM, "for the request as it is now")
    is_building, is_live = _stands_at("building", "being built"), _stands_at("live", "Live")
    page = scene.wait("begin the build", lambda page: is_building(page) or is_live(page))
    return scene.show(page)


STEPS = (
    Step("start", "The sandbox and Slipway start", _start),
    Step("request", "dana asks for a service, with a mistake", _ask),
    Step("correction", "dana corrects it", _correct),
    Step("wrong approver", "olga approves, but has no say", _approve_without_a_say),
    Step("approval", "paula approves for the platform", _approve_platform),
    Step("edit voids", "dana edits what paula approved", _edit_voids),
    Step("second approval", "sam approves for security", _approve_security),
    Step("edit keeps", "dana edits what sam's rule does not read", _edit_keeps),
    Step("last approval", "paula approves again", _approve_again),
    Step("build", "Slipway builds the pair", building.watch),
    Step("live", "The pair is live", building.live),
    Step("clone", "dana clones both", building.clone_both),
)


def _edit(scene: Scene, heading: str, answer: str, words: str) -> None:
    scene.read_before_acting()
    scene.screen.person("dana", words)
    scene.github.edit_answer("dana", scene.number, heading, answer)


def _set_label(scene: Scene, login: str, label: str, why: str) -> None:
    scene.read_before_acting()
    scene.screen.person(login, f"sets the label {label}, {why}")
    scene.github.set_label(login, scene.number, label)


def _refusal(page: IssuePage, login: str) -> str:
    """The line that says why a person's label does not count, "" if there is none."""
    return line_with(page.status, f"{login}'s label", "does not count") or ""


def _quote(scene: Scene, line: str) -> str:
    scene.screen.slipway(line)
    return line


def _stands_at(state: str, words: str) -> Callable[[IssuePage], bool]:
    """The label and the comment's first line both say so: one is written before the other."""
    return lambda page: f"slipway/{state}" in page.labels and words in first_line(page.status)


def _counts(labels: set[str]) -> Callable[[IssuePage], bool]:
    """Exactly these approvals are given, and at least one other is missing."""

    def look(page: IssuePage) -> bool:
        rows = approvals(page.status)
        return {row.label for row in rows.values() if row.is_given} == labels < rows.keys()

    return look

"""The same story as GitHub and Slipway's own notes tell it: what the judge is asked about."""

from dataclasses import replace
from datetime import datetime

from app.domain.approvals import (
    ORGANISATION,
    Binding,
    Display,
    Evidence,
    Withdrawal,
    judge_veto,
)
from app.domain.digest import digest
from app.domain.issue import Comment, Edit, Issue, Label, LabelEvent, Person
from tests.domain.build import ANSWERS, NOON, a_person, an_issue, at
from tests.domain.heart.policies import policy_of
from tests.domain.heart.story import AUTHOR, BOT, DECOY, LABELS, PEOPLE, VETO, Act
from tests.domain.heart.world import Page, World

_NAMES = (*LABELS, DECOY, VETO)


class Record:
    """Notes every act right before the world takes it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._edits: list[Edit] = []
        self._read_up_to: list[Edit] = []
        self._displays: list[Display] = []
        self._bindings: list[Binding] = []
        self._events: list[LabelEvent] = []
        self._approvals: list[Comment | None] = []
        self._others: list[Comment] = []
        self._seen: list[Withdrawal] = []
        self._renewals: list[datetime] = []
        self._was_on_offer = False
        self._heard = frozenset[str]()
        self._told: tuple[LabelEvent, ...] = ()
        self._told_for: tuple[int, list[str]] = (0, [])

    def notes(self, act: Act) -> None:
        match act.kind:
            case "edits":
                self._edits.append(Edit(at(act.at), _person(act.who)))
            case "reads":
                self._read_up_to = list(self._edits)
                veto = policy_of(self._world.law).veto
                self._heard |= {one.id for one in judge_veto(veto, self.evidence()).heard}
            case "shows":
                self._shows(act)
            case "spoils" if self._displays:
                self._shows_nothing()
            case "asks_for_newest" if self._world.can_have_newer:
                self._renewals.append(at(act.at))
            case "expires":
                self._shows(act)
                self._shows_nothing()
            case "sets" | "takes_off" | "vetoes_it":
                self._labels(act)
            case "approves" | "breaks_glass" | "starts" | "withdraws" | "rewrites" | "deletes":
                self._speaks(act)

    def is_read(self, *, on_offer: bool) -> None:
        """Slipway has read the issue, and decided whether the build is on offer."""
        self._was_on_offer = on_offer

    def evidence(self) -> Evidence:
        """All of it, as of now."""
        world = self._world
        answers, trees = {**ANSWERS, **world.text}, trees_of(world.trees)
        return Evidence(
            issue=self._issue(),
            displays=tuple(self._displays),
            bindings=tuple(self._bindings),
            members=self._members(),
            digest=digest(answers, trees),
            answers=answers,
            templates=trees,
            suspended=frozenset(world.suspended),
            withdrawals=tuple(self._seen),
            heard=self._heard,
            renewals=tuple(self._renewals),
        )

    def _shows(self, act: Act) -> None:
        page = self._world.read
        edited_at = self._read_up_to[-1].at if self._read_up_to else None
        answers, trees = {**ANSWERS, **page.text}, {} if page.is_blank else trees_of(page.trees)
        shown = "" if page.is_blank else _digest(page)
        self._displays.append(
            Display(at(act.at), shown, answers, trees, edited_at, page.rules, self._was_on_offer)
        )
        for name in (*LABELS, VETO):
            self._bindings.append(Binding(name, self._identity(name), at(act.at)))

    def _shows_nothing(self) -> None:
        nothing = replace(self._displays[-1], digest="", answers={}, templates={})
        self._displays.append(replace(nothing, offers_build=False))

    def _labels(self, act: Act) -> None:
        world = self._world
        match act.kind, act.what:
            case "sets", (name, by_app) if not world.tags[name].is_on:
                self._happens(act, self._identity(name), added=True, by_app=by_app)
            case "takes_off", name if world.tags[name].is_on:
                self._happens(act, self._identity(name), added=False)
            case "vetoes_it", added if world.veto_is_on is not added:
                self._happens(act, self._identity(VETO), added=added)

    def _happens(self, act: Act, identity: str, *, added: bool, by_app: bool = False) -> None:
        """With a label; its name is told as it is when the issue is read."""
        who, number = _person(act.who), f"E{len(self._events)}"
        label = Label(identity, "")
        self._events.append(LabelEvent(number, at(act.at), who, label, added, by_app))

    def _speaks(self, act: Act) -> None:
        match act.kind:
            case "approves":
                pages, (back, by_app) = self._world.pages, act.what
                named = _digest(pages[back]) if len(pages) >= -back else "0" * 64
                comment = self._comment(act, f"/slipway approve {named}")
                self._approvals.append(replace(comment, via_app=by_app))
            case "breaks_glass":
                self._others.append(self._comment(act, f"/slipway break-glass {act.what}"))
            case "starts":
                self._others.append(self._comment(act, "/slipway build"))
            case "withdraws" if act.what:
                self._seen.append(Withdrawal(_person(act.who).id, at(act.at)))
            case "withdraws":
                self._others.append(self._comment(act, "/slipway withdraw"))
            case "rewrites" if self._approvals and (last := self._approvals[-1]):
                self._approvals[-1] = replace(last, edited=True)
            case "deletes" if self._approvals:
                self._approvals[-1] = None

    def _comment(self, act: Act, body: str) -> Comment:
        number = 1 + len(self._approvals) + len(self._others)
        return Comment(number, _person(act.who), body, at(act.at), False, False, False, "")

    def _issue(self) -> Issue:
        world = self._world
        names = [name for name, tag in world.tags.items() if tag.is_on]
        names += [VETO] if world.veto_is_on else []
        on = [self._label(self._identity(name)) for name in names]
        comments = [one for one in (*self._approvals, *self._others) if one]
        return replace(
            an_issue(author=AUTHOR, labels=tuple(on), edits_complete=world.has_history),
            last_edited_at=self._edits[-1].at if self._edits else None,
            edits=(Edit(NOON, a_person(AUTHOR)), *self._edits) if self._edits else (),
            label_events=self._events_told(),
            moved_in_at=at(world.moved_at) if world.moved_at >= 0 else None,
            comments=tuple(sorted(comments, key=lambda one: one.id)),
        )

    def _events_told(self) -> tuple[LabelEvent, ...]:
        """As long as no label is renamed and nothing happens, the ones that were told before."""
        names = [self._identity(name) for name in _NAMES]
        if self._told_for != (len(self._events), names):
            labels = {one.label.id: self._label(one.label.id) for one in self._events}
            self._told = tuple(replace(one, label=labels[one.label.id]) for one in self._events)
            self._told_for = (len(self._events), names)
        return self._told

    def _label(self, identity: str) -> Label:
        """GitHub tells the present name; one that was deleted or renamed has no known one."""
        names = (name for name in _NAMES if self._identity(name) == identity)
        return Label(identity, next(names, "another"))

    def _identity(self, name: str) -> str:
        """Of the label that is called so now."""
        if name == VETO:
            return f"V{self._world.veto}"
        return f"L{self._world.tags[name].identity}"

    def _members(self) -> dict[tuple[str, str], bool]:
        world = self._world
        members = {(ORGANISATION, who): who in world.organisation for who in PEOPLE}
        for team, inside in world.teams.items():
            members |= {(team, who): who in inside for who in PEOPLE}
        return members


def _digest(page: Page) -> str:
    return digest({**ANSWERS, **page.text}, trees_of(page.trees))


def trees_of(trees: str) -> dict[str, str]:
    """The git trees of one version of the templates."""
    return {"platform": trees, "python-service": trees}


def _person(login: str) -> Person:
    return a_person(login, is_bot=login == BOT)

"""The same story as GitHub and Slipway's own notes tell it: what the judge is asked about."""

from dataclasses import replace
from datetime import datetime

from app.domain.approvals import ORGANISATION, Binding, Display, Evidence, Withdrawal
from app.domain.digest import digest
from app.domain.issue import Comment, Edit, Issue, Label, LabelEvent
from tests.domain.build import ANSWERS, NOON, a_person, an_issue, at
from tests.domain.heart.story import AUTHOR, DECOY, LABELS, PEOPLE, VETO, Act
from tests.domain.heart.world import Page, World


class Record:
    """Notes every act right before the world takes it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._edits: list[Edit] = []
        self._read_up_to: list[Edit] = []
        self._displays: list[Display] = []
        self._bindings: list[Binding] = []
        self._events: list[tuple[Act, int | str, bool, bool]] = []
        self._approvals: list[Comment | None] = []
        self._others: list[Comment] = []
        self._seen: list[Withdrawal] = []
        self._renewals: list[datetime] = []
        self._was_on_offer = False

    def notes(self, act: Act) -> None:
        match act.kind:
            case "edits":
                self._edits.append(Edit(at(act.at), a_person(act.who)))
            case "reads":
                self._read_up_to = list(self._edits)
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
                self._events.append((act, world.tags[name].identity, True, by_app))
            case "takes_off", name if world.tags[name].is_on:
                self._events.append((act, world.tags[name].identity, False, False))
            case "vetoes_it", added if world.veto_is_on is not added:
                self._events.append((act, VETO, added, False))

    def _speaks(self, act: Act) -> None:
        match act.kind:
            case "approves":
                pages = self._world.pages
                named = _digest(pages[act.what]) if len(pages) >= -act.what else "0" * 64
                self._approvals.append(self._comment(act, f"/slipway approve {named}"))
            case "breaks_glass":
                self._others.append(self._comment(act, "/slipway break-glass It burns"))
            case "starts":
                self._others.append(self._comment(act, "/slipway build"))
            case "withdraws" if act.what:
                self._seen.append(Withdrawal(a_person(act.who).id, at(act.at)))
            case "withdraws":
                self._others.append(self._comment(act, "/slipway withdraw"))
            case "rewrites" if self._approvals and (last := self._approvals[-1]):
                self._approvals[-1] = replace(last, edited=True)
            case "deletes" if self._approvals:
                self._approvals[-1] = None

    def _comment(self, act: Act, body: str) -> Comment:
        number = 1 + len(self._approvals) + len(self._others)
        return Comment(number, a_person(act.who), body, at(act.at), False, False, False, "")

    def _issue(self) -> Issue:
        world = self._world
        on = [self._label(tag.identity) for tag in world.tags.values() if tag.is_on]
        on += [self._label(VETO)] if world.veto_is_on else []
        comments = [one for one in (*self._approvals, *self._others) if one]
        return replace(
            an_issue(author=AUTHOR, labels=tuple(on), edits_complete=world.has_history),
            last_edited_at=self._edits[-1].at if self._edits else None,
            edits=(Edit(NOON, a_person(AUTHOR)), *self._edits) if self._edits else (),
            label_events=tuple(self._event(*one) for one in self._events),
            comments=tuple(sorted(comments, key=lambda one: one.id)),
        )

    def _event(self, act: Act, identity: int | str, added: bool, by_app: bool) -> LabelEvent:
        name = f"{act.at} {identity} {added}"
        return LabelEvent(name, at(act.at), a_person(act.who), self._label(identity), added, by_app)

    def _label(self, identity: int | str) -> Label:
        """GitHub tells the present name; one that was deleted keeps its last."""
        tags = self._world.tags
        names = (name for name in (*LABELS, DECOY) if tags[name].identity == identity)
        return Label(f"L{identity}", VETO if identity == VETO else next(names, "deleted"))

    def _identity(self, name: str) -> str:
        return f"L{VETO}" if name == VETO else f"L{self._world.tags[name].identity}"

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

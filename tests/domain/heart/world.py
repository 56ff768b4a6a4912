"""What is true after the acts of a story: what people did, and what they had before them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.domain.heart.story import (
    AUTHOR,
    BOT,
    DECOY,
    FIELDS,
    LABELS,
    PEOPLE,
    ROLES,
    TEAMS,
    Act,
    Law,
    Text,
)


@dataclass(eq=False)
class Page:
    """One version of the status comment. `edition` counts the edits that its text had seen.

    `is_blank`: it shows nothing to approve, for its templates were revoked. `offers`: somebody
    could start the build, and `clearly_offers`: nobody could doubt that.
    """

    text: Text
    trees: str
    edition: int
    rules: dict[str, str]
    is_spoilt: bool = False
    is_blank: bool = False
    offers: bool = False
    clearly_offers: bool = False

    def shows(self, other: "Page") -> bool:
        return (self.text, self.trees) == (other.text, other.trees)


@dataclass(eq=False)
class Given:
    """Somebody set a label or wrote a comment, with `page` before them.

    `was_current`: nobody had edited the text since Slipway read what the page shows. `known_as`:
    the name by which Slipway knew the label, then and ever since (a new name that was gone before
    Slipway looked is nowhere to be seen). `named`: the page whose digest a comment names.
    `is_outdated`: newer templates were asked for since.
    """

    who: str
    at: int
    page: Page | None
    was_current: bool
    known_as: str | None = None
    named: Page | None = None
    is_gone: bool = False
    is_outdated: bool = False


@dataclass
class Tag:
    """A label: who gave what with it, as far as nobody took it back."""

    identity: int
    by: dict[str, Given] = field(default_factory=dict)
    before: dict[str, Given] = field(default_factory=dict)
    taken_off_by: str = ""
    is_on: bool = False


@dataclass
class Word:
    """Somebody set the veto's label, or took it off; `is_heard` once Slipway took it for that."""

    who: str
    at: int
    label: int
    added: bool
    is_heard: bool = False


class World:
    """Takes one act after another; every method that is named like an act is what it does."""

    def __init__(self, laws: tuple[Law, ...]) -> None:
        self.laws, self.law, self.now = laws, laws[0], 0
        self.text, self.edition = dict(FIELDS), 0
        self.trees = self.on_offer = "old"
        self.writers, self.teams = {AUTHOR}, {team: set(who) for team, who in TEAMS.items()}
        self.organisation, self.suspended, self.has_history = set(PEOPLE), set[str](), True
        self.read, self.pages = self._a_page(), list[Page]()
        self.tags = {name: Tag(number) for number, name in enumerate((*LABELS, DECOY))}
        self.known = dict[str, int]()
        self.comments, self.glass, self.words = list[Given](), list[Given](), list[Given]()
        self.is_open = True
        self.vetoes = list[Word]()
        self.veto, self.vetoes_known, self.veto_is_on = 0, set[int](), False
        self.moved_at = -1

    def takes(self, act: Act) -> None:
        self.now = act.at
        getattr(self, act.kind)(act)

    def edits(self, act: Act) -> None:
        self.text = {**self.text, **act.what}
        self.writers.add(act.who)
        self.edition += 1

    def reads(self, _: Act) -> None:
        """Slipway reads the issue; what it writes afterwards is this."""
        self.read = self._a_page()
        for word in self.vetoes:
            word.is_heard |= self.may_veto(word.who)

    def shows(self, _: Act) -> None:
        """Slipway writes the status comment, and knows the labels of that moment by name."""
        self.pages.append(replace(self.read))
        self.vetoes_known.add(self.veto)
        for name in LABELS:
            if self.known.get(name) not in {None, self.tags[name].identity}:
                self._forgets(name)
            self.known[name] = self.tags[name].identity

    def _forgets(self, name: str) -> None:
        """Another label is called so now: of no other one is it known any more what it meant."""
        for tag in self.tags.values():
            for given in (*tag.by.values(), *tag.before.values()):
                if given.known_as == name:
                    given.known_as = None

    def spoils(self, _: Act) -> None:
        """Somebody writes into the status comment: nobody knows since when it was wrong."""
        if self.pages:
            self.pages[-1].is_spoilt = True

    def sets(self, act: Act) -> None:
        tag, by_app = self.tags[act.what[0]], act.what[1]
        if tag.is_on:
            return
        given = self._given(act)
        names = (name for name, number in self.known.items() if number == tag.identity)
        given.known_as = None if by_app else next(names, None)
        is_in_person = not by_app and act.who != BOT
        kept = tag.before if is_in_person and act.who == tag.taken_off_by else {}
        tag.by = {**kept, act.who: given}
        tag.before, tag.taken_off_by, tag.is_on = {}, "", True

    def takes_off(self, act: Act) -> None:
        tag = self.tags[act.what]
        if tag.is_on:
            tag.before, tag.by, tag.taken_off_by, tag.is_on = tag.by, {}, act.who, False

    def recreates(self, act: Act) -> None:
        """The label is deleted and made anew, or another one gets its name."""
        self.tags[act.what] = Tag(max(tag.identity for tag in self.tags.values()) + 1)

    def renames_decoy(self, act: Act) -> None:
        self.tags[act.what] = self.tags[DECOY]
        self.tags[DECOY] = Tag(max(tag.identity for tag in self.tags.values()) + 1)

    def swaps(self, act: Act) -> None:
        """Two labels get each other's names."""
        one, other = act.what
        self.tags[one], self.tags[other] = self.tags[other], self.tags[one]

    def vetoes_it(self, act: Act) -> None:
        if self.veto_is_on is not act.what:
            self.veto_is_on = act.what
            self.vetoes.append(Word(act.who, act.at, self.veto, act.what))

    def renames_veto(self, _: Act) -> None:
        """Its label gets another name, and a new one has the old. Slipway knows those it saw."""
        self.vetoes = [word for word in self.vetoes if word.label in self.vetoes_known]
        self.veto, self.veto_is_on = self.veto + 1, False

    def may_veto(self, who: str) -> bool:
        return who != BOT and any(
            who in self.organisation and (who in users or any(who in self.teams[one] for one in of))
            for of, users in ROLES.values()
        )

    def approves(self, act: Act) -> None:
        """A comment that names what is shown (-1), or what was shown before it (-2)."""
        back, by_app = act.what
        given = self._given(act)
        given.named = self.pages[back] if len(self.pages) >= -back else None
        given.is_gone = by_app
        self.comments.append(given)

    def breaks_glass(self, act: Act) -> None:
        """Gives a reason, or none."""
        if act.what:
            self.glass.append(self._given(act))

    def moves(self, act: Act) -> None:
        """The issue comes back from another repository: what was done before was done there."""
        self.moved_at = act.at
        for tag in self.tags.values():
            tag.by, tag.before, tag.taken_off_by = {}, {}, ""
        for given in (*self.comments, *self.glass, *self.words):
            given.is_gone = True
        self.vetoes = [word for word in self.vetoes if word.at >= act.at]

    def waits(self, _: Act) -> None:
        """Time passes."""

    def starts(self, act: Act) -> None:
        """A comment that has the build started."""
        self.words.append(self._given(act))

    def expires(self, act: Act) -> None:
        """It is closed, and the status comment has nothing to approve any more."""
        self.reads(act)
        self.shows(act)
        self.spoils(act)
        self.is_open = False

    def is_reopened(self, _: Act) -> None:
        self.is_open = True

    def withdraws(self, act: Act) -> None:
        for given in (*self.comments, *self.glass, *self.words):
            given.is_gone |= given.who == act.who

    def rewrites(self, _: Act) -> None:
        """Edits (or deletes) an approving comment; either way it speaks no more."""
        for given in self.comments[-1:]:
            given.is_gone = True

    def deletes(self, act: Act) -> None:
        self.rewrites(act)

    def joins(self, act: Act) -> None:
        """Of an organisation's teams only its members become active members."""
        if act.who in self.organisation:
            self.teams[act.what].add(act.who)

    def leaves(self, act: Act) -> None:
        self.teams[act.what].discard(act.who)

    def is_removed(self, act: Act) -> None:
        """Somebody leaves the organisation, and so every team of it."""
        self.organisation.discard(act.who)
        for members in self.teams.values():
            members.discard(act.who)

    def is_suspended(self, act: Act) -> None:
        self.suspended.add(act.who)

    def enacts(self, act: Act) -> None:
        self.law = self.laws[act.what]

    def moves_on(self, act: Act) -> None:
        """An admin commits another version of the templates, or goes back to one."""
        self.on_offer = act.what

    @property
    def can_have_newer(self) -> bool:
        """Whether what is on offer differs from what the request has, and may be built from."""
        return self.on_offer not in {self.trees, self.law.revoked}

    def asks_for_newest(self, _: Act) -> None:
        """The requester wants what is on offer now."""
        if self.can_have_newer:
            self.trees = self.on_offer
            for given in self._all_given():
                given.is_outdated = True

    def _all_given(self) -> Iterator[Given]:
        yield from (*self.comments, *self.glass, *self.words)
        for tag in self.tags.values():
            yield from (*tag.by.values(), *tag.before.values())

    def loses_history(self, _: Act) -> None:
        self.has_history = False

    def _given(self, act: Act) -> Given:
        page = self.pages[-1] if self.pages else None
        is_current = page is not None and page.edition == self.edition
        return Given(act.who, act.at, page, is_current, is_gone=act.at == self.moved_at)

    def _a_page(self) -> Page:
        rules = {asked.label: asked.name for asked in self.law.asked if asked.label}
        is_blank = self.trees == self.law.revoked
        return Page(dict(self.text), self.trees, self.edition, rules, is_blank=is_blank)

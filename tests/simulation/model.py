"""What must be true of every request, from the acts of people alone.

It tells promises 1, 2 and 3 a second time, as simply as they can be told, and knows nothing of how
Slipway works. Where an act came while Slipway was at work, more than one end is right.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from app.domain.state import State
from tests.simulation.truth import Truth
from tests.simulation.wish import Answers, Reading, Wish

PLATFORM, SECURITY, VETO = "approved/platform", "approved/security", "rejected"
BY_COMMENT = "a comment that names the digest"
TEAMS = {PLATFORM: "platform-reviewers", SECURITY: "security"}
ABSENT, STAND_IN = "peter", "olga"
OWNERS = {"payments", "orders", "security", "platform-reviewers"}

_ALL = frozenset({"name", "owner", "description", "template", "tier", "data", "exposure"})
_READ_BY_SECURITY = _ALL - {"template", "tier"}
_CONDITION = {"data", "exposure"}
_TEAM_OF = {**TEAMS, BY_COMMENT: TEAMS[SECURITY]}


@dataclass(frozen=True)
class Law:
    """What a policy asks for: the number of platform reviewers, and if security always looks.

    `by_comment`: security approves by naming the digest. `stands_in`: STAND_IN approves for ABSENT,
    a platform reviewer. `glass`: the platform team may let a request pass.
    """

    platform_count: int = 1
    security_always: bool = False
    by_comment: bool = False
    stands_in: bool = False
    glass: bool = False

    def asks(self, answers: Answers) -> Iterator[tuple[str, int]]:
        """The labels that it takes, and from how many people."""
        yield PLATFORM, self.platform_count
        sensitive = answers["data"] in {"personal", "payment"} or answers["exposure"] == "public"
        if self.security_always or sensitive:
            yield BY_COMMENT if self.by_comment else SECURITY, 1

    def reads(self, what: str) -> Set[str]:
        """The answers that an approval is about; security's condition among them, if it has one."""
        if what == PLATFORM:
            return _ALL
        return _READ_BY_SECURITY - (_CONDITION if self.security_always else set())


@dataclass
class Organisation:
    """Who is in which team, which law holds, and all requests.

    `laws` are those that can be in force: more than one while the newest does not check.
    `foreign` maps a repository that Slipway did not make to its numeric id. `trouble`: GitHub
    failed or somebody took a name, so that a build may have stopped.
    """

    teams: dict[str, set[str]]
    laws: set[Law] = field(default_factory=lambda: {Law()})
    template_checks: bool = True
    is_protected: bool = True
    foreign: dict[str, int] = field(default_factory=dict)
    trouble: bool = False
    wishes: dict[int, Wish] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._good_laws = set(self.laws)
        self._ever = {team: set(members) for team, members in self.teams.items()}

    def commits(self, law: Law | None) -> None:
        """A policy that checks is in force; of one that does not, the last that was looked at."""
        if law is None:
            self.laws = set(self._good_laws)
        else:
            self.laws = {law}
            self._good_laws.add(law)

    def joins(self, who: str, team: str) -> None:
        self.teams[team].add(who)
        self._ever[team].add(who)

    def leaves(self, who: str, team: str) -> None:
        self.teams[team].discard(who)

    def may_command(self, wish: Wish, who: str) -> Truth:
        """Whether a command of theirs is obeyed; a membership may change before it is read."""
        if who == wish.author:
            return Truth.YES
        was_in_a_role = any(who in self._ever[team] for team in TEAMS.values())
        return Truth.MAYBE if was_in_a_role else Truth.NO

    def approved(self, wish: Wish) -> Truth:
        """Whether the people who must approve it have approved what it says now."""
        verdicts = [self._approved_under(law, wish) for law in self.laws]
        return verdicts[0] if len(set(verdicts)) == 1 else min(Truth.MAYBE, max(verdicts))

    def _approved_under(self, law: Law, wish: Wish) -> Truth:
        asked = law.asks(wish.answers)
        given = min(self._given(law, wish, what, count) for what, count in asked)
        return max(given, self._glass(wish)) if law.glass else given

    def given(self, wish: Wish, label: str) -> Truth:
        """Whether anybody gave the approval that a label stands for."""
        verdicts = {self._given(law, wish, label, 1) for law in self.laws}
        return verdicts.pop() if len(verdicts) == 1 else min(Truth.MAYBE, max(verdicts))

    def _given(self, law: Law, wish: Wish, what: str, count: int) -> Truth:
        """Whether so many people gave an approval; who stands in counts as the absent one."""
        by_person: dict[str, Truth] = {}
        for who, reading in _acts(wish, what):
            for_whom = self._for_whom(law, wish, what, who)
            truth = self._holds(wish, law.reads(what), who, reading) if for_whom else Truth.NO
            by_person[for_whom] = max(truth, by_person.get(for_whom, Truth.NO))
        given = sorted(by_person.values(), reverse=True)
        return given[count - 1] if len(given) >= count else Truth.NO

    def _for_whom(self, law: Law, wish: Wish, what: str, who: str) -> str:
        """Whose approval it is; "" if nobody's."""
        team = self.teams[_TEAM_OF[what]]
        if who in team:
            return who
        may = law.stands_in and what == PLATFORM and who == STAND_IN
        return ABSENT if may and ABSENT in team and ABSENT not in wish.writers else ""

    def _holds(self, wish: Wish, reads: Set[str], who: str, reading: Reading) -> Truth:
        """Whether what somebody had read is what it says now, as far as it is read."""
        if who in wish.writers or reading.answers is None:
            return Truth.NO
        if any(reading.answers[one] != wish.answers[one] for one in reads):
            return Truth.NO
        return reading.sure

    def _glass(self, wish: Wish) -> Truth:
        """Whether somebody let it pass, over just what it says now."""
        may = self.teams[TEAMS[PLATFORM]]
        broken = [
            self._holds(wish, _ALL, who, reading) for who, reading in wish.glass if who in may
        ]
        return max(broken, default=Truth.NO)

    def vetoed(self, wish: Wish) -> Truth:
        """The last word on a veto of those who may speak it, or who might when Slipway heard it."""
        ends: set[bool] = set()
        for who, added in (("", False), *wish.vetoes):
            if any(who in self.teams[team] for team in TEAMS.values()) or not who:
                ends = {added}
            elif any(who in self._ever[team] for team in TEAMS.values()):
                ends.add(added)
        if len(ends) > 1:
            return Truth.MAYBE
        return Truth.YES if ends.pop() else Truth.NO

    def could_be_built(self, wish: Wish) -> bool:
        """Whether a build may begin now, were everybody quick."""
        return (
            wish.is_open
            and wish.state is not State.CANCELLED
            and is_well_formed(wish.answers)
            and self.vetoed(wish) < Truth.YES
            and self.is_protected
            and self.approved(wish) > Truth.NO
        )

    def remember_approvals(self) -> None:
        """To be called after every act: only what was approved at some moment is ever built."""
        for wish in self.wishes.values():
            if self.could_be_built(wish):
                wish.approved_texts.append(wish.answers)

    def ends(self, wish: Wish, taken: Truth) -> frozenset[State]:
        """The states that are right for a request at rest; `taken`: others have its name."""
        if wish.has_ended:
            return frozenset({wish.state})
        if wish.cancelled is Truth.YES:
            return frozenset({State.CANCELLED})
        ends = {State.CANCELLED} if wish.cancelled else set()
        if wish.state is State.FAILED and not wish.retried:
            return frozenset(ends | {State.FAILED})
        if wish.approved_texts:
            ends.add(State.LIVE)
            ends |= {State.FAILED} if self.trouble else set()
        return frozenset(ends | self._undecided(wish, taken))

    def _undecided(self, wish: Wish, taken: Truth) -> set[State]:
        """The states of a request of which nothing is built."""
        if not wish.is_open:
            return {State.CLOSED}
        if not is_readable(wish.answers):
            return {State.NEEDS_CORRECTION}
        if vetoed := self.vetoed(wish):
            rest = set() if vetoed is Truth.YES else self._not_vetoed(wish, taken)
            return rest | {State.VETOED}
        return self._not_vetoed(wish, taken)

    def _not_vetoed(self, wish: Wish, taken: Truth) -> set[State]:
        if taken is Truth.YES or not is_well_formed(wish.answers):
            return {State.NEEDS_CORRECTION}
        waits = self._waiting_or_built(wish)
        return waits | {State.NEEDS_CORRECTION} if taken is Truth.MAYBE else waits

    def _waiting_or_built(self, wish: Wish) -> set[State]:
        if not self.template_checks and wish.shown is Truth.NO:
            return {State.BLOCKED}
        blocked = {State.BLOCKED} if self._may_be_blocked(wish) else set()
        match self.approved(wish):
            case Truth.YES if blocked and not self.is_protected:
                return blocked
            case Truth.YES:
                return blocked | {State.LIVE}
            case Truth.MAYBE:
                return blocked | {State.LIVE, State.AWAITING_APPROVAL}
            case _:
                return blocked | {State.AWAITING_APPROVAL}

    def _may_be_blocked(self, wish: Wish) -> bool:
        # Lost protection is noticed at the latest when something is to be built.
        return not self.is_protected or (not self.template_checks and wish.shown is Truth.MAYBE)


def _acts(wish: Wish, what: str) -> Iterable[tuple[str, Reading]]:
    """Who did what may give an approval, and what they had before them."""
    if what == BY_COMMENT:
        return wish.spoken
    standing = wish.labels.get(what)
    return standing.by.items() if standing else ()


def is_readable(answers: Answers) -> bool:
    """Whether every question that must be answered is."""
    return bool(answers["description"])


def is_well_formed(answers: Answers) -> bool:
    """Whether name and owner are such as the starter policy takes."""
    return (
        is_readable(answers)
        and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", answers["name"]) is not None
        and answers["owner"] in OWNERS
    )

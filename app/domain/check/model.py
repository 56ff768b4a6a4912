"""What is judged of a commit, what it is held against, and what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.cases import Difference
from app.domain.facts import Catalog
from app.domain.replay import CaseFacts
from app.domain.review import PeopleNamed
from app.domain.state import State


@dataclass(frozen=True, slots=True)
class ControlFiles:
    """The files of one commit by their text; None for one that is missing or is no text.

    `cases` maps each path below `policy-tests/` to its text.
    """

    policy: str | None
    form: str | None
    cases: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """The texts of the law in force, and the requests that are decided again under the new one.

    `cases` come newest first and are taken once; `catalog` is that of today. `is_cut`: there are
    older cases, which were left out.
    """

    policy: str
    form: str
    cases: Iterable[CaseFacts]
    catalog: Catalog
    is_cut: bool = False


class Level(StrEnum):
    """How much a finding matters, in GitHub's words. Only a FAILURE keeps a policy out of force."""

    FAILURE = "failure"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a place; `line` and `column` count from 1, 0 for the whole file."""

    path: str
    line: int
    column: int
    level: Level
    message: str


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A policy case of which something else came than it expects."""

    name: str
    path: str
    line: int
    column: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class CasesJudged:
    """How many policy cases were decided and how many failed; `failures` has the first of those."""

    ran: int = 0
    failed: int = 0
    failures: tuple[FailedCase, ...] = ()


@dataclass(frozen=True, slots=True)
class PastChange:
    """A past or open request that would be decided differently.

    `rules` are those that differ, `why` is the new verdict's sentence. `unknown` are memberships
    nobody asked about at the time, as `login in team`: they count as not given.
    """

    issue_number: int
    name: str
    before: State
    after: State
    rules: tuple[str, ...]
    why: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastRequests:
    """How many requests were decided again and how many change; `changes` has the newest of those.

    `is_cut`: there may be older requests, which were left alone.
    """

    decided: int
    changed: int
    changes: tuple[PastChange, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was found. `findings` has the first of them, `more_findings` counts the others.

    `past` is None where nothing could be compared. `people` are those to ask GitHub about.
    `was_stopped`: judging did not come to its end, and the one finding says why.
    """

    findings: tuple[Finding, ...] = ()
    more_findings: int = 0
    cases: CasesJudged = CasesJudged()
    past: PastRequests | None = None
    people: PeopleNamed = field(default_factory=PeopleNamed)
    was_stopped: bool = False

    @property
    def passes(self) -> bool:
        """Whether the commit's policy could come into force and decides its cases as they say."""
        failed = any(one.level is Level.FAILURE for one in self.findings)
        return not failed and not self.cases.failed

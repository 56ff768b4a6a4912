"""What was decided and will be built: kept when the build begins, read by every step of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.answers import Answer
from app.domain.issue import Person
from app.domain.policy import Setup
from app.domain.status import ShownAnswer
from app.domain.verdict import Verdict

Half = Literal["service", "tests"]
HALVES: tuple[Half, Half] = ("service", "tests")


@dataclass(frozen=True, slots=True)
class Plan:
    """A decided request. `repositories` names the repository of each half.

    `rendering` is the key of the files that were shown, which are dropped some time after the
    build. `paths` says for good what they are called; plans of earlier versions have none.
    `sentences` are those of the policy that were worked out for `setup`.
    """

    issue_number: int
    issue_url: str
    requester: Person
    policy_url: str
    answers: Mapping[str, Answer]
    answers_shown: tuple[ShownAnswer, ...]
    verdict: Verdict
    digest: str
    rendering: str
    template_trees: Mapping[str, str]
    repositories: Mapping[Half, str]
    setup: Mapping[Half, Setup[str]]
    paths: Mapping[Half, tuple[str, ...]] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """The slug of the team that will own the service."""
        return str(self.answers["owner"])

    @property
    def description(self) -> str:
        """What the requester says the service is for."""
        return str(self.answers["description"])

"""What the steps of a check work with, and what one leaves for the next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.issue import Issue, Label
from app.github.calls import CallLog
from app.github.client import Client
from app.github.connection import Connection
from app.github.permissions import BUILD, REQUEST, Permissions
from app.github.repositories import Repository
from app.live.made import Made
from app.live.patience import Patience

Kept = TypeVar("Kept")


class Skipped(Exception):
    """A step cannot be made here; the text says why, as it goes on after "for"."""


@dataclass
class Scene:
    """One check in one organisation. `team` is one that may read a scratch repository."""

    connection: Connection
    organisation: str
    git_url: str
    made: Made
    patience: Patience
    calls: CallLog
    team: str = ""
    found_control: Repository | None = None
    found_service: Repository | None = None
    issue_number: int = 0
    labels: dict[str, Label] = field(default_factory=dict)
    found_issue: Issue | None = None

    @property
    def control(self) -> Repository:
        """The scratch repository that stands for a control repository."""
        return _there(self.found_control, "there is no scratch control repository")

    @property
    def service(self) -> Repository:
        """The scratch repository that stands for one half of a pair."""
        return _there(self.found_service, "there is no scratch service repository")

    @property
    def issue(self) -> Issue:
        return _there(self.found_issue, "the scratch issue could not be read")

    def label(self, name: str) -> Label:
        return _there(self.labels.get(name), f"the label {name} could not be made")

    def client(self, permissions: Permissions, repositories: Iterable[int] = ()) -> Client:
        """GitHub, as narrowly as the main job's steps have it."""
        installation = self.connection.installation(self.organisation)
        return self.connection.for_step(installation, permissions, repositories)

    @property
    def builder(self) -> Client:
        """What the steps that build a pair have."""
        return self.client(BUILD, [self.service.id])

    @property
    def reader(self) -> Client:
        """What a look at a request has."""
        return self.client(REQUEST, [self.control.id])

    @property
    def in_service(self) -> tuple[Client, str, str]:
        return self.builder, self.organisation, self.service.name

    @property
    def in_control(self) -> tuple[Client, str, str]:
        return self.reader, self.organisation, self.control.name


def _there(found: Kept | None, why: str) -> Kept:
    if found is None:
        raise Skipped(why)
    return found


Act = Callable[[Scene], Iterable[str]]
"""Makes the calls of a step, and gives a sentence for each promise that GitHub does not keep."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; without an essential one the others make no sense. `name` is for recordings."""

    name: str
    sentence: str
    act: Act
    is_essential: bool = False


Promises = Iterator[str]

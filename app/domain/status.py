"""What the status comment shows of a request; use cases fill it, replies turn it into text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.answers import Answer, Answers, Problem
from app.domain.form import Form
from app.domain.issue import Person
from app.domain.state import State
from app.domain.verdict import Verdict


class StepState(StrEnum):
    """How far one step of the scaffold has come."""

    AHEAD = "ahead"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer as understood, in words; "" where it was left empty."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ApprovalNeed:
    """An approval that applies: `missing` more people must set `label` on the issue.

    An `explicit` one has no label and takes a comment with the digest. `teams` are slugs and
    `users` logins from the policy, with those who stand in for somebody just now; `given_by` are
    the logins that count. `passed`: nobody is waited for any more, for somebody broke the glass.
    `asks_each`: it takes somebody of every one of the teams.
    """

    rule: str
    label: str
    teams: tuple[str, ...]
    users: tuple[str, ...]
    missing: int
    given_by: tuple[str, ...] = ()
    explicit: bool = False
    mark: str = ""
    passed: bool = False
    asks_each: bool = False


@dataclass(frozen=True, slots=True)
class Builders:
    """Who may start the build of what is approved: slugs of teams, and logins."""

    teams: tuple[str, ...]
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayerView:
    """A template that a repository is rendered from: its folder, its git tree id, its page."""

    name: str
    tree: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is shown whole; `text` is None for what is no text."""

    path: str
    text: str | None


@dataclass(frozen=True, slots=True)
class HalfView:
    """One repository of the pair: `repository` is `organisation/name`, `files` its paths.

    The addresses are None until it exists; `files` is empty until it has been rendered.
    `executables` are those of `files` that can be run. `layers`, lowest first, and `key_files` are
    there as long as people decide about it.
    """

    title: str
    repository: str
    files: tuple[str, ...] = ()
    url: str | None = None
    clone_url: str | None = None
    executables: frozenset[str] = frozenset()
    layers: tuple[LayerView, ...] = ()
    key_files: tuple[FileView, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the scaffold, with a sentence on what it did or waits for."""

    title: str
    state: StepState
    sentence: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """What stopped, why, and what somebody can do now; plain sentences."""

    what: str
    why: str
    next: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """All that the status comment says.

    `field_labels` maps a field's id to its heading in the form, under which people know it.
    `digest` (hex) is what approvals are bound to, `template_trees` the pinned git tree ids by
    template folder. `newer_templates` are the folders that moved on since, if the request may have
    them; `is_revoked`: it must, for the policy revoked a pinned one. `blockers` are sentences for
    an admin, `notes` what happened since (a voided approval, a command's answer), oldest first;
    `waiting` says what a build waits for, and for how long. `closes_on` is the day on which it is
    closed unless somebody acts, `expired` says why the clock closed it. `builders` are there while
    they can start the build. `policy_url` is the policy's page on GitHub. All texts are plain:
    replies escape them.
    """

    state: State
    organisation: str
    requester: Person | None
    answers: tuple[ShownAnswer, ...] = ()
    field_labels: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    verdict: Verdict | None = None
    approvals: tuple[ApprovalNeed, ...] = ()
    vetoed_by: tuple[str, ...] = ()
    veto_label: str | None = None
    blockers: tuple[str, ...] = ()
    digest: str | None = None
    template_trees: Mapping[str, str] = field(default_factory=dict)
    newer_templates: tuple[str, ...] = ()
    is_revoked: bool = False
    halves: tuple[HalfView, ...] = ()
    progress: tuple[StepView, ...] = ()
    failure: Failure | None = None
    waiting: str = ""
    notes: tuple[str, ...] = ()
    closes_on: date | None = None
    expired: str = ""
    builders: Builders | None = None
    policy_url: str | None = None

    @property
    def approving(self) -> str:
        """The line to paste for an explicit approval of what is shown."""
        return f"/slipway approve {self.digest or ''}".rstrip()


def shown_answers(form: Form, answers: Answers) -> tuple[ShownAnswer, ...]:
    """The answers under their labels, in the form's order; what has no answer is left out."""
    return tuple(
        ShownAnswer(asked.label, _words(answers[asked.id]))
        for asked in form.fields
        if asked.id in answers
    )


def _words(answer: Answer) -> str:
    return ", ".join(answer) if isinstance(answer, tuple) else str(answer)

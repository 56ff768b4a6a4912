"""Plays a policy case: what GitHub would show in the end, and what Slipway displayed meanwhile."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.domain.answers import Answers
from app.domain.approvals import ORGANISATION, Binding, Display, Evidence
from app.domain.cases.model import Given, Named, Step
from app.domain.digest import digest
from app.domain.form import Form, Reading, read_answers, written_answers
from app.domain.issue import Comment, Edit, Issue, Label, LabelEvent, Person
from app.domain.policy import Policy

_UNTIL_SHOWN = timedelta(seconds=10)
_LONG_BEFORE = timedelta(days=1)


@dataclass
class Play:
    """The issue as it changes."""

    form: Form
    given: Given
    at: datetime
    edits: list[Edit] = field(default_factory=list)
    events: list[LabelEvent] = field(default_factory=list)
    displays: list[Display] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.filed_at, self.written = self.at, dict(self.given.answers)
        self._is_shown()

    @property
    def body(self) -> str:
        """The issue's text, as the form would have written it."""
        return written_answers(self.form, self.written)

    @property
    def reading(self) -> Reading:
        """What Slipway reads of it."""
        return read_answers(self.form, self.body)

    def goes_on(self, step: Step) -> None:
        """Somebody does something."""
        self.at = step.at
        person = person_of(step.by)
        if step.edit:
            self.written |= step.edit
            self.edits.append(Edit(self.at, person))
            self._is_shown()
        elif step.label:
            # Who finds the label on the issue takes it off and sets it again, to approve as well.
            if step.label in self._labels():
                self._event(person, step.label, added=False)
            self._event(person, step.label, added=True)
        elif step.unlabel:
            self._event(person, step.unlabel, added=False)
        else:
            self._says(person, _command(step, self.displays))

    def evidence(self, policy: Policy, answers: Answers) -> Evidence:
        """What approvals are judged by in the end; every label had been known for a day."""
        names = [rule.label for rule in policy.approvals]
        names += [policy.veto.label] if policy.veto else []
        known_since = self.filed_at - _LONG_BEFORE
        templates = trees_of(self.given, answers)
        return Evidence(
            issue=self._issue(),
            displays=tuple(self.displays),
            bindings=tuple(Binding(name, _label(name).id, known_since) for name in names),
            members=self._members(policy),
            digest=digest(answers, templates),
            answers=answers,
            templates=templates,
        )

    def _is_shown(self) -> None:
        reading, edited_at = self.reading, self.edits[-1].at if self.edits else None
        templates = trees_of(self.given, reading.answers)
        shown = Display(
            self.at + _UNTIL_SHOWN,
            digest(reading.answers, templates),
            reading.answers,
            templates,
            edited_at,
        )
        self.displays.append(replace(shown, digest="") if reading.problems else shown)

    def offers_build(self, *, is_on_offer: bool) -> None:
        """The status comment as Slipway changed it after the last step, if it did."""
        last = self.displays[-1]
        if last.offers_build is not is_on_offer:
            shown_at = self.at + _UNTIL_SHOWN
            self.displays.append(replace(last, at=shown_at, offers_build=is_on_offer))

    def _event(self, person: Person, name: str, *, added: bool) -> None:
        identity = f"event {len(self.events)}"
        self.events.append(LabelEvent(identity, self.at, person, _label(name), added))

    def _says(self, person: Person, body: str) -> None:
        number = len(self.comments) + 1
        self.comments.append(Comment(number, person, body, self.at, False, False, False, ""))

    def _labels(self) -> dict[str, Label]:
        on: dict[str, Label] = {}
        for event in self.events:
            on.pop(event.label.name, None)
            on |= {event.label.name: event.label} if event.added else {}
        return on

    def _issue(self) -> Issue:
        author = person_of(self.given.requester)
        return Issue(
            id=1,
            node_id="I_1",
            number=1,
            url="",
            title="",
            body=self.body,
            author=author,
            is_open=True,
            created_at=self.filed_at,
            last_edited_at=self.edits[-1].at if self.edits else None,
            edits=(Edit(self.filed_at, author), *self.edits) if self.edits else (),
            edits_complete=True,
            moved_in_at=None,
            labels=tuple(self._labels().values()),
            label_events=tuple(self.events),
            comments=tuple(self.comments),
        )

    def _members(self, policy: Policy) -> dict[tuple[str, str], bool]:
        """Who acts in a case is in the organisation, and in the teams that list the login.

        So are those who are absent, whom the policy names.
        """
        acting = {event.actor.login for event in self.events if event.actor}
        acting |= {comment.author.login for comment in self.comments if comment.author}
        acting |= {one.absent for one in policy.delegations}
        in_teams = {
            (team, login): login.lower() in people
            for team, people in self.given.teams.items()
            for login in acting
        }
        return in_teams | {(ORGANISATION, login): True for login in acting}


def _command(step: Step, displays: Sequence[Display]) -> str:
    """What a comment says; where nothing can be approved there is no digest to name."""
    if step.build:
        return "/slipway build"
    if step.withdraw:
        return "/slipway withdraw"
    if step.break_glass:
        return f"/slipway break-glass {' '.join(step.break_glass.split())}"
    shown = displays[-1].digest
    older = (one.digest for one in reversed(displays) if one.digest != shown)
    named = shown if step.approve is Named.SHOWN else next(older, "")
    return f"/slipway approve {named or '0' * 64}"


def trees_of(given: Given, answers: Answers) -> Mapping[str, str]:
    """The git trees that the request is built from, made up where the case names none."""
    template = str(answers.get("template", ""))
    made_up = {template: f"tree of {template}"} if template else {}
    return {**made_up, **given.template_trees}


def person_of(login: str) -> Person:
    """An account; what ends in `[bot]` is a bot."""
    return Person(zlib.crc32(login.lower().encode()), login, login.endswith("[bot]"))


def _label(name: str) -> Label:
    return Label(f"label {name}", name)

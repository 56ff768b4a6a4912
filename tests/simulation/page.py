"""What an issue's page shows, as anybody sees it who opens it."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from app.domain.form import read_form
from sandbox.world.issues import Comment, Event, Issue, State
from sandbox.world.state import World
from tests.journeys.form import FORM
from tests.simulation.wish import Answers

SLIPWAY = "slipway"

_STATUS = "<!-- slipway:status -->"
_MARKER = re.compile(r"^<!-- slipway:(?!status|shown)(.+) -->$", re.MULTILINE)
_NOTICE = re.compile(r"^<!-- slipway:(?!status|shown|reply ).+ -->$", re.MULTILINE)
_DIGEST = re.compile(r"Approvals are bound to this text: `([0-9a-f]+)`")
_FIELDS = {field.label: field.id for field in read_form(FORM).fields}


@dataclass(frozen=True)
class Page:
    """One issue of the control repository, read without asking GitHub's API."""

    world: World
    number: int

    @property
    def issue(self) -> Issue:
        repository = self.world.repository("acme", "services")
        assert repository is not None
        return repository.issues[self.number]

    @property
    def url(self) -> str:
        return f"{self.world.url}/acme/services/issues/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.issue.state is State.OPEN

    @property
    def labels(self) -> set[str]:
        return {label.name for label in self.issue.labels}

    @property
    def events(self) -> list[Event]:
        return self.issue.events

    @property
    def state_labels(self) -> set[str]:
        return {one for one in self.labels if one.startswith("slipway/")}

    @property
    def status_comments(self) -> list[Comment]:
        return [one for one in self._ours() if _STATUS in (one.body or "").splitlines()]

    @property
    def headline(self) -> str:
        (status,) = self.status_comments
        return (status.body or "").splitlines()[0]

    @property
    def shown_since(self) -> datetime | None:
        """When the status comment was written last; None without one."""
        comments = self.status_comments
        return comments[0].last_edited_at or comments[0].created_at if comments else None

    def shown(self) -> Answers | None:
        """The answers to approve that are on display; None if there are none to be trusted."""
        if len(self.status_comments) != 1:
            return None
        (status,) = self.status_comments
        text = status.body or ""
        tampered = status.editor is not None and status.editor.login != SLIPWAY
        if tampered or not _DIGEST.search(text):
            return None
        rows = re.findall(r"^\| ([^|]+) \| ([^|]*) \|$", text, re.MULTILINE)
        return {_FIELDS[label]: answer for label, answer in rows if label in _FIELDS}

    def digest(self) -> str | None:
        """The beginning of the digest on display, as somebody pastes it; None without one."""
        texts = (one.body or "" for one in self.status_comments)
        return next((found[1] for text in texts if (found := _DIGEST.search(text))), None)

    def notices(self) -> Counter[str]:
        """Every other comment of Slipway by its hidden marker, which no two share."""
        return Counter(marker for one in self._ours() for marker in _MARKER.findall(one.body or ""))

    def told(self) -> list[str]:
        """The texts of its notices, oldest first; answers to commands are none."""
        ours = [one.body or "" for one in self._ours()]
        notices = [text for text in ours if _NOTICE.search(text)]
        return [_MARKER.sub("", text).strip() for text in notices]

    def notices_that_say(self, text: str) -> int:
        return sum(text in (one.body or "") for one in self._ours())

    def replies_to(self, comment_id: int) -> int:
        return self.notices()[f"reply {comment_id}"]

    def _ours(self) -> list[Comment]:
        return [one for one in self.issue.comments if one.author.account.login == SLIPWAY]

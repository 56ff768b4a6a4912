"""One request of acme, as people see it on GitHub and as they treat it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.form import read_form
from app.domain.state import State
from app.store import requests
from app.store.requests import RequestRow
from tests.journeys.form import CONTROL, FORM

if TYPE_CHECKING:
    from tests.journeys.acme import Acme


@dataclass
class Request:
    """One request, as people see it on GitHub."""

    acme: "Acme"
    number: int

    @property
    def path(self) -> str:
        return f"{CONTROL}/issues/{self.number}"

    @property
    def issue(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.acme.does("ada", "GET", self.path)
        return found

    @property
    def labels(self) -> set[str]:
        return {label["name"] for label in self.issue["labels"]}

    @property
    def state(self) -> State:
        """The state that the issue's one state label shows."""
        shown = [
            State(label.removeprefix("slipway/"))
            for label in self.labels
            if "/" in label and label.startswith("slipway/")
        ]
        assert len(shown) == 1, f"state labels: {shown}"
        return shown[0]

    @property
    def is_open(self) -> bool:
        return bool(self.issue["state"] == "open")

    @property
    def comments(self) -> list[str]:
        """The texts of all comments, oldest first."""
        found = self.acme.does("ada", "GET", f"{self.path}/comments?per_page=100")
        return [comment["body"] for comment in found]

    @property
    def status(self) -> str:
        """The text of the one status comment."""
        found = [text for text in self.comments if "<!-- slipway:status -->" in text]
        assert len(found) == 1, f"{len(found)} status comments"
        return found[0]

    @property
    def headline(self) -> str:
        return self.status.splitlines()[0]

    @property
    def notices(self) -> list[str]:
        """All other comments of Slipway."""
        return [
            text
            for text in self.comments
            if "<!-- slipway:" in text and "<!-- slipway:status -->" not in text
        ]

    @property
    def row(self) -> RequestRow:
        """What Slipway remembers of it."""
        with self.acme.bench.database.transaction() as tx:
            row_id = requests.want(tx, "acme", self.number, self.acme.bench.clock())
            row = requests.get(tx, row_id)
        assert row is not None
        return row

    def is_edited(self, login: str = "dana", **answers: str) -> None:
        """Somebody changes answers in the issue's text, by the heading's field id."""
        headings = {field.id: field.label for field in read_form(FORM).fields}
        text = self.issue["body"]
        for field, answer in answers.items():
            text = _changed(text, headings[field], answer)
        self.is_rewritten(text, login)

    def is_rewritten(self, text: str, login: str = "dana") -> None:
        self.acme.waits()
        self.acme.does(login, "PATCH", self.path, {"body": text})
        self.acme.settles()

    def is_labelled(self, label: str, login: str) -> None:
        """Somebody reads the request, then sets a label."""
        self.acme.waits()
        self.acme.does(login, "POST", f"{self.path}/labels", {"labels": [label]})
        self.acme.settles()

    def is_unlabelled(self, label: str, login: str) -> None:
        self.acme.waits()
        self.acme.does(login, "DELETE", f"{self.path}/labels/{label}")
        self.acme.settles()

    def is_commented(self, text: str, login: str = "dana") -> int:
        """Somebody writes a comment; its id."""
        self.acme.waits()
        comment = self.acme.does(login, "POST", f"{self.path}/comments", {"body": text})
        self.acme.settles()
        return int(comment["id"])

    def is_approved(self) -> None:
        """The platform team approves, which is enough for a harmless request."""
        self.is_labelled("approved/platform", "paula")


def _changed(text: str, heading: str, answer: str) -> str:
    """The text with another answer below a heading."""
    section = rf"(### {re.escape(heading)}\r?\n\r?\n).*?(?=\r?\n\r?\n### |\Z)"
    return re.sub(section, lambda found: found[1] + answer, text, count=1, flags=re.DOTALL)

"""The people of the demo: each acts over GitHub's API with a token of their own, as people do."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

import requests

from app.demo.fault import DemoFault
from app.demo.reading import change_answer

_SECONDS = 20
_MARKER = "<!-- slipway:status -->"
_FORM = "new-service.yml"


@dataclass(frozen=True, slots=True)
class IssuePage:
    """What a person sees of an issue; `status` is the status comment, "" until there is one.

    `changed_at` is when the issue or that comment changed last, in whole seconds as all of
    GitHub's times.
    """

    text: str
    is_open: bool
    labels: frozenset[str]
    status: str
    changed_at: datetime


class GitHub:
    """The sandbox as people reach it: `url` is where its pages are."""

    def __init__(self, url: str, organisation: str, control_repository: str) -> None:
        self.url = url
        self.organisation = organisation
        self._control = f"/repos/{organisation}/{control_repository}"
        self._form = f"/_sandbox/form/{organisation}/{control_repository}/{_FORM}"
        self._session = requests.Session()
        # Neither proxies nor .netrc of who runs the demo concern this machine's sandbox.
        self._session.trust_env = False
        self._own_calls: Counter[str] = Counter()

    def file_request(self, login: str, title: str, answers: dict[str, str]) -> int:
        """Fill the issue form in, by question, and submit it; the issue's number."""
        filled = {"as": login, "title": title, "answers": answers}
        return int(self._call("POST", self._form, login, filled)["number"])

    def edit_answer(self, login: str, number: int, heading: str, answer: str) -> None:
        """Put another answer below a heading of the issue's text."""
        path = f"{self._control}/issues/{number}"
        text = str(self._rest("GET", path, login)["body"])
        self._rest("PATCH", path, login, {"body": change_answer(text, heading, answer)})

    def set_label(self, login: str, number: int, label: str) -> None:
        path = f"{self._control}/issues/{number}/labels"
        self._rest("POST", path, login, {"labels": [label]})

    def look_at(self, login: str, number: int) -> IssuePage:
        """The issue with its labels and comments, as they are now."""
        path = f"{self._control}/issues/{number}"
        issue = self._rest("GET", path, login)
        comments = self._rest("GET", f"{path}/comments?per_page=100", login)
        status = next((one for one in comments if _is_status(one)), None)
        changes = [_time(one["updated_at"]) for one in (issue, status) if one]
        return IssuePage(
            text=str(issue["body"]),
            is_open=issue["state"] == "open",
            labels=frozenset(label["name"] for label in issue["labels"]),
            status=str(status["body"]) if status else "",
            changed_at=max(changes),
        )

    def time(self) -> datetime:
        """What GitHub's clock shows, in whole seconds."""
        return _time(self._call("GET", "/_sandbox/clock")["now"])

    def calls_of_the_app(self) -> dict[str, int]:
        """How many calls the App made, by kind: all but those of the people here."""
        counted = self._call("GET", "/_sandbox/calls")
        kinds = ("reads", "writes", "content_creating")
        return {kind: int(counted[kind]) - self._own_calls[kind] for kind in kinds}

    def token(self, login: str) -> str:
        """The token of a seeded user; made up, and good in this sandbox only."""
        return f"ghp_sandbox_{login}"

    def issue_url(self, number: int) -> str:
        control = self._control.removeprefix("/repos")
        return f"{self.url}{control}/issues/{number}"

    def _rest(self, method: str, path: str, login: str, body: Any = None) -> Any:
        self._own_calls["reads" if method == "GET" else "writes"] += 1
        return self._call(method, f"/api/v3{path}", login, body)

    def _call(self, method: str, path: str, login: str | None = None, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token(login)}"} if login else {}
        try:
            answer = self._session.request(
                method, self.url + path, json=body, headers=headers, timeout=_SECONDS
            )
        except requests.RequestException as error:
            raise DemoFault(f"The sandbox did not answer {method} {path}: {error}") from error
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            who = login or "Anybody"
            raise DemoFault(
                f"{who} may not {method} {path}: the sandbox answered {answer.status_code}, "
                f"{answer.text[:300]}"
            )
        return answer.json()


def _is_status(comment: dict[str, Any]) -> bool:
    return comment["user"]["type"] == "Bot" and _MARKER in comment["body"]


def _time(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)

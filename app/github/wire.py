"""Sends one call through PyGithub's requester and reads the answer, kept ones included."""

import json
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from github.Requester import Requester

from app.clock import Clock
from app.github.budget import Budget
from app.github.calls import OnCall
from app.github.etags import Etags, KeptAnswer
from app.github.exchanges import OnExchange

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Credential:
    """Who calls. `header` gives the Authorization header; `forget` drops a token that it uses.

    `scope` is what the credential may see: two of the same scope are shown the same.
    """

    actor: str
    scope: Hashable
    header: Callable[[], str]
    forget: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have lower-case names; `body` is the decoded JSON, None if there is none.

    At a status of 304 it is the body of the answer that GitHub says still holds.
    """

    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, to the path below the API's address."""

    verb: str
    url: str
    body: Mapping[str, Any] | None = None
    query: Mapping[str, Any] = field(default_factory=dict)


class Requesters:
    """A requester for each thread: PyGithub's mixes up the calls of two that share one."""

    def __init__(self, make: Callable[[], Requester]) -> None:
        self._make = make
        self._kept = threading.local()

    def own(self) -> Requester:
        """This thread's, with its own connection to GitHub."""
        if not hasattr(self._kept, "requester"):
            self._kept.requester = self._make()
        requester: Requester = self._kept.requester
        return requester


NO_ANSWER = Answer(0, {}, None)


@dataclass(frozen=True, slots=True)
class Wire:
    """What all clients of a connection share: connections, the clock, the budget.

    Without a budget nothing is counted or held back: for programs that only read.
    """

    requesters: "Requesters"
    clock: Clock
    on_call: OnCall
    budget: Budget | None = None
    on_exchange: OnExchange | None = None
    etags: Etags = field(default_factory=Etags)

    def send(self, message: Message, credential: str, scope: Hashable) -> Answer:
        """One call over the network; a read asks only whether what we have of it still holds."""
        headers = {"Authorization": credential}
        key = (scope, message.url, tuple(sorted(message.query.items())))
        kept = self.etags.get(key) if message.verb == "GET" else None
        if kept is not None:
            headers["If-None-Match"] = kept.etag
        status, answered, text = self.requesters.own().requestJson(
            message.verb, message.url, dict(message.query), headers, message.body
        )
        if kept is not None and status == NOT_MODIFIED:
            return Answer(status, {**answered, "link": kept.link}, json.loads(kept.text))
        if message.verb == "GET" and status == 200 and (etag := answered.get("etag")):
            self.etags.keep(key, KeptAnswer(etag, text, answered.get("link", "")))
        return Answer(status, answered, _decoded(status, text))


def _decoded(status: int, text: str) -> Any:
    """The JSON of an answer; a failure may come from a proxy that answers in HTML."""
    if not text or (status >= 400 and not text.startswith("{")):
        return None
    return json.loads(text)

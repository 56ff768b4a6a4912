"""Makes one call to GitHub: its address, its credential, its count and its error."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import requests
from github.Requester import Requester
from requests.utils import parse_header_links

from app.clock import Clock
from app.github import charges, failures
from app.github.budget import Budget
from app.github.calls import Call, OnCall
from app.github.charges import Charge
from app.github.errand import Admission, Errand
from app.github.errors import GitHubError, Refusal, Unauthorised, Unavailable, outcome_of

_PLACE = re.compile(r"\{(\w+)\}")
# Slashes are part of a branch's address; in the name of a label they are escaped.
_WITH_SLASHES = "ref"
_ESCAPES_SLASHES = "name"


@dataclass(frozen=True, slots=True)
class Credential:
    """Who calls. `header` gives the Authorization header; `forget` drops a token that it uses."""

    actor: str
    header: Callable[[], str]
    forget: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Wire:
    """What all clients of a connection share: pooled connections, the clock, the budget.

    Without a budget nothing is counted or held back: for programs that only read.
    """

    requester: Requester
    clock: Clock
    on_call: OnCall
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: Any


_NO_ANSWER = _Answer(0, {}, None)
_Send = Callable[[str], _Answer]


class Client:
    """GitHub for one step, with that step's token. Every failure is a GitHubError; none waits.

    Routes are GitHub's own templates with the verb in front, as its reference writes them. A
    token that GitHub no longer takes is replaced, and the call is then repeated once.
    """

    def __init__(self, wire: Wire, credential: Credential, errand: Errand) -> None:
        self._wire = wire
        self._credential = credential
        self._errand = errand

    def __repr__(self) -> str:
        return f"Client({self._credential.actor})"

    def rest(
        self,
        route: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        **places: str | int,
    ) -> Any:
        """Calls a REST route; `places` fill its braces. Gives the decoded answer, None if empty."""
        return self._rest(route, body, query, places).body

    def pages(self, route: str, **places: str | int) -> list[Any]:
        """All entries of a list that GitHub gives in pages."""
        entries: list[Any] = []
        page = 1
        while True:
            answer = self._rest(route, None, {"per_page": 100, "page": page}, places)
            entries += answer.body
            if 'rel="next"' not in answer.headers.get("link", ""):
                return entries
            page += 1

    def page(self, route: str, cursor: str = "") -> tuple[list[Any], str]:
        """One page of a list that GitHub gives by cursor, and the cursor of the page after it.

        "" is the first page's cursor, and what follows the last one.
        """
        query = {"per_page": 100} | ({"cursor": cursor} if cursor else {})
        answer = self._rest(route, None, query, {})
        return answer.body, _following(answer.headers.get("link", ""))

    def graphql(self, document: str, **variables: Any) -> Any:
        """Asks or changes through one GraphQL document, which must name its operation.

        Gives `data`. Any error makes the whole answer one: half an answer decides nothing.
        """
        url = self._wire.requester.graphql_url
        body = {"query": document, "variables": variables}
        charge = charges.of_graphql(document, body)
        return self._authorised(charge, lambda who: self._send("POST", url, who, body)).body["data"]

    def _rest(
        self,
        route: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, Any] | None,
        places: Mapping[str, str | int],
    ) -> _Answer:
        verb, _, template = route.partition(" ")
        url = _filled(template, places)
        charge = charges.of_rest(route, places, body)
        return self._authorised(charge, lambda who: self._send(verb, url, who, body, query))

    def _authorised(self, charge: Charge, send: _Send) -> _Answer:
        """GitHub does nothing at a 401, so that a write, too, is repeated with a new token."""
        try:
            return self._admitted(charge, send)
        except Unauthorised:
            self._credential.forget()
        return self._admitted(charge, send)

    def _admitted(self, charge: Charge, send: _Send) -> _Answer:
        """Sends when the budget allows it, and raises what the answer means."""
        credential = self._credential.header()
        budget = self._wire.budget
        admission = budget.admit(self._errand, charge) if budget else None
        began = time.perf_counter()
        answer, error = self._answer(charge, send, credential, admission)
        call = Call(
            charge.route,
            charge.kind,
            self._credential.actor,
            answer.status,
            time.perf_counter() - began,
            outcome_of(error),
        )
        self._wire.on_call(call)
        if budget and admission:
            error = budget.settle(admission, call, answer.headers, error)
        if error:
            raise error
        return answer

    def _answer(
        self, charge: Charge, send: _Send, credential: str, admission: Admission | None
    ) -> tuple[_Answer, GitHubError | None]:
        if admission:
            admission.check()
        try:
            answer = send(credential)
        except (requests.RequestException, RuntimeError, ValueError) as failure:
            # PyGithub raises RuntimeError at a redirect elsewhere; ValueError is broken JSON. The
            # frames below hold the credential, and some loggers print what frames hold: the error
            # is raised elsewhere, and without this one.
            refusal = Refusal(charge.route, type(failure).__name__)
            return _NO_ANSWER, Unavailable(refusal)
        return answer, self._error(charge.route, answer)

    def _send(
        self,
        verb: str,
        url: str,
        credential: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, Any] | None = None,
    ) -> _Answer:
        headers = {"Authorization": credential}
        status, answered, text = self._wire.requester.requestJson(
            verb, url, dict(query or {}), headers, body
        )
        return _Answer(status, answered, _decoded(status, text))

    def _error(self, route: str, answer: _Answer) -> GitHubError | None:
        at = self._wire.clock()
        if answer.status >= 300:
            return failures.of_answer(route, answer.status, answer.headers, answer.body, at)
        if isinstance(answer.body, dict) and answer.body.get("errors") and _is_graphql(route):
            return failures.of_graphql(route, answer.body["errors"], answer.headers, at)
        return None


def _decoded(status: int, text: str) -> Any:
    """The JSON of an answer; a failure may come from a proxy that answers in HTML."""
    if not text or (status >= 400 and not text.startswith("{")):
        return None
    return json.loads(text)


def _following(link: str) -> str:
    """The cursor of the page that a Link header calls the next one; "" without one."""
    for one in parse_header_links(link):
        if one.get("rel") == "next":
            return parse_qs(urlsplit(one["url"]).query).get("cursor", [""])[0]
    return ""


def _is_graphql(route: str) -> bool:
    return route.startswith(("QUERY ", "MUTATION "))


def _filled(template: str, places: Mapping[str, str | int]) -> str:
    """The route with its braces filled; a value can neither add nor climb a path segment."""

    def place(match: re.Match[str]) -> str:
        name = match[1]
        value = str(places[name])
        segments = [value] if name == _ESCAPES_SLASHES else value.split("/")
        if any(one in {"", ".", ".."} for one in segments) or (
            segments[1:] and name != _WITH_SLASHES
        ):
            raise ValueError(f"{value!r} cannot stand for {name} in {template}.")
        return "/".join(quote(one, safe="") for one in segments)

    return _PLACE.sub(place, template)

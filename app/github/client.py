"""Makes one call to GitHub: its address, its credential, its count and its error."""

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import requests
from requests.utils import parse_header_links

from app.github import charges, failures
from app.github.calls import Call
from app.github.charges import Charge
from app.github.errand import Admission, Errand
from app.github.errors import GitHubError, Refusal, Unauthorised, Unavailable, outcome_of
from app.github.exchanges import Exchange
from app.github.wire import NO_ANSWER, NOT_MODIFIED, Answer, Credential, Message, Wire

_PLACE = re.compile(r"\{(\w+)\}")
# Slashes are part of a branch's address; in the name of a label they are escaped.
_WITH_SLASHES = "ref"
_ESCAPES_SLASHES = "name"


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
        url = self._wire.requesters.own().graphql_url
        body = {"query": document, "variables": variables}
        charge = charges.of_graphql(document, body)
        return self._authorised(charge, Message("POST", url, body)).body["data"]

    def _rest(
        self,
        route: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, Any] | None,
        places: Mapping[str, str | int],
    ) -> Answer:
        verb, _, template = route.partition(" ")
        url = _filled(template, places)
        charge = charges.of_rest(route, places, body)
        return self._authorised(charge, Message(verb, url, body, query or {}))

    def _authorised(self, charge: Charge, message: Message) -> Answer:
        """GitHub does nothing at a 401, so that a write, too, is repeated with a new token."""
        try:
            return self._admitted(charge, message)
        except Unauthorised:
            self._credential.forget()
        return self._admitted(charge, message)

    def _admitted(self, charge: Charge, message: Message) -> Answer:
        """Sends when the budget allows it, and raises what the answer means."""
        credential = self._credential.header()
        budget = self._wire.budget
        admission = budget.admit(self._errand, charge) if budget else None
        began = time.perf_counter()
        answer, error = self._answer(charge, message, credential, admission)
        call = Call(
            charge.route,
            charge.kind,
            self._credential.actor,
            answer.status,
            time.perf_counter() - began,
            "not-modified" if answer.status == NOT_MODIFIED else outcome_of(error),
        )
        self._wire.on_call(call)
        if budget and admission:
            error = budget.settle(admission, call, answer.headers, error)
        if error:
            raise error
        return answer

    def _answer(
        self, charge: Charge, message: Message, credential: str, admission: Admission | None
    ) -> tuple[Answer, GitHubError | None]:
        if admission:
            admission.check()
        try:
            answer = self._wire.send(message, credential, self._credential.scope)
        except (requests.RequestException, RuntimeError, ValueError) as failure:
            # PyGithub raises RuntimeError at a redirect elsewhere; ValueError is broken JSON. The
            # frames below hold the credential, and some loggers print what frames hold: the error
            # is raised elsewhere, and without this one.
            refusal = Refusal(charge.route, type(failure).__name__)
            return NO_ANSWER, Unavailable(refusal)
        if self._wire.on_exchange:
            self._wire.on_exchange(_exchange(charge.route, message, answer, self._credential.actor))
        return answer, self._error(charge.route, answer)

    def _error(self, route: str, answer: Answer) -> GitHubError | None:
        at = self._wire.clock()
        if answer.status >= 300 and answer.status != NOT_MODIFIED:
            return failures.of_answer(route, answer.status, answer.headers, answer.body, at)
        if isinstance(answer.body, dict) and answer.body.get("errors") and _is_graphql(route):
            return failures.of_graphql(route, answer.body["errors"], answer.headers, at)
        return None


def _following(link: str) -> str:
    """The cursor of the page that a Link header calls the next one; "" without one."""
    for one in parse_header_links(link):
        if one.get("rel") == "next":
            return parse_qs(urlsplit(one["url"]).query).get("cursor", [""])[0]
    return ""


def _exchange(route: str, message: Message, answer: Answer, actor: str) -> Exchange:
    _, _, template = route.partition(" ")
    is_document = _is_graphql(route)
    return Exchange(
        message.verb,
        "/graphql" if is_document else template,
        "/graphql" if is_document else message.url,
        {name: str(value) for name, value in message.query.items()},
        {},
        message.body,
        answer.status,
        answer.headers,
        None if answer.status == NOT_MODIFIED else answer.body,
        actor,
    )


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

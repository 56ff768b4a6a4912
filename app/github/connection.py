"""Speaks for the App: signs as the App itself and gives each step a client of its own."""

import logging
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from functools import partial
from typing import Any

import jwt
from github import Github
from github.Auth import AppAuth

from app.clock import Clock, now
from app.github.budget import TIMEOUT_SECONDS, Budget
from app.github.calls import OnCall, log_call
from app.github.client import Client
from app.github.errand import Errand
from app.github.exchanges import OnExchange
from app.github.permissions import Permissions
from app.github.tokens import Scope, Tokens
from app.github.warrant import Warrant
from app.github.wire import Credential, Requesters, Wire
from app.settings_values import rsa_key

API_VERSION = "2022-11-28"

# GitHub takes at most ten minutes from issue to expiry. PyGithub dates the issue a minute back,
# for clocks that disagree.
_JWT_SECONDS = 9 * 60

# PyGithub logs whole answers at debug level, and the answer to a token request is a token.
logging.getLogger("github.Requester").addFilter(lambda _: False)


class Connection:
    """The App at one GitHub: `api_url` is https://api.github.com or https://HOST/api/v3.

    `app_id` is the App's id or client id, `private_key` its PEM text. `on_call` is told of every
    call, `on_exchange` of every answer with its secrets; `timeout_seconds` bounds the wait for each
    connection and for each answer; `budget` admits every call. Safe to share between threads.
    """

    def __init__(
        self,
        api_url: str,
        app_id: str,
        private_key: str,
        *,
        clock: Clock = now,
        on_call: OnCall = log_call,
        timeout_seconds: int = TIMEOUT_SECONDS,
        budget: Budget | None = None,
        on_exchange: OnExchange | None = None,
    ) -> None:
        requesters = Requesters(lambda: _github(api_url, timeout_seconds).requester)
        self._wire = Wire(requesters, clock, on_call, budget, on_exchange)
        self._api_url = api_url
        self._warrant = Warrant()
        self._app_id = app_id
        self._signer = AppAuth(app_id, sign_func=_signer(private_key), jwt_expiry=_JWT_SECONDS)
        self._installations: dict[str, int] = {}
        self._own_logins: list[str] = []
        self.app = self._as_app()
        # Whoever needs a token first asks for it; it is no secret of that one's work.
        self._tokens = Tokens(self.app, clock)

    def __repr__(self) -> str:
        return f"Connection({self._api_url}, app {self._app_id})"

    def installation(self, organisation: str) -> int:
        """The id of the App's installation in the organisation; asked once, then remembered.

        Raises NotFound where it is not installed. From `GET /orgs/{org}/installation`.
        """
        login = organisation.lower()
        if login not in self._installations:
            answer = self.app.rest("GET /orgs/{org}/installation", org=organisation)
            self._installations[login] = answer["id"]
        return self._installations[login]

    def forget_installation(self, organisation: str) -> None:
        """Asks again next time: the App was installed anew or removed."""
        self._installations.pop(organisation.lower(), None)

    def own_login(self) -> str:
        """The login that our writes carry, such as `slipway[bot]`; asked once. From `GET /app`."""
        if not self._own_logins:
            self._own_logins.append(f"{self.app.rest('GET /app')['slug']}[bot]")
        return self._own_logins[0]

    def for_step(
        self,
        installation_id: int,
        permissions: Permissions,
        repositories: Iterable[str | int] = (),
    ) -> Client:
        """A client that can do no more than `permissions` on `repositories`.

        Repositories are names without their owner, or numeric ids; none means all that the
        installation reaches. The token is asked for at the first call.
        """
        scope = Scope.of(installation_id, permissions, repositories)
        credential = Credential(
            f"installation {installation_id}",
            scope,
            partial(self._tokens.header, scope),
            partial(self._tokens.forget, scope),
        )
        return Client(self._wire, credential, Errand(self._warrant, installation_id))

    def under(self, warrant: Warrant) -> "Connection":
        """The same connection, which knows the same, with all that it does done under a warrant."""
        warranted = copy(self)
        warranted._warrant = warrant  # noqa: SLF001 - a copy of this one
        warranted.app = warranted._as_app()  # noqa: SLF001 - a copy of this one
        return warranted

    def for_purpose(self, purpose: str) -> "Connection":
        """The same connection and claim, with another reason for its writes."""
        return self.under(replace(self._warrant, purpose=purpose))

    def _as_app(self) -> Client:
        credential = Credential("app", "app", self._jwt, lambda: None)
        return Client(self._wire, credential, Errand(self._warrant, 0))

    def _jwt(self) -> str:
        return f"Bearer {self._signer.token}"


def _signer(private_key: str) -> Callable[[dict[str, Any]], str]:
    """Signs as the App. PyGithub would read the PEM text each time, which takes far longer."""
    key = rsa_key(private_key)
    return lambda claims: jwt.encode(claims, key, algorithm="RS256")


def _github(api_url: str, timeout_seconds: int) -> Github:
    """PyGithub with its own waiting and repeating switched off: callers decide on both."""
    return Github(
        base_url=api_url,
        timeout=timeout_seconds,
        user_agent="slipway",
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
        lazy=True,
        per_page=100,
        api_version=API_VERSION,
    )

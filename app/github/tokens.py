"""Keeps installation tokens, each as narrow as its step, in memory and never in a text."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.clock import Clock
from app.github.client import Client
from app.github.permissions import Permissions

_MARGIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token may touch; no repositories means all of the installation."""

    installation_id: int
    permissions: frozenset[tuple[str, str]]
    repositories: frozenset[str | int]

    @classmethod
    def of(
        cls, installation_id: int, permissions: Permissions, repositories: Iterable[str | int]
    ) -> "Scope":
        return cls(installation_id, frozenset(permissions.items()), frozenset(repositories))

    def asked(self) -> dict[str, Any]:
        """The body that asks GitHub for such a token."""
        names = sorted(name for name in self.repositories if isinstance(name, str))
        ids = sorted(id_ for id_ in self.repositories if isinstance(id_, int))
        body: dict[str, Any] = {"permissions": dict(self.permissions)}
        if names:
            body["repositories"] = names
        if ids:
            body["repository_ids"] = ids
        return body


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    expires_at: datetime


class Tokens:
    """Installation tokens by scope, asked for when needed and kept until shortly before expiry.

    `app` calls as the App itself. From `POST /app/installations/{installation_id}/access_tokens`.
    """

    def __init__(self, app: Client, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._kept: dict[Scope, _Token] = {}
        # Two steps that begin at once share a token rather than ask for two.
        self._lock = threading.Lock()

    def header(self, scope: Scope) -> str:
        """The Authorization header for this scope."""
        with self._lock:
            token = self._kept.get(scope)
            if token is None or token.expires_at - _MARGIN <= self._clock():
                token = self._kept[scope] = self._ask(scope)
        return f"Bearer {token.text}"

    def forget(self, scope: Scope) -> None:
        """Drops the token of this scope, so that the next call asks for a new one."""
        with self._lock:
            self._kept.pop(scope, None)

    def _ask(self, scope: Scope) -> _Token:
        self._kept = {
            kept: token for kept, token in self._kept.items() if token.expires_at > self._clock()
        }
        answer = self._app.rest(
            "POST /app/installations/{installation_id}/access_tokens",
            scope.asked(),
            installation_id=scope.installation_id,
        )
        return _Token(answer["token"], datetime.fromisoformat(answer["expires_at"]))

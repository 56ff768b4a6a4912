"""Sees which fields of GitHub's answers Slipway reads, so that no list of them must be kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.github import wire
from app.github.exchanges import Exchange
from app.live.recording import call_of


class Reads:
    """The places that were read, by call, such as `owner/login` of `GET /repositories/{}`."""

    def __init__(self) -> None:
        self.places: dict[str, set[str]] = {}

    def hear(self, exchange: Exchange) -> None:
        """From now on, what is read of this answer counts for its call."""
        body = exchange.response_body
        if isinstance(body, Seen | SeenList):
            body.origin.append(self.places.setdefault(call_of(exchange), set()))


Origin = list[set[str]]


class Seen(dict[str, Any]):
    """An object of an answer that notes which of its fields are asked for."""

    def __init__(self, value: dict[str, Any], place: str, origin: Origin) -> None:
        inside = {name: _seen(one, f"{place}{name}", origin) for name, one in value.items()}
        super().__init__(inside)
        self.place = place
        self.origin = origin

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def _note(self, name: str) -> None:
        for places in self.origin:
            places.add(f"{self.place}{name}")


class SeenList(list[Any]):
    """A list of an answer."""

    def __init__(self, value: list[Any], place: str, origin: Origin) -> None:
        super().__init__(_seen(one, f"{place}[]", origin) for one in value)
        self.origin = origin


def _seen(value: Any, place: str, origin: Origin) -> Any:
    inside = f"{place}/" if place else ""
    if isinstance(value, dict):
        return Seen(value, inside, origin)
    return SeenList(value, inside, origin) if isinstance(value, list) else value


@contextmanager
def watched_answers() -> Iterator[None]:
    """While it lasts, all answers note what is read of them."""
    decoded = wire._decoded
    wire._decoded = lambda status, text: _seen(decoded(status, text), "", [])
    try:
        yield
    finally:
        wire._decoded = decoded

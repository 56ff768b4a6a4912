"""A recording: calls with their answers, in the order of the check's steps, as lines of JSON.

A line is `{"is": "run", …}` at the beginning of each check, `{"is": "step", "name": …}` before the
calls of a step, `{"is": "skipped", "name": …}`, or a call in the form in which the sandbox writes
its transcript. The recording of the sandbox has two more: `{"is": "same", "name": …}` for a step
that is as in its first check, and `{"is": "reads", …}` for what Slipway reads.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.github.exchanges import Exchange

# What an answer's headers are worth keeping for; the rest tells of caches and browsers.
HEADERS = (
    *("content-type", "date", "deprecation", "etag", "last-modified", "link", "location"),
    *("retry-after", "server", "sunset", "x-accepted-github-permissions"),
    *("x-github-api-version-selected", "x-github-enterprise-version", "x-github-media-type"),
    *("x-github-request-id", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
    *("x-ratelimit-resource", "x-ratelimit-used"),
)

_OPERATION = re.compile(r"\s*(query|mutation)\s+(\w+)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in one step; a step that was skipped has no calls."""

    step: str
    exchanges: tuple[Exchange, ...]
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One check: what is told of it (`github`, `slipway`, `name`), and what was said."""

    about: Mapping[str, str]
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """Checks, and by call the places of answers that Slipway reads, if that was looked into."""

    runs: tuple[Run, ...]
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)


def call_of(exchange: Exchange) -> str:
    """What a call is known by: its route without the names in its braces, or its document."""
    if exchange.route == "/graphql":
        match = _OPERATION.match((exchange.request_body or {}).get("query", ""))
        return f"{match[1].upper()} {match[2]}" if match else "POST /graphql"
    return f"{exchange.method} {re.sub(r'{.*?}', '{}', exchange.route)}"


class Recorder:
    """Hears every call of a check; give `hear` to the connection.

    `tell` is told of what comes as it comes: of a step that begins, without calls, and of a step
    with one call.
    """

    def __init__(self, tell: Callable[[Spoken], None] = lambda _: None) -> None:
        self._heard: list[tuple[str, list[Exchange], bool]] = []
        self._tell = tell

    def begin(self, step: str) -> None:
        self._heard.append((step, [], False))
        self._tell(Spoken(step, ()))

    def skip(self) -> None:
        """The step that was begun is not made, or not to its end."""
        self._heard[-1] = (*self._heard[-1][:2], True)

    def hear(self, exchange: Exchange) -> None:
        self._heard[-1][1].append(exchange)
        self._tell(Spoken(self._heard[-1][0], (exchange,)))

    def run(self, about: Mapping[str, str]) -> Run:
        spoken = (Spoken(step, tuple(heard), skipped) for step, heard, skipped in self._heard)
        return Run(about, tuple(spoken))


def lines(recording: Recording) -> Iterator[str]:
    """The recording as it is kept."""
    first = recording.runs[0].spoken if recording.runs else ()
    for run in recording.runs:
        yield json.dumps({"is": "run"} | dict(run.about))
        for spoken in run.spoken:
            if run is not recording.runs[0] and spoken in first:
                yield json.dumps({"is": "same", "name": spoken.step})
                continue
            kind = "skipped" if spoken.is_skipped else "step"
            yield json.dumps({"is": kind, "name": spoken.step})
            yield from (json.dumps({"is": "call"} | asdict(one)) for one in spoken.exchanges)
    for call, places in sorted(recording.reads.items()):
        yield json.dumps({"is": "reads", "call": call, "places": sorted(places)})


def parse(text: Iterable[str]) -> Recording:
    """A recording from its lines. Raises ValueError or KeyError for what is none."""
    runs: list[Run] = []
    reads: dict[str, frozenset[str]] = {}
    for line in text:
        entry: dict[str, Any] = json.loads(line)
        match entry.pop("is"):
            case "run":
                runs.append(Run(entry, ()))
            case "step" | "skipped" as kind:
                _add(runs, Spoken(entry["name"], (), kind == "skipped"))
            case "same":
                _add(runs, *(one for one in runs[0].spoken if one.step == entry["name"]))
            case "call":
                *before, last = runs[-1].spoken
                heard = replace(last, exchanges=(*last.exchanges, Exchange(**entry)))
                runs[-1] = replace(runs[-1], spoken=(*before, heard))
            case "reads":
                reads[entry["call"]] = frozenset(entry["places"])
    return Recording(tuple(runs), reads)


def _add(runs: list[Run], *spoken: Spoken) -> None:
    runs[-1] = replace(runs[-1], spoken=(*runs[-1].spoken, *spoken))

"""What goes into the room where commits are judged, and what comes out of it, as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import TypeAdapter

from app.domain.check import MOST_REQUESTS, ControlFiles, History, Judgement, stopped
from app.domain.facts import Catalog, Service
from app.domain.replay import CaseFacts
from app.sealed.bounds import Bounds
from app.store.case_documents import from_json, to_json

MOST_CASE_CHARACTERS = 32_000_000
"""Of past requests, of which the oldest are left out beyond it."""

_FILES = TypeAdapter(ControlFiles)
_SERVICES = TypeAdapter(tuple[Service, ...])
_MOMENT = TypeAdapter(datetime)
_JUDGEMENT = TypeAdapter(Judgement)


@dataclass(frozen=True, slots=True)
class _Answer:
    walls: tuple[str, ...]
    judgement: Judgement | None = None
    stopped: str | None = None


_ANSWER = TypeAdapter(_Answer)


def packed(files: ControlFiles, history: History | None, now: datetime, bounds: Bounds) -> bytes:
    """The request to the room."""
    request = {
        "bounds": asdict(bounds),
        "files": _FILES.dump_python(_clean(files), mode="json"),
        "history": None if history is None else _history(history),
        "now": now.isoformat(),
    }
    return json.dumps(request).encode()


def bounds_of(request: Any) -> Bounds:
    """What the room is to keep to."""
    return Bounds(**request["bounds"])


def unpacked(request: Any) -> tuple[ControlFiles, History | None, datetime]:
    """What `packed` was given; past requests are read one by one, as they are taken."""
    sent = request["history"]
    history = None if sent is None else _history_of(sent)
    return (
        _FILES.validate_python(request["files"]),
        history,
        _MOMENT.validate_python(request["now"]),
    )


def answer_of(judgement: Judgement) -> dict[str, Any]:
    """The judgement as the room answers it."""
    data: dict[str, Any] = _JUDGEMENT.dump_python(judgement, mode="json")
    return data


def judgement_in(answer: bytes) -> Judgement:
    """What the room answered, or why it stopped. Raises ValueError for what it should not have."""
    found = _ANSWER.validate_json(answer)
    if found.stopped is not None:
        return stopped(found.stopped)
    if found.judgement is None:
        raise ValueError("neither a judgement nor a reason")
    return found.judgement


def _history(history: History) -> dict[str, Any]:
    fitting = _Fitting(history.cases)
    return {
        "policy": history.policy,
        "form": history.form,
        "catalog": _SERVICES.dump_python(history.catalog.services, mode="json"),
        "cases": list(fitting),
        "is_cut": history.is_cut or fitting.is_cut,
    }


def _history_of(sent: Any) -> History:
    services = _SERVICES.validate_python(sent["catalog"])
    cases = (from_json(json.loads(case)) for case in sent["cases"])
    return History(sent["policy"], sent["form"], cases, Catalog(services), sent["is_cut"])


class _Fitting:
    """The newest cases as texts, as many as fit; `is_cut` is true once some did not."""

    def __init__(self, cases: Iterable[CaseFacts]) -> None:
        self._cases = islice(cases, MOST_REQUESTS)
        self.is_cut = False

    def __iter__(self) -> Iterator[str]:
        left = MOST_CASE_CHARACTERS
        for case in self._cases:
            text = json.dumps(to_json(case))
            left -= len(text)
            if left < 0:
                self.is_cut = True
                return
            yield text


def _clean(files: ControlFiles) -> ControlFiles:
    """Half of a surrogate pair is no text, and cannot leave this process as UTF-8."""
    cases = {_whole(path) or "": _whole(text) for path, text in files.cases.items()}
    return ControlFiles(_whole(files.policy), _whole(files.form), cases)


def _whole(text: str | None) -> str | None:
    return text if text is None else text.encode("utf-8", "replace").decode()

"""What went over the wire: every call with its answer, and every delivery, for who wants to see.

A listener is told of all sandboxes of its process. `Transcript` is the one that writes lines of
JSON, for `--transcript FILE`, or for any process with SANDBOX_TRANSCRIPT in its environment.
"""

import json
import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from flask import Response
from flask import request as http_request

from sandbox.world.calls import CallRecord

# A transcript is to be sent about: nothing that opens a door is in it.
TOKEN = re.compile(r"gh[sp]_[\w.-]+")
SECRET_HEADERS = {"authorization", "cookie", "set-cookie"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call and its answer; `route` is its path with parameters in braces, `fault` what spoilt it.

    Bodies are JSON, a string where they are not JSON, and None where there is none.
    """

    method: str
    route: str
    path: str
    query: Mapping[str, str]
    request_headers: Mapping[str, str]
    request_body: Any
    status: int
    response_headers: Mapping[str, str]
    response_body: Any
    caller: str
    fault: str


@dataclass(frozen=True, slots=True)
class Told:
    """A webhook as it was sent."""

    event: str
    action: str | None
    headers: Mapping[str, str]
    payload: Mapping[str, Any]


class Listener(Protocol):
    """Who is told; from the threads that answer, so that it must be quick."""

    def exchanged(self, exchange: Exchange) -> None: ...

    def told(self, delivery: Told) -> None: ...


listeners: list[Listener] = []


def exchanged(record: CallRecord, response: Response) -> None:
    """Tell of the call that is being answered."""
    if not listeners:
        return
    call = record.arrival
    exchange = Exchange(
        call.method,
        call.route,
        call.path,
        http_request.args.to_dict(),
        _open(http_request.headers),
        _body(http_request.get_data()),
        response.status_code,
        _open(response.headers),
        _body(response.get_data()),
        call.caller,
        record.fault,
    )
    for one in listeners:
        one.exchanged(exchange)


def told(
    event: str, action: str | None, headers: Mapping[str, str], payload: Mapping[str, Any]
) -> None:
    """Tell of a delivery that is on its way."""
    for one in listeners:
        one.told(Told(event, action, headers, payload))


def _open(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in SECRET_HEADERS}


def _body(raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        """Not JSON, or not text at all."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return b64encode(raw).decode()


class Transcript:
    """Writes a line of JSON for each call (`"is": "call"`) and delivery (`"is": "delivery"`)."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def exchanged(self, exchange: Exchange) -> None:
        self._write({"is": "call"} | asdict(exchange))

    def told(self, delivery: Told) -> None:
        self._write({"is": "delivery"} | asdict(delivery))

    def _write(self, entry: dict[str, Any]) -> None:
        line = TOKEN.sub("(token)", json.dumps(entry))
        # One write a line: several processes may share the file.
        os.write(self._file, f"{line}\n".encode())


if wanted := os.environ.get("SANDBOX_TRANSCRIPT"):
    listeners.append(Transcript(Path(wanted)))

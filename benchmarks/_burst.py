"""Signed deliveries over raw connections, at a fixed rate or as fast as they are answered."""

import asyncio
import itertools
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.github.webhooks import sign

_ISSUES = 50
_TEXT = "The quick brown fox files a request for a service, and then another one. " * 120
_PATIENCE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Letter:
    """One delivery as GitHub would post it: its id, and the whole HTTP request."""

    guid: str
    request: bytes


@dataclass
class Tally:
    """What became of the deliveries of a burst: milliseconds are those of answered ones."""

    acknowledged: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    otherwise: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, letter: Letter, status: int, seconds: float) -> None:
        if 200 <= status < 300:
            self.acknowledged.append(letter.guid)
            self.milliseconds.append(seconds * 1000)
        else:
            self.otherwise[str(status) if status else "no answer"] += 1

    @property
    def rate(self) -> float:
        """Acknowledged deliveries a second."""
        return len(self.acknowledged) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the answered deliveries took at most."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def body(issue_number: int) -> bytes:
    """About 10 KB of JSON: a label was set on an issue of the control repository of acme."""
    owner = {"id": 1, "login": "acme", "type": "Organization"}
    payload = {
        "action": "labeled",
        "issue": {"number": issue_number, "title": "New service", "body": _TEXT},
        "repository": {"id": 2, "name": "services", "owner": owner, "default_branch": "main"},
        "organization": owner,
        "installation": {"id": 3},
        "sender": {"id": 4, "login": "paula", "type": "User"},
        "sent": "0" * (10_000 - len(_TEXT)),
    }
    return json.dumps(payload).encode()


def letters(secret: str, name: str) -> Iterator[Letter]:
    """Without end, each with an id of its own that begins with `name`; about 50 issues in turn."""
    signed = [(text, sign(secret, text)) for text in map(body, range(1001, 1001 + _ISSUES))]
    for number, (text, signature) in enumerate(itertools.cycle(signed)):
        guid = f"{name}-{number}"
        head = (
            "POST /webhook HTTP/1.1\r\nHost: slipway\r\nContent-Type: application/json\r\n"
            f"X-GitHub-Event: issues\r\nX-GitHub-Delivery: {guid}\r\n"
            f"X-Hub-Signature-256: {signature}\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        yield Letter(guid, head.encode() + text)


class _Line(asyncio.Protocol):
    """One connection, with one delivery under way at a time."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[int] | None = None
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        if found and len(rest) >= int(length or 0):
            self._received = b""
            self._settle(int(head[9:12]))

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        self._settle(0)

    async def post(self, letter: Letter) -> int:
        """The status of the answer, 0 if there was none."""
        if self._transport is None:
            return 0
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(letter.request)
        try:
            return await asyncio.wait_for(self._answer, _PATIENCE_SECONDS)
        except TimeoutError:
            self.hang_up()
            return 0

    @property
    def is_open(self) -> bool:
        return self._transport is not None

    def hang_up(self) -> None:
        if self._transport:
            self._transport.abort()

    def _settle(self, status: int) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_result(status)


async def _connect(port: int) -> _Line:
    loop = asyncio.get_running_loop()
    _, line = await loop.create_connection(_Line, "127.0.0.1", port)
    return line


async def as_fast_as_answered(
    port: int,
    source: Iterator[Letter],
    lines: int,
    is_over: Callable[[], bool],
    connected: Callable[[], object] = lambda: None,
) -> Tally:
    """Each of so many connections posts its next delivery once the last one was answered.

    `connected` is called once all of them stand.
    """
    tally = Tally()
    began = time.perf_counter()

    async def work(line: _Line) -> None:
        while line.is_open and not is_over():
            letter = next(source)
            sent = time.perf_counter()
            status = await line.post(letter)
            tally.note(letter, status, time.perf_counter() - sent)

    opened = await asyncio.gather(*(_connect(port) for _ in range(lines)))
    connected()
    await asyncio.gather(*map(work, opened))
    tally.seconds = time.perf_counter() - began
    _hang_up(opened)
    return tally


async def at_a_rate(port: int, source: Iterator[Letter], rate: int, seconds: float) -> Tally:
    """So many deliveries a second, whether answers come or not; delays of our own count too."""
    tally = Tally()
    idle: deque[_Line] = deque()
    opened: list[_Line] = []
    began = time.perf_counter()

    async def post(letter: Letter, due: float) -> None:
        line = next((one for one in _popped(idle) if one.is_open), None)
        if line is None:
            line = await _connect(port)
            opened.append(line)
        status = await line.post(letter)
        tally.note(letter, status, time.perf_counter() - due)
        if line.is_open:
            idle.append(line)

    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(due - time.perf_counter())
            group.create_task(post(next(source), due))
    tally.seconds = time.perf_counter() - began
    _hang_up(opened)
    return tally


def _popped(lines: deque[_Line]) -> Iterator[_Line]:
    while lines:
        yield lines.pop()


def _hang_up(lines: Sequence[_Line]) -> None:
    for line in lines:
        line.hang_up()

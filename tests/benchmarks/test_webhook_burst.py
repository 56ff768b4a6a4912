"""The load that webhooks are measured with: signed, told apart, and counted rightly."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.github.events import IssueTouched, decode
from app.github.webhooks import verify
from benchmarks import _burst
from benchmarks._burst import Letter, Tally, letters

SECRET = "the secret of the burst"


def test_a_letter_is_a_signed_delivery_of_ten_kilobytes_about_an_issue() -> None:
    head, _, body = next(letters(SECRET, "one")).request.partition(b"\r\n\r\n")

    fields = dict(line.split(": ") for line in head.decode().splitlines()[1:])
    assert verify([SECRET], body, fields["X-Hub-Signature-256"])
    assert int(fields["Content-Length"]) == len(body)
    assert 10_000 <= len(body) <= 11_000
    assert isinstance(decode(fields["X-GitHub-Event"], body), IssueTouched)


def test_no_two_letters_have_the_same_id() -> None:
    some = list(itertools.islice(letters(SECRET, "many"), 200))

    assert len({one.guid for one in some}) == 200


def test_percentiles_are_of_what_was_answered() -> None:
    tally = Tally(seconds=10)

    for number in range(1, 101):
        tally.note(Letter(f"g-{number}", b""), 202, number / 1000)
    tally.note(Letter("refused", b""), 503, 9)
    tally.note(Letter("unanswered", b""), 0, 15)

    assert tally.percentile(0.5) == pytest.approx(51)
    assert tally.percentile(0.99) == pytest.approx(100)
    assert tally.rate == 10
    assert tally.otherwise == {"503": 1, "no answer": 1}


def test_a_burst_counts_what_the_server_acknowledged() -> None:
    seen: list[str] = []

    async def burst() -> tuple[Tally, Tally]:
        async with listening(seen) as port:
            source = letters(SECRET, "burst")
            fast = await _burst.as_fast_as_answered(port, source, 4, lambda: len(seen) > 50)
            return fast, await _burst.at_a_rate(port, source, rate=200, seconds=0.25)

    fast, steady = asyncio.run(burst())

    acknowledged = [*fast.acknowledged, *steady.acknowledged]
    refused = fast.otherwise["503"] + steady.otherwise["503"]
    assert set(acknowledged) < set(seen)
    assert len(acknowledged) + refused == len(seen)
    assert len(steady.acknowledged) + steady.otherwise["503"] == 50


def test_a_burst_ends_when_the_server_does() -> None:
    seen: list[str] = []

    async def burst() -> Tally:
        async with listening(seen, ends_after=20) as port:
            return await _burst.as_fast_as_answered(port, letters(SECRET, "x"), 4, lambda: False)

    tally = asyncio.run(burst())

    assert 1 <= tally.otherwise["no answer"] <= 4
    assert set(tally.acknowledged) < set(seen)


@asynccontextmanager
async def listening(seen: list[str], ends_after: int = 10_000) -> AsyncIterator[int]:
    """A server that notes the ids it gets; every fifth is refused, and after some it hangs up."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        while head := await _head(reader):
            fields = dict(line.split(": ") for line in head.splitlines()[1:] if line)
            await reader.readexactly(int(fields["Content-Length"]))
            seen.append(fields["X-GitHub-Delivery"])
            if len(seen) >= ends_after:
                break
            status = "503 Busy" if len(seen) % 5 == 0 else "202 Accepted"
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for writer in writers:
            writer.close()
        await asyncio.gather(*(one.wait_closed() for one in writers), return_exceptions=True)


async def _head(reader: asyncio.StreamReader) -> str:
    """Of the next HTTP request; empty when there is none."""
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return ""

"""What the sandbox writes down of calls and deliveries."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import transcript
from sandbox.transcript import Transcript
from tests.sandbox.voices import Voice


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "transcript.jsonl"
    listener = Transcript(path)
    transcript.listeners.append(listener)
    yield path
    transcript.listeners.remove(listener)


def test_a_transcript_has_the_calls_and_no_token(app: Voice, written: Path) -> None:
    token = app.does("POST", "/app/installations/77/access_tokens", {})["token"]

    [call] = [json.loads(line) for line in written.read_text().splitlines()]

    assert (call["route"], call["status"]) == (
        "/app/installations/{installation_id}/access_tokens",
        201,
    )
    assert call["response_body"]["token"] == "(token)"
    assert token not in written.read_text()
    assert app.credential not in written.read_text()

"""Several sandboxes of one process, as tests run them."""

from collections.abc import Callable
from typing import Any

import requests

from sandbox import RunningSandbox
from tests.sandbox.voices import Voice


def test_each_sandbox_answers_for_its_own_world(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any]
) -> None:
    ours, theirs = start(seed), start(seed)
    dana, other_dana = (Voice(one.url, "ghp_sandbox_dana") for one in (ours, theirs))

    dana.opens_an_issue(title="Ours")

    assert [one["title"] for one in dana.gets("/repos/acme/services/issues")] == ["Ours"]
    assert other_dana.gets("/repos/acme/services/issues") == []
    assert "Ours" in requests.get(f"{ours.url}/acme/services/issues", timeout=10).text
    assert "Ours" not in requests.get(f"{theirs.url}/acme/services/issues", timeout=10).text


def test_each_sandbox_obeys_its_own_controls(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any]
) -> None:
    ours, theirs = start(seed), start(seed)
    before = theirs.world.now()

    Voice(ours.url).orders("clock", {"advance_seconds": 3600})

    assert (ours.world.now() - before).total_seconds() >= 3600
    assert (theirs.world.now() - before).total_seconds() < 3600

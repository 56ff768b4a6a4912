"""`slipway policy check --org`: custom properties are held against the organisation's."""

import io
from pathlib import Path

import requests as http

from app.operations.policy import checking
from app.operations.policy.files import read_law_files
from tests.journeys import furnished
from tests.journeys.acme import Acme
from tests.journeys.furnished import define, permit
from tests.operations.policy.folder import starter_in


def found(acme: Acme, folder: Path) -> str:
    """What the command prints about them."""
    stream, files = io.StringIO(), read_law_files(folder, None)
    review = checking.look_through(files, acme.bench.clock())
    held = checking.with_properties(review, files, acme.bench, "acme")
    checking.write(stream, checking.judge(held, strict=False), files)
    return stream.getvalue()


def calls(acme: Acme) -> int:
    """How many there were."""
    counted = http.get(f"{acme.sandbox.url}/_sandbox/calls", timeout=10).json()
    return int(counted["reads"] + counted["writes"])


def test_a_policy_that_sets_none_asks_github_nothing(busy_acme: Acme, tmp_path: Path) -> None:
    folder = starter_in(tmp_path)
    before = calls(busy_acme)

    assert "no mistakes and no warnings" in found(busy_acme, folder.path)
    assert calls(busy_acme) == before


def test_an_app_that_may_not_read_them_says_so(acme: Acme, tmp_path: Path) -> None:
    folder = starter_in(tmp_path)
    folder.changes("policy.yml", "topics: [slipway]", "properties: {tier: T1}")

    told = found(acme, folder.path)

    assert "warning: The App may not read the organisation's properties" in told


def test_what_is_not_defined_is_a_mistake_at_its_place(busy_acme: Acme, tmp_path: Path) -> None:
    permit(busy_acme, organization_custom_properties="read")
    define(busy_acme, *furnished.PROPERTIES)
    folder = starter_in(tmp_path)
    folder.changes("policy.yml", "topics: [slipway]", "properties: {tier: T9, cost: '1'}")

    told = found(busy_acme, folder.path)

    assert "mistake: `tier` cannot be `T9`" in told
    assert "mistake: acme has no property `cost`" in told
    assert "2 mistakes" in told

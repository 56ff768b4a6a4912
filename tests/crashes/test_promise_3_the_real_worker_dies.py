"""Promise 3: wherever the real worker dies or stands still, one pair comes of it.

A sample of what `make crash-matrix` runs whole.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.crashes import plan
from tests.crashes.case import Case, Result
from tests.crashes.databases import Kind
from tests.crashes.lanes import run_all

_LANES = 3


def test_on_sqlite_with_a_redis_that_dies_with_its_worker(
    tmp_path: Path, sqlite_template: Path
) -> None:
    template = f"sqlite:///{sqlite_template}"
    [clean] = _played([Case()], Kind.SQLITE, template, tmp_path)

    single = plan.singles([clean.passed])
    stops = plan.stops([clean.passed], 1)
    cases = plan.sample(single, 3) + plan.pairs(single, 1, seed=1) + stops
    _all_end_well(_played(cases, Kind.SQLITE, template, tmp_path))


def test_on_postgresql_with_a_redis_that_lives_on(
    tmp_path: Path, postgres_server: str, postgres_template: str
) -> None:
    template = postgres_server.replace("/postgres?", f"/{postgres_template}?")
    [clean] = _played([Case()], Kind.POSTGRESQL, template, tmp_path)

    single = plan.singles([clean.passed])
    cases = plan.sample(single, 1) + plan.pairs(single, 1, seed=2)
    _all_end_well(_played(cases, Kind.POSTGRESQL, template, tmp_path))


def _played(cases: Sequence[Case], kind: Kind, template: str, folder: Path) -> list[Result]:
    results = list(run_all(cases, kind, template, min(_LANES, len(cases)), folder))
    assert [f"{one.case}: {one.violation}" for one in results if one.violation] == []
    return results


def _all_end_well(results: Sequence[Result]) -> None:
    """Without a violation, that is, and with somebody dead in most of them."""
    assert sum(bool(one.deaths) for one in results) > len(results) / 2

"""Promise 3: wherever the real worker dies or stands still, one pair comes of it.

A sample of what `make crash-matrix` runs whole.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.crashes import databases, plan
from tests.crashes.case import Case, Result, as_planned, play
from tests.crashes.places import Place

_SIDE_BY_SIDE = 4


def test_on_sqlite_with_a_redis_that_dies_with_its_worker(
    tmp_path: Path, sqlite_template: Path
) -> None:
    template = f"sqlite:///{sqlite_template}"
    clean = _clean(tmp_path, template)

    single = plan.singles([clean])
    cases = plan.sample(single, 3) + plan.pairs(single, 1, seed=1) + plan.stops(clean, 1)
    _all_end_well(cases, tmp_path, template)


def test_on_postgresql(tmp_path: Path, postgres_server: str, postgres_template: str) -> None:
    template = postgres_server.replace("/postgres?", f"/{postgres_template}?")
    single = plan.singles([_clean(tmp_path, template)])

    _all_end_well(plan.sample(single, 1) + plan.pairs(single, 1, seed=2), tmp_path, template)


def _clean(folder: Path, template: str) -> tuple[Place, ...]:
    """What the worker passes when nobody kills it."""
    clean = _played(Case(), folder, template)
    assert clean.violation == ""
    return clean.passed


def _all_end_well(cases: list[Case], folder: Path, template: str) -> None:
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        runs = pool.map(lambda case: as_planned(lambda: _played(case, folder, template)), cases)
        results = list(runs)

    assert [f"{one.case}: {one.violation}" for one in results if one.violation] == []
    assert sum(bool(one.deaths) for one in results) > len(cases) / 2


def _played(case: Case, folder: Path, template: str) -> Result:
    home = Path(tempfile.mkdtemp(dir=folder))
    with databases.copy(template, home) as url:
        return play(case, home, url)

"""How much processor time a commit takes to be judged, in this process and in the sealed room."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from app.domain.check import ControlFiles, History, Judgement, judge
from app.domain.control import CASES_PATH, FORM_PATH, POLICY_PATH
from app.domain.facts import Catalog
from app.domain.replay import CaseFacts
from app.judging import Judge
from benchmarks._processor import spent
from tests.domain.build import STARTER

PAST = (0, 2_000)

_CASES = f"{CASES_PATH}/starter.yml"
_PATHS = (POLICY_PATH, FORM_PATH, _CASES)


def judging_seconds(
    case: CaseFacts, catalog: Catalog, now: datetime
) -> Mapping[str, Mapping[int, float]]:
    """Processor seconds for the starter's files, by where they are judged and how many requests."""
    places = {"in the process": judge, "in the room": Judge().judged}
    Judge().judged(_starter(), None, now)  # which is warm then
    return {
        place: {past: _seconds(judged, _history(case, past, catalog), now) for past in PAST}
        for place, judged in places.items()
    }


def lines(seconds: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    """A table in Markdown."""
    yield f"| a commit is judged | {' | '.join(f'{past:,} past requests' for past in PAST)} |"
    yield f"|:--|{'--:|' * len(PAST)}"
    for where, of_past in seconds.items():
        yield f"| {where} | {' | '.join(f'{of_past[past]:.2f} s' for past in PAST)} |"


def _seconds(
    judged: Callable[[ControlFiles, History | None, datetime], Judgement],
    history: History,
    now: datetime,
) -> float:
    files = _starter()
    before = spent()
    judgement = judged(files, history, now)
    passed = spent() - before
    assert judgement.passes
    return passed


def _history(case: CaseFacts, past: int, catalog: Catalog) -> History:
    starter = _starter()
    assert starter.policy is not None
    assert starter.form is not None
    cases = (replace(case, issue_number=number) for number in range(past, 0, -1))
    return History(starter.policy, starter.form, cases, catalog)


def _starter() -> ControlFiles:
    found = {path: (STARTER / path).read_text(encoding="utf-8") for path in _PATHS}
    return ControlFiles(found[POLICY_PATH], found[FORM_PATH], {_CASES: found[_CASES]})

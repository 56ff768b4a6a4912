"""Templates are checked one after the other, each under a claim that is kept, within a time."""

import pytest

from app.domain.check import Level
from app.templates.faults import TemplateFault
from app.usecases.template_judging import MOST_SECONDS, judged

BROKEN = {name: TemplateFault("It is a link.", f"{name}/link", 3) for name in ("a", "b", "c")}
TREES = dict.fromkeys(BROKEN, "c0ffee")


def test_what_is_wrong_is_told_at_its_path_in_the_control_repository() -> None:
    found = judged(BROKEN, TREES, ["a"], lambda: None)

    [finding] = found.findings
    assert (finding.path, finding.line) == ("cookiecutters/a/link", 3)
    assert (finding.level, finding.message) == (Level.FAILURE, "It is a link.")
    assert (dict(found.checked), found.services, found.passes) == ({"a": "c0ffee"}, (), False)


def test_what_there_is_no_time_for_is_left_unchecked_and_keeps_it_from_passing() -> None:
    moments = iter([0.0, 1.0, MOST_SECONDS + 1])

    found = judged(BROKEN, TREES, ["c", "a", "b"], lambda: None, lambda: next(moments))

    assert list(found.checked) == ["a"]
    assert found.unchecked == ("b", "c")
    assert not found.passes


def test_it_stops_where_another_worker_took_over() -> None:
    def lost() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        judged(BROKEN, TREES, ["a"], lost)

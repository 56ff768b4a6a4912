"""Templates are checked one after the other, each under a claim that is kept, within a time."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.domain.check import Level, TemplatesJudged
from app.templates.faults import TemplateFault
from app.templates.offer import Templates
from app.usecases.template_judging import BOUNDS, Candidates, TemplateJudge, bounds_within
from tests.templates.builders import template

UNREADABLE: Templates = {"a": TemplateFault("It is a link.", "a/link", 3)}
BROKEN: Templates = {name: template("kind: servise\n") for name in "abc"}
SOUND: Templates = {"p": template("title: P\ndescription: D.\nkind: platform\n")}


def judged(
    judge: TemplateJudge,
    templates: Templates,
    names: str,
    before_each: Callable[[], None] = lambda: None,
    tree_id: str = "c0ffee",
) -> TemplatesJudged:
    those = Candidates(templates, dict.fromkeys(templates, tree_id), names)
    return judge.judged(those, before_each)


def test_what_is_wrong_is_told_at_its_path_in_the_control_repository() -> None:
    found = judged(TemplateJudge(), BROKEN, "a")

    told = {one.path: one for one in found.findings}
    assert told["cookiecutters/a/slipway.yml"].level is Level.FAILURE
    assert told["cookiecutters/a/slipway.yml"].line == 1
    assert (dict(found.checked), found.passes) == ({"a": "c0ffee"}, False)


def test_what_cannot_be_read_is_told_without_any_time() -> None:
    found = judged(TemplateJudge(most_seconds=0), {**UNREADABLE, **SOUND}, "ap")

    [finding] = found.findings
    assert (finding.path, finding.line) == ("cookiecutters/a/link", 3)
    assert (finding.level, finding.message) == (Level.FAILURE, "It is a link.")
    assert (dict(found.checked), found.unchecked) == ({"a": "c0ffee"}, ("p",))


def test_what_there_is_no_time_for_is_left_unchecked_and_keeps_it_from_passing() -> None:
    spent = [0.0]

    def takes_long() -> None:
        spent[0] += 60

    judge = TemplateJudge(most_seconds=60, elapsed=lambda: spent[0])
    found = judged(judge, BROKEN, "cab", takes_long)

    assert list(found.checked) == ["a"]
    assert found.unchecked == ("b", "c")
    assert not found.passes


def test_it_stops_where_another_worker_took_over() -> None:
    def lost() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        judged(TemplateJudge(), BROKEN, "a", lost)


def test_the_same_is_not_checked_twice_and_what_changed_beside_it_is() -> None:
    judge, told = TemplateJudge(), list[str]()
    judged(judge, SOUND, "p", lambda: told.append("first"))

    judged(judge, SOUND, "p", lambda: told.append("second"))
    judged(judge, SOUND, "p", lambda: told.append("third"), tree_id="0ff1ce")

    assert told.count("second") == 1 < told.count("first") == told.count("third")


@pytest.mark.parametrize("seconds", [2, 60, 120, 3600])
def test_two_processes_end_before_a_claim_runs_out(seconds: int) -> None:
    lease = timedelta(seconds=seconds)

    assert 2 * bounds_within(lease).wall_seconds < seconds
    assert bounds_within(lease).wall_seconds <= BOUNDS.wall_seconds


def test_what_failed_is_checked_again() -> None:
    judge = TemplateJudge()

    judged(judge, BROKEN, "a")

    assert judge.kept == {}

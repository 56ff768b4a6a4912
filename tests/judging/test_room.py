"""A commit is judged behind walls, to the same end, and is stopped when it takes too much."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.check import ControlFiles, judge
from app.domain.facts import Catalog, Service
from app.judging import Judge
from app.judging.judge import BOUNDS
from app.judging.messages import packed
from app.sealed.process import exchange
from app.sealed.warm import ask
from tests.domain.build import NOON
from tests.domain.check.judged import (
    CASES,
    CASES_TEXT,
    EVERYTHING_PASSES,
    POLICY,
    a_case,
    a_history,
    the_files,
)

NUMBERS = str([*range(98)])
ROUNDS = (
    f"{NUMBERS}.exists(a, {NUMBERS}.exists(b, a + b > 500 + request.tier"
    ' && request.data == "" && request.exposure == ""))'
)
SLOW = f"{POLICY}\nautomatic:\n" + "".join(
    f"  - {{name: n{number}, when: '{ROUNDS}'}}\n" for number in range(100)
)
"""Nearly all the rounds that a condition may take, for each combination of the form's choices."""

HASTY = Judge(replace(BOUNDS, cpu_seconds=1))


def test_it_comes_to_the_same_as_without_walls() -> None:
    cases = CASES_TEXT.replace("expect: {state: vetoed}", "expect: {state: building}")
    files = the_files(EVERYTHING_PASSES, cases={CASES: cases, "policy-tests/é.yml": None})

    judgement = Judge().judged(files, a_history(a_case(12), a_case(11)), NOON)

    assert judgement == judge(files, a_history(a_case(12), a_case(11)), NOON)
    assert judgement.past is not None
    assert [one.issue_number for one in judgement.past.changes] == [12, 11]
    assert judgement.cases.failed > 1
    assert judgement.people.teams


def test_time_zones_are_known_in_there() -> None:
    freezes = "freezes: [{name: winter, since: 2090-12-20, time_zone: Pacific/Chatham}]\n"
    when = 'now.getHours("Europe/Berlin") > 25'
    refusal = f"  - {{name: late, when: '{when}', say: 'It is late.'}}\n"
    policy = POLICY.replace("refuse:\n", f"{freezes}refuse:\n{refusal}")

    judgement = Judge().judged(the_files(policy), a_history(), NOON)

    assert judgement == judge(the_files(policy), a_history(), NOON)
    assert not judgement.was_stopped
    assert judgement.cases.failed == 0


@pytest.mark.parametrize("asked", [exchange, ask])
def test_every_wall_that_this_platform_offers_stands(
    monkeypatch: pytest.MonkeyPatch, asked: Callable[..., bytes]
) -> None:
    monkeypatch.setenv("SLIPWAY_PRIVATE_KEY", "secret")

    request = packed(the_files(), None, NOON, BOUNDS)
    answer = json.loads(asked("app.judging.room", request, BOUNDS, "Judging"))

    assert {*answer["walls"]} >= {"as", "core", "cpu", "environment", "files", "fsize", "nofile"}


def test_nothing_that_reaches_github_or_rows_is_loaded_in_there() -> None:
    told = "import sys, app.judging.room; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    ).stdout.split()

    beyond = {"sqlalchemy", "psycopg", "sqlite3", "redis", "celery", "github", "jwt", "requests"}
    assert "cel_expr_python" in loaded
    assert beyond.isdisjoint(loaded)


def test_a_policy_that_takes_too_long_is_stopped_and_told_what_to_do() -> None:
    judgement = HASTY.judged(the_files(SLOW), None, NOON)

    (finding,) = judgement.findings
    assert judgement.was_stopped
    assert not judgement.passes
    assert finding.path == "policy.yml"
    assert finding.message == (
        "Judging used up its processor time and was stopped, while it read the files. "
        "Shorten the policy, and its longest conditions first."
    )


def test_too_many_policy_cases_are_told_to_be() -> None:
    many = {f"policy-tests/{number}.yml": CASES_TEXT for number in range(400)}

    judgement = HASTY.judged(the_files(cases=many), None, NOON)

    assert "while it decided the policy cases. Keep fewer" in judgement.findings[0].message


def test_a_condition_that_is_slow_in_a_large_catalog_is_told_of() -> None:
    scan = "  - {name: scan, when: 'catalog.exists(s, s.owner == \"nobody\")', say: 'No.'}\n"
    files = the_files(POLICY.replace("refuse:\n", f"refuse:\n{scan}"), cases={})
    services = tuple(Service(f"service-{number}", "books") for number in range(5_000))
    history = replace(a_history(*[a_case()] * 2_000), catalog=Catalog(services))

    # Enough to have read all that on a machine that is busy with other things.
    judgement = Judge(replace(BOUNDS, cpu_seconds=5)).judged(files, history, NOON)

    assert "while it decided past requests again. Look for" in judgement.findings[0].message


def test_one_that_only_waits_is_killed_by_the_clock() -> None:
    judgement = Judge(replace(BOUNDS, wall_seconds=0.01)).judged(the_files(), None, NOON)

    assert judgement.was_stopped
    assert judgement.findings[0].message == ("Judging took more than 0.01 seconds and was stopped.")


@pytest.mark.parametrize("megabytes", [50, 70])
def test_one_that_takes_too_much_memory_is_stopped(megabytes: int) -> None:
    tight = Judge(replace(BOUNDS, memory_bytes=megabytes * 1024 * 1024))

    judgement = tight.judged(the_files(), a_history(*[a_case()] * 1_000), NOON)

    assert judgement.was_stopped
    assert "memory and was stopped" in judgement.findings[0].message


def test_an_answer_that_is_too_long_is_none() -> None:
    judgement = Judge(replace(BOUNDS, answer_bytes=100)).judged(the_files(), None, NOON)

    assert judgement.was_stopped
    assert "The room ended with status 1" in judgement.findings[0].message


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"{}",
        b'{"walls": []}',
        b'{"walls": [], "judgement": {"findings": [7]}}',
        b"\xff",
    ],
)
def test_an_answer_that_is_none_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    """Whoever got out of the interpreter in there can answer whatever they like."""
    monkeypatch.setattr("app.judging.judge.ask", lambda *_: answer)

    judgement = Judge().judged(the_files(), None, NOON)

    assert judgement.was_stopped
    assert not judgement.passes
    assert "cannot be read" in judgement.findings[0].message


def test_files_that_are_too_large_together_are_not_judged() -> None:
    files = ControlFiles(POLICY, "", {f"policy-tests/{n}.yml": "x" * 1_000_000 for n in range(10)})

    judgement = Judge().judged(files, None, NOON)

    assert judgement.was_stopped
    assert "at most 10,000,000 are read" in judgement.findings[0].message


def test_of_very_long_requests_only_the_newest_are_decided_again() -> None:
    long = replace(a_case(), body=f"{a_case().body}\n\n{'x' * 60_000}")

    judgement = Judge().judged(the_files(), a_history(*[long] * 600), NOON)

    assert judgement.past is not None
    assert 500 < judgement.past.decided < 600
    assert judgement.past.is_cut


def test_half_a_character_is_no_hindrance() -> None:
    judgement = Judge().judged(the_files(f"{POLICY}\n# \ud800\n"), None, NOON)

    assert judgement.passes

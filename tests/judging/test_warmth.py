"""A warm room has loaded all that a judgement needs, and judges each commit afresh."""

import subprocess
import sys

from app.domain.check import judge
from app.judging import Judge
from app.judging.judge import BOUNDS
from app.judging.messages import packed
from app.judging.warmth import sample
from app.sealed import warm
from tests.domain.build import NOON
from tests.domain.check.judged import POLICY, a_case, a_history, the_files

LATER = """
import json, sys
from app.judging import room
from app.judging.messages import unpacked
from app.domain.check import judge

room.warm_up()
before = set(sys.modules)
assert judge(*unpacked(json.load(sys.stdin))).passes
print(sorted(set(sys.modules) - before))
"""


def test_the_sample_passes() -> None:
    assert judge(*sample()).passes


def test_a_judgement_loads_no_module_later() -> None:
    """It would be loaded for every judgement anew."""
    request = packed(the_files(), a_history(a_case(12)), NOON, BOUNDS)

    run = subprocess.run(
        [sys.executable, "-c", LATER], input=request, check=True, capture_output=True
    )

    assert run.stdout == b"[]\n"


def test_one_commit_leaves_nothing_to_the_next() -> None:
    wrong = Judge().judged(the_files(f"{POLICY}\nunknown: 1\n"), None, NOON)
    before = warm.process_ids()

    right = Judge().judged(the_files(), None, NOON)

    assert not wrong.passes
    assert right == judge(the_files(), None, NOON)
    assert warm.process_ids() == before

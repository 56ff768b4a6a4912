"""A template whose hook looks at answers is no broken one, where hooks run."""

from pathlib import Path

import pytest

from app.doctor.finding import Level
from tests import native_walls
from tests.doctor.clinic import clinic

pytestmark = native_walls.needed

HOOK = "cookiecutters/python-service/hooks/pre_gen_project.py"


@pytest.mark.parametrize(
    ("text", "broken"),
    [("import sys\nsys.exit('Take another name.')", []), ("1/0", ["ZeroDivisionError"])],
)
def test_a_hook_may_refuse_made_up_answers_and_not_fail(
    tmp_path: Path, text: str, broken: list[str]
) -> None:
    with clinic(tmp_path, control={"contents": {HOOK: text}}) as found:
        trouble = found.with_settings(template_hooks="python").trouble()

    told = [" ".join(one.todo) for one in trouble if one.level is Level.BROKEN]
    assert len(told) == len(broken)
    assert all(word in one for word, one in zip(broken, told, strict=True))

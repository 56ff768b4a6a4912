"""The breaks that `make mutate-heart` makes are breaks of the code as it is, and are noticed."""

import ast

import pytest

from tests.domain.heart.breaks import BREAKS, Break
from tests.domain.heart.mutations import notices
from tests.spoiling import ROOT

DOMAIN = ROOT / "app" / "domain"


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.what)
def test_a_break_is_one_of_the_code_as_it_is(one: Break) -> None:
    text = (DOMAIN / one.path).read_text(encoding="utf-8")

    broken = one.of(text)

    assert ast.dump(ast.parse(broken)) != ast.dump(ast.parse(text))


def test_a_veto_that_nobody_hears_is_noticed() -> None:
    (one,) = (one for one in BREAKS if one.what == "the veto is not heard")

    assert "nobody approved it" in notices(one)

"""A change reaches what is laid on the changed template, and what is made along with that."""

import pytest

from app.templates.affected import affected
from app.templates.faults import TemplateFault
from app.templates.offer import Templates
from tests.templates.builders import template


def manifest(kind: str, more: str = "") -> str:
    return f"title: T\ndescription: D.\nkind: {kind}\n{more}"


TEMPLATES: Templates = {
    "platform": template(manifest("platform")),
    "other-platform": template(manifest("platform")),
    "go": template(manifest("service", "layers: [platform]\ntests: go-tests\n")),
    "py": template(manifest("service", "layers: [other-platform]\ntests: py-tests\n")),
    "go-tests": template(manifest("tests", "layers: [platform]\n")),
    "py-tests": template(manifest("tests", "layers: [platform]\n")),
}


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        ({"go"}, ["go"]),
        ({"go-tests"}, ["go", "go-tests"]),
        ({"other-platform"}, ["other-platform", "py"]),
        ({"platform"}, ["go", "go-tests", "platform", "py", "py-tests"]),
        (set(), []),
    ],
)
def test_a_change_reaches_what_is_made_with_it(changed: set[str], reached: list[str]) -> None:
    assert affected(TEMPLATES, changed) == reached


def test_one_that_is_gone_reaches_what_needs_it() -> None:
    left = {name: tree for name, tree in TEMPLATES.items() if name != "go-tests"}

    assert affected(left, {"go-tests"}) == ["go"]


def test_one_that_cannot_be_read_is_reached_by_its_own_change_alone() -> None:
    broken = {**TEMPLATES, "go": TemplateFault("It is a link.", "go/link")}

    assert affected(broken, {"platform"}) == ["go-tests", "platform", "py", "py-tests"]
    assert affected(broken, {"go"}) == ["go"]


def test_what_a_changed_manifest_says_reaches_nothing() -> None:
    """It is in the list by itself, and nobody reviewed it."""
    endless = template(manifest("service", "layers: [py]\ntests: go-tests\n") + "x: " * 20_000)

    assert affected({**TEMPLATES, "go": endless}, {"go"}) == ["go"]

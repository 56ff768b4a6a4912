"""What recordings of live checks tell is compared with the sandbox, so that it is never lost.

A recording is a file of `recordings/`, as `slipway doctor --live ORG --record FILE` writes it. What
stays different is listed with its reason in the file of the same name that ends in `.yml`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.live.compare import differences
from app.live.expected import expected
from app.live.recording import parse
from app.live.removed import FIELDS, GONE, PATTERNS

FILES = sorted((Path(__file__).parent / "recordings").glob("*.jsonl"))


def accepted(file: Path) -> set[tuple[str, str]]:
    """The call and the place of each difference that is there for a reason."""
    listed = file.with_suffix(".yml")
    entries = YAML(typ="safe").load(listed) if listed.exists() else []
    assert all(one["reason"] for one in entries)
    return {(one["call"], one["where"]) for one in entries}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_it_tells_is_as_the_sandbox_does_it_or_listed_with_a_reason(file: Path) -> None:
    [run] = parse(file.read_text(encoding="utf-8").splitlines()).runs

    found = {(one.call, one.where) for one in differences(run, expected())}

    assert found == accepted(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_holds_no_secret(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert [found[0] for one in PATTERNS if (found := one.search(text))] == []
    for run in parse(text.splitlines()).runs:
        bodies = [one.response_body for spoken in run.spoken for one in spoken.exchanges]
        assert {value for value in _secrets(bodies) if value != GONE} == set()


def test_one_of_a_spoilt_sandbox_shows_each_kind_of_difference() -> None:
    [file] = [one for one in FILES if one.stem == "spoilt"]

    places = {where.split()[0] for _, where in accepted(file)}

    assert places == {"body", "header", "status"}


def _secrets(value: Any) -> Iterator[str]:
    match value:
        case list():
            for one in value:
                yield from _secrets(one)
        case dict():
            yield from (
                one for name, one in value.items() if name in FIELDS and isinstance(one, str)
            )
            yield from _secrets(list(value.values()))

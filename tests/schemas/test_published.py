"""The published schemas are those of this version, explain every key, and let editors find them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.domain.build import STARTER
from tests.environment import ROOT
from tests.schemas.cases import cases_schema
from tests.schemas.manifest import manifest_schema
from tests.schemas.policy import policy_schema
from tests.schemas.published import PUBLISHED, rendered
from tests.schemas.reference import manifest_rows, rows
from tests.schemas.shapes import Schema

TEMPLATES = ROOT / "cookiecutters"
NAMED = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)


def properties(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every key that a schema knows, by the path that the reference pages write."""
    for key, shape in schema.get("properties", {}).items():
        yield path + key, shape
        yield from properties(shape, f"{path}{key}.")
        items = shape.get("items", {})
        for one in (items, *items.get("oneOf", ())):
            yield from properties(one, f"{path}{key}[].")
        name = {"fields": "FIELD", "roles": "NAME"}.get(key, "")
        more: Any = shape.get("additionalProperties", False)
        if isinstance(more, dict):
            yield from properties(more, f"{path}{key}.{name}.")


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_what_is_published_was_made_from_the_models_of_this_version(path: Path) -> None:
    """`python -m tests.schemas` makes it anew."""
    assert path.read_text(encoding="utf-8") == rendered(PUBLISHED[path]())


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_every_key_is_described(path: Path) -> None:
    keys = dict(properties(PUBLISHED[path]()))

    assert len(keys) > 7
    assert [key for key, shape in keys.items() if not shape.get("description")] == []


def test_every_key_of_the_reference_is_in_a_schema() -> None:
    known = {key for key, _ in (*properties(policy_schema()), *properties(cases_schema()))}

    assert [key for key in rows() if key not in known] == []


def test_a_case_may_say_all_that_is_given() -> None:
    schema = cases_schema()["properties"]
    of_a_case = schema["cases"]["items"]["properties"]

    assert schema["given"]["properties"].items() <= of_a_case.items()


def test_every_key_of_the_manifest_is_in_its_schema() -> None:
    assert manifest_rows().keys() == manifest_schema()["properties"].keys()


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*/slipway.yml")), ids=str)
def test_a_template_leads_editors_to_the_schema(template: Path) -> None:
    """Below `cookiecutters/` of a control repository, beside the folder of schemas."""
    (named,) = NAMED.findall(template.read_text(encoding="utf-8"))

    assert (STARTER / "cookiecutters/any" / named).resolve() in PUBLISHED


@pytest.mark.parametrize("file", ["policy.yml", "policy-tests/starter.yml"])
def test_the_starter_leads_editors_to_the_schema(file: str) -> None:
    (named,) = NAMED.findall((STARTER / file).read_text(encoding="utf-8"))

    assert (STARTER / file).parent.joinpath(named).resolve() in PUBLISHED

"""Judges entities as Backstage does when it takes them in: by its schemas and rules for names."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator, Registry

PUBLISHED = Path(__file__).parent / "published/schemas.json"
KINDS = {"Component", "System", "Resource", "API"}
_NAME = re.compile(r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_LABEL = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_REFERENCE = re.compile(r"(?:([a-zA-Z]+):)?(?:([a-z0-9-]+)/)?(.+)")


def complaints(entities: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What Backstage would refuse; references into the catalog have to lead somewhere."""
    known = list(entities)
    there = [(one["kind"].lower(), one["metadata"]["name"].lower()) for one in known]
    yield from (f"{kind} {name} twice" for kind, name in there if there.count((kind, name)) > 1)
    for one in known:
        name = one["metadata"]["name"]
        yield from (f"{name}: {error.message}" for error in _schema(one["kind"]).iter_errors(one))
        if not _is_name(name):
            yield f"{name} is no name"
        for key, value in one["metadata"].get("annotations", {}).items():
            if not _is_key(key) or not isinstance(value, str):
                yield f"{key} is no annotation"
        yield from (f"{name}: {text}" for text in _bad_references(one["spec"]))


@cache
def _schema(kind: str) -> Draft7Validator:
    schemas = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    kept = Registry([(f"urn:{name}", _absolute(one)) for name, one in schemas.items()])
    name = f"{kind.capitalize()}V1alpha1"
    return Draft7Validator({"$ref": f"urn:{name}"}, registry=kept)


def _absolute(part: Any) -> Any:
    """References among the schemas as addresses of their own."""
    if isinstance(part, list):
        return [_absolute(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _absolute(one) for key, one in part.items() if key not in {"$id", "$schema"}}
    if isinstance(reference := found.get("$ref"), str) and not reference.startswith("#"):
        found["$ref"] = f"urn:{reference}"
    return found


def _bad_references(spec: Mapping[str, Any]) -> Iterator[str]:
    lists = [*spec.get("dependsOn", []), *spec.get("providesApis", [])]
    for text in [*lists, spec["owner"], *([spec["system"]] if "system" in spec else [])]:
        match = _REFERENCE.fullmatch(text)
        if match is None or not _is_name(match[3]) or match[2] not in {None, "default"}:
            yield f"{text} is no reference"
    yield from (f"{text} has no kind" for text in spec.get("dependsOn", []) if ":" not in text)


def _is_name(text: str) -> bool:
    return len(text) <= 63 and _NAME.fullmatch(text) is not None


def _is_key(key: str) -> bool:
    prefix, slash, name = key.rpartition("/")
    parts = prefix.split(".") if slash else []
    return _is_name(name) and all(len(one) <= 63 and _LABEL.fullmatch(one) for one in parts)

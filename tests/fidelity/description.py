"""GitHub's published description of its API: which operations there are, and what they say."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry

PUBLISHED = Path(__file__).parent / "published"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any] | bool
PLAIN: Schema = {"$ref": "urn:github#/schemas/basic-error"}
WITH_ERRORS: Schema = {
    "anyOf": [
        {"$ref": "urn:github#/schemas/validation-error"},
        {"$ref": "urn:github#/schemas/validation-error-simple"},
    ]
}


def published(name: str) -> Any:
    """The content of a file of `published/`: JSON, or the text of the GraphQL schema."""
    text = gzip.decompress((PUBLISHED / name).read_bytes()).decode()
    return json.loads(text) if name.endswith(".json.gz") else text


class Schemas:
    """A set of schemas that refer to each other."""

    def __init__(self, named: Mapping[str, Any]) -> None:
        self._named = named
        self._registry = Registry([("urn:github", {"schemas": named})])
        self._validators: dict[int, tuple[Schema, Draft202012Validator]] = {}
        self._levels: dict[tuple[int, ...], _Level] = {}

    def complaints(self, schema: Schema, value: Any) -> Iterator[str]:
        """What of a value does not fit, each with its place: `labels/0/name: …`."""
        for one in self._validator(schema).iter_errors(value):
            yield f"{'/'.join(str(part) for part in one.instance_path) or '(all)'}: {one.message}"

    def _validator(self, schema: Schema) -> Draft202012Validator:
        # Kept with its schema, so that the id stays that of this schema.
        if id(schema) not in self._validators:
            whole = {"$schema": DIALECT, "allOf": [schema]}
            made = Draft202012Validator(whole, registry=self._registry, validate_formats=True)
            self._validators[id(schema)] = schema, made
        return self._validators[id(schema)][1]

    def strangers(self, schema: Schema, value: Any) -> Iterator[str]:
        """The places of fields that the schema lacks: GitHub neither sends nor takes them."""
        yield from self._strangers([schema], value, ())

    def _strangers(
        self, schemas: list[Schema], value: Any, place: tuple[str, ...]
    ) -> Iterator[str]:
        level = self._level(schemas)
        if isinstance(value, dict):
            if level.is_free:
                return
            for name, inner in value.items():
                known = level.of_field(name)
                if known:
                    yield from self._strangers(known, inner, (*place, name))
                else:
                    yield "/".join((*place, name))
        elif isinstance(value, list) and level.items:
            for inner in value:
                yield from self._strangers(level.items, inner, (*place, "[]"))

    def _level(self, schemas: list[Schema]) -> "_Level":
        key = tuple(map(id, schemas))
        if key not in self._levels:
            flat = [part for one in schemas for part in self._flat(one)]
            self._levels[key] = _Level(schemas, flat)
        return self._levels[key]

    def fields(self, schema: Schema, value: Any) -> Iterator[tuple[str, bool]]:
        """The places of all fields that are described for a value, and whether they are there."""
        yield from self._fields([schema], value, ())

    def _fields(
        self, schemas: list[Schema], value: Any, place: tuple[str, ...]
    ) -> Iterator[tuple[str, bool]]:
        flat = [part for one in schemas for part in self._flat(one)]
        if isinstance(value, dict):
            known = defaultdict[str, list[Schema]](list)
            for one in flat:
                for name, inner in one.get("properties", {}).items():
                    known[name].append(inner)
            for name, inside in known.items():
                yield "/".join((*place, name)), name in value
                if name in value:
                    yield from self._fields(inside, value[name], (*place, name))
        elif isinstance(value, list):
            inside = [one["items"] for one in flat if "items" in one]
            for one in value:
                yield from self._fields(inside, one, (*place, f"[{_kind(one)}]"))

    def _flat(self, schema: Schema) -> Iterator[dict[str, Any]]:
        """The parts of a schema that may describe one value: itself, references, alternatives."""
        if isinstance(schema, bool):
            return
        if "$ref" in schema:
            yield from self._flat(self._named[schema["$ref"].removeprefix("urn:github#/schemas/")])
            return
        for word in ("allOf", "anyOf"):
            for one in schema.get(word, []):
                yield from self._flat(one)
        if schema.keys() - {"allOf", "anyOf", "required"} or not schema:
            yield schema


class _Level:
    """What some schemas say together of one value, put together once for all values."""

    def __init__(self, schemas: list[Schema], flat: list[dict[str, Any]]) -> None:
        self.schemas = schemas  # kept, so that their ids stay theirs
        self.is_free = any(_is_free(one) for one in flat)
        self.items = [one["items"] for one in flat if "items" in one]
        self._flat = flat
        self._fields: dict[str, list[Schema]] = {}

    def of_field(self, name: str) -> list[Schema]:
        """The schemas of a field; none where nobody knows it."""
        if name not in self._fields:
            known = [one["properties"][name] for one in self._flat if _has_field(one, name)]
            known += [one["additionalProperties"] for one in self._flat if _has_values(one)]
            self._fields[name] = known
        return self._fields[name]


def _kind(item: Any) -> str:
    """What an entry of a timeline is by its own word: each kind of them has fields of its own."""
    return str(item.get("event", "")) if isinstance(item, dict) else ""


def _is_free(schema: dict[str, Any]) -> bool:
    """Whether a schema lets an object have any field."""
    if schema.get("additionalProperties") is True:
        return True
    described = {"properties", "additionalProperties", "enum", "items"} & schema.keys()
    return not described and schema.get("type", "object") in ("object", ["object", "null"])


def _has_field(schema: dict[str, Any], name: str) -> bool:
    return name in schema.get("properties", {})


def _has_values(schema: dict[str, Any]) -> bool:
    return isinstance(schema.get("additionalProperties"), dict)


@dataclass(frozen=True)
class Operation:
    """One operation: `key` is its method and path, `id` GitHub's name for it."""

    key: str
    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def statuses(self) -> set[int]:
        return {int(one) for one in self.raw["responses"]}

    def answer(self, status: int) -> Schema | None:
        """The schema of an answer; None for an answer without content."""
        found: Schema | None = self.raw["responses"][str(status)]
        return found

    @property
    def body(self) -> Schema | None:
        found: Schema | None = self.raw.get("body", {}).get("schema")
        return found

    @property
    def needs_body(self) -> bool:
        return bool(self.raw.get("body", {}).get("required"))

    @property
    def query(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = self.raw["query"]
        return found

    @property
    def is_paged(self) -> bool:
        return "per_page" in self.query

    @property
    def creates_content(self) -> bool:
        return bool(self.raw.get("creating"))


class Rest:
    """The REST API in the version that is answered to who names none."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self._newer: dict[str, Rest] = {}
        self.release = str(raw["release"])
        self.schemas = Schemas(raw["schemas"])
        self.operations = {key: Operation(key, one) for key, one in raw["operations"].items()}

    def as_of(self, version: str) -> "Rest":
        """The same in another version of the API; in this one where nothing else is described."""
        changes = self._raw.get("newer", {}).get(version)
        if changes is None:
            return self
        if version not in self._newer:
            parts = {name: self._raw[name] | changed for name, changed in changes.items()}
            self._newer[version] = Rest({"release": self.release} | parts)
        return self._newer[version]

    def operation(self, method: str, route: str) -> Operation | None:
        return self.operations.get(f"{method} {route}")

    def refusal(self, *, with_errors: bool) -> Schema:
        """How GitHub words a refusal, whether it describes one for the operation or not."""
        return WITH_ERRORS if with_errors else PLAIN


class Webhooks:
    """The events that GitHub sends."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.release = str(raw["release"])
        self.schemas = Schemas(raw["schemas"])
        self.events: Mapping[str, Schema] = raw["events"]

    def payload(self, event: str, action: str | None) -> Schema | None:
        """The schema of an event; None if GitHub describes no such event.

        The action of a `repository_dispatch` is its sender's word; GitHub describes a sample.
        """
        if event == "repository_dispatch":
            action = "sample.collected"
        return self.events.get(f"{event}.{action}" if action else event)


@cache
def rest() -> Rest:
    return Rest(published("rest.json.gz"))


@cache
def permissions() -> Mapping[str, frozenset[str]]:
    """The permissions of which an App needs one, by method and path, parameters without names.

    The list is older than some operations: where it is silent, nothing is known from it.
    """
    listed = published("permissions.json.gz")
    return {nameless(route): frozenset(named) for route, named in listed.items()}


def nameless(route: str) -> str:
    """A route whose parameters are `{}`: what they are called has changed over time."""
    return re.sub(r"{\w+}", "{}", route)


@cache
def webhooks() -> Webhooks:
    return Webhooks(published("webhooks.json.gz"))

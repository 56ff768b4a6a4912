"""The catalog as Backstage's entities: services, their tests, systems, data stores and APIs.

Teams are referred to, `group:default/TEAM`; Backstage knows them from GitHub.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.domain.catalog.components import TEMPLATE, TESTS
from app.domain.catalog.entry import Entry, RepositoryRef
from app.domain.catalog.names import SPELT, written

Entity = Mapping[str, Any]

_UNKNOWN = "unknown"
_VERSION = "backstage.io/v1alpha1"


def entities(entries: Iterable[Entry], organisation: str) -> Iterator[Entity]:
    """Every entry as a component, then its tests; after them what they refer to."""
    known = tuple(entries)
    for entry in known:
        yield _service(entry, organisation)
        if tests := entry.details.tests_repository:
            yield _tests(entry, tests, organisation)
    yield from _systems(known)
    yield from _data_stores(known)
    yield from _apis(known)


class _Speller:
    """Writes names as Backstage takes them, and keeps how they are spelt otherwise."""

    def __init__(self) -> None:
        self.spelt: dict[str, str] = {}

    def name(self, kind: str, name: str) -> str:
        as_written = written(name)
        if as_written != name:
            self.spelt[f"{kind}:{as_written}"] = name
        return as_written

    def reference(self, kind: str, name: str) -> str:
        return f"{kind}:default/{self.name(kind, name)}"

    def word(self, kind: str, word: str) -> str:
        """A text that Backstage takes as it is, unless it is empty."""
        if not word:
            self.spelt[f"{kind}:{_UNKNOWN}"] = ""
        return word or _UNKNOWN

    def annotations(self, known: Mapping[str, str | None]) -> dict[str, str]:
        names = json.dumps(self.spelt, sort_keys=True) if self.spelt else None
        return {key: value for key, value in {**known, SPELT: names}.items() if value}


def _service(entry: Entry, organisation: str) -> Entity:
    said, speller = entry.details, _Speller()
    depends_on = [speller.reference("component", one) for one in said.depends_on or ()]
    depends_on += (speller.reference("resource", one) for one in said.data_stores or ())
    apis = [speller.reference("api", one) for one in said.apis or ()]
    spec = {
        "type": "service",
        "lifecycle": speller.word("lifecycle", said.lifecycle or ""),
        "owner": speller.reference("group", said.owner or ""),
        **({"system": speller.name("system", said.system)} if said.system else {}),
        **({"dependsOn": depends_on} if depends_on else {}),
        **({"providesApis": apis} if apis else {}),
    }
    name = speller.name("component", entry.name)
    annotations = speller.annotations(
        {**_slug(said.service_repository, organisation), TEMPLATE: said.template}
    )
    return _entity("Component", name, spec, annotations)


def _tests(entry: Entry, tests: RepositoryRef, organisation: str) -> Entity:
    said, speller = entry.details, _Speller()
    spec = {
        "type": TESTS,
        "lifecycle": speller.word("lifecycle", said.lifecycle or ""),
        "owner": speller.reference("group", said.owner or ""),
        **({"system": speller.name("system", said.system)} if said.system else {}),
        "dependsOn": [speller.reference("component", entry.name)],
    }
    name = speller.name("component", tests.name)
    return _entity("Component", name, spec, speller.annotations(_slug(tests, organisation)))


def _systems(entries: Iterable[Entry]) -> Iterator[Entity]:
    systems = _by_name((one, entry) for entry in entries if (one := entry.details.system))
    for name, members in sorted(systems.items()):
        yield _owned("System", name, members, {})


def _data_stores(entries: Iterable[Entry]) -> Iterator[Entity]:
    users = _by_name((one, entry) for entry in entries for one in entry.details.data_stores or ())
    for name, members in sorted(users.items()):
        yield _owned("Resource", name, members, {"type": "database"})


def _apis(entries: Iterable[Entry]) -> Iterator[Entity]:
    providers = _by_name((one, entry) for entry in entries for one in entry.details.apis or ())
    for name, members in sorted(providers.items()):
        first = members[0].details
        spec = {
            "type": _UNKNOWN,
            "lifecycle": first.lifecycle or _UNKNOWN,
            "definition": f"Slipway knows only who provides it: {members[0].name}.",
        }
        yield _owned("API", name, members, spec)


def _by_name(used: Iterable[tuple[str, Entry]]) -> Mapping[str, list[Entry]]:
    """By the name as it is written; names that differ only in their case are one to Backstage."""
    found: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    for name, entry in used:
        as_written = names.setdefault(written(name).casefold(), written(name))
        found.setdefault(as_written, []).append(entry)
    return found


def _owned(kind: str, name: str, members: list[Entry], spec: Mapping[str, str]) -> Entity:
    """An entity that belongs to the team with the most of these services, first by name."""
    teams = Counter(one.details.owner or "" for one in members)
    team = min(teams, key=lambda one: (not one, -teams[one], one))
    speller = _Speller()
    owner = speller.reference("group", team)
    return _entity(kind, name, {**spec, "owner": owner}, speller.annotations({}))


def _slug(repository: RepositoryRef | None, organisation: str) -> dict[str, str | None]:
    slug = f"{organisation}/{repository.name}" if repository else None
    return {"github.com/project-slug": slug}


def _entity(
    kind: str, name: str, spec: Mapping[str, Any], annotations: Mapping[str, str]
) -> Entity:
    metadata = {"name": name, **({"annotations": dict(annotations)} if annotations else {})}
    return {"apiVersion": _VERSION, "kind": kind, "metadata": metadata, "spec": dict(spec)}

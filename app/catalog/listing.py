"""`slipway catalog list` and `show`: the services, and how they hang together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from app.domain.facts import Catalog, Service
from app.operations import screen
from app.store.catalog import catalog
from app.store.entries import entries
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Listed:
    """A service as programs read it; `source` is `request`, `file` or `repository`."""

    name: str
    owner: str
    system: str
    lifecycle: str
    template: str
    depends_on: tuple[str, ...]
    dependents: tuple[str, ...]
    unknown_dependencies: tuple[str, ...]
    data_stores: tuple[str, ...]
    apis: tuple[str, ...]
    service_repository: str
    tests_repository: str
    source: str
    created: datetime | None


def read(bench: Workbench, organisation: str, owner: str | None = None) -> list[Listed]:
    """All services by name, or those of a team."""
    with bench.database.reading() as tx:
        known = catalog(tx, organisation)
        by_name = {one.name: one for one in entries(tx, organisation)}
    services = known.owned_by(owner) if owner else known.services
    found = []
    for one in sorted(services, key=lambda one: one.name.casefold()):
        entry = by_name[one.name]
        repositories = (entry.details.service_repository, entry.details.tests_repository)
        where, tests = (each.name if each else "" for each in repositories)
        apis = entry.details.apis or ()
        found.append(_listed(known, one, apis, where, tests, str(entry.source)))
    return found


def find(bench: Workbench, organisation: str, name: str) -> Listed | None:
    """One service, by its name in any case."""
    found = (one for one in read(bench, organisation) if one.name.casefold() == name.casefold())
    return next(found, None)


def write(stream: TextIO, services: Sequence[Listed], *, as_json: bool) -> None:
    """A line for each."""
    if as_json:
        screen.as_json(stream, services)
    elif not services:
        screen.line(stream, "The catalog has no such services. `slipway catalog import` makes it.")
    else:
        screen.table(stream, _rows(services), indent="")


def write_one(stream: TextIO, service: Listed, *, as_json: bool) -> None:
    """All that is known of it."""
    if as_json:
        screen.as_json(stream, service)
    else:
        screen.table(stream, _fields(service), indent="")


def _listed(
    known: Catalog, one: Service, apis: tuple[str, ...], where: str, tests: str, source: str
) -> Listed:
    return Listed(
        name=one.name,
        owner=one.owner,
        system=one.system,
        lifecycle=one.lifecycle,
        template=one.template,
        depends_on=one.depends_on,
        dependents=tuple(each.name for each in known.dependents_of(one.name)),
        unknown_dependencies=tuple(name for name in one.depends_on if not known.named(name)),
        data_stores=one.data_stores,
        apis=apis,
        service_repository=where,
        tests_repository=tests,
        source=source,
        created=one.created,
    )


def _rows(services: Sequence[Listed]) -> Iterator[tuple[str, ...]]:
    yield "service", "owner", "system", "lifecycle", "tests", "dependents", "depends on"
    for one in services:
        tests = "yes" if one.tests_repository else "no"
        texts = (one.name, one.owner or "-", one.system or "-", one.lifecycle or "-", tests)
        yield *texts, str(len(one.dependents)), _names(one.depends_on)


def _fields(one: Listed) -> Iterator[tuple[str, ...]]:
    yield "service", one.name
    yield "owner", one.owner or "nobody says"
    yield "system", one.system or "-"
    yield "lifecycle", one.lifecycle or "-"
    yield "template", one.template or "-"
    yield "repository", one.service_repository or "-"
    yield "tests", one.tests_repository or "-"
    yield "depends on", _names(one.depends_on)
    if one.unknown_dependencies:
        yield "", f"of these the catalog does not know {_names(one.unknown_dependencies)}"
    yield "dependents", _names(one.dependents)
    yield "data stores", _names(one.data_stores)
    yield "APIs", _names(one.apis)
    known = f"{one.created:%Y-%m-%d}, " if one.created else ""
    yield "known since", f"{known}from a {one.source}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "-"

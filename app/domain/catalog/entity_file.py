"""What an operator says of services in Backstage's format, such as an export of the catalog."""

from collections.abc import Iterable, Mapping

from app.domain.catalog.components import Component, read_components
from app.domain.catalog.entry import Claim, Details, RepositoryRef, Source
from app.domain.catalog.ownership import team_named
from app.domain.github_names import LONGEST_REPOSITORY, is_repository_name
from app.domain.mistakes import FileMistakes, Mistake

_LARGEST = 20_000_000


def read_entities(path: str, text: str, organisation: str) -> tuple[Claim, ...]:
    """One claim for each component that is a service; what holds its tests is named with it.

    YAML of one or several documents, or one JSON list. Raises FileMistakes.
    """
    components = read_components(path, text, _LARGEST)
    tests = _tests_by_service(components)
    services = [one for one in components if one.is_service]
    mistakes = tuple(_mistakes(path, services))
    if mistakes:
        raise FileMistakes(mistakes)
    return tuple(_claim(path, one, tests, organisation) for one in services)


def _mistakes(path: str, services: Iterable[Component]) -> Iterable[Mistake]:
    seen: set[str] = set()
    for one in services:
        if len(one.name) > LONGEST_REPOSITORY or not is_repository_name(one.name):
            say = f"A service cannot be called {one.name}: no repository can."
            yield Mistake(path, one.line, 1, say)
        if one.name.casefold() in seen:
            say = f"{one.name} stands here a second time; keep one of them."
            yield Mistake(path, one.line, 1, say)
        seen.add(one.name.casefold())


def _tests_by_service(components: Iterable[Component]) -> Mapping[str, Component]:
    return {name.casefold(): one for one in components if one.is_tests for name in one.depends_on}


def _claim(
    path: str, component: Component, tests: Mapping[str, Component], organisation: str
) -> Claim:
    holder = tests.get(component.name.casefold())
    details = Details(
        owner=team_named(component.owner, organisation) or None,
        system=component.system or None,
        lifecycle=component.lifecycle or None,
        template=component.template or None,
        depends_on=component.depends_on,
        data_stores=component.data_stores,
        apis=component.apis,
        service_repository=_repository(component),
        tests_repository=_repository(holder) if holder else None,
    )
    places = {name: f"{path}:{line}" for name, line in component.lines.items()}
    return Claim(component.name, Source.FILE, f"{path}:{component.line}", details, places)


def _repository(component: Component) -> RepositoryRef | None:
    name = component.slug.rpartition("/")[2]
    return RepositoryRef(name) if name else None

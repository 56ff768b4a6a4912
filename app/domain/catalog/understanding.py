"""What the repositories of an organisation say of its services, and what cannot be made of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.catalog.components import Component, read_components
from app.domain.catalog.entry import Claim, Details, RepositoryRef, Source
from app.domain.catalog.ownership import Owner, by_access, find_owner
from app.domain.catalog.seen import CATALOG_INFO, Grants, SeenRepository, Surroundings
from app.domain.github_names import LONGEST_REPOSITORY, is_repository_name
from app.domain.mistakes import FileMistakes

_LIFECYCLES = ("deprecated", "experimental", "production")
_NO_SERVICES = frozenset({".github", ".github-private"})
_TOLD_MISTAKES = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a service, a repository or a file, and the place that it is about."""

    about: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Understood:
    """Claims, and three sorts of remarks.

    `not_understood` is for people to mend, `left_out` is no service, and `doubts` are about what
    was understood all the same.
    """

    claims: tuple[Claim, ...] = ()
    not_understood: tuple[Remark, ...] = ()
    left_out: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()

    @property
    def needs_grants(self) -> bool:
        """Whether somebody's owner can be told from teams' access only."""
        return any(claim.details.owner is None for claim in self.claims)

    def with_access(self, grants: Grants) -> "Understood":
        """With the team for owner that has a repository of nobody's to itself."""
        found = [(claim, _owner_by_access(claim, grants)) for claim in self.claims]
        doubts = tuple(
            Remark(claim.name, claim.place, doubt)
            for claim, owner in found
            if not owner.team and claim.details.owner is None
            for doubt in owner.doubts or ("Nothing says whose it is.",)
        )
        claims = tuple(_owned(claim, owner) for claim, owner in found)
        return replace(self, claims=claims, doubts=(*self.doubts, *doubts))


class _NotUnderstood(Exception):
    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(remarks)
        self.remarks = remarks


def understand(repositories: Iterable[SeenRepository], around: Surroundings) -> Understood:
    """Every repository is a service, the tests of one, or left out for a reason."""
    seen = sorted(repositories, key=lambda one: one.name.casefold())
    by_name = {one.name.casefold(): one for one in seen}
    claims: list[Claim] = []
    unclear: list[Remark] = []
    left_out: list[Remark] = []
    doubts: list[Remark] = []
    for one in seen:
        if reason := _no_service(one, around):
            left_out.append(Remark(one.name, one.name, reason))
            continue
        try:
            found = tuple(_claims(one, by_name, around))
        except _NotUnderstood as fault:
            unclear += fault.remarks
            continue
        claims += (claim for claim, _ in found)
        doubts += (remark for _, remarks in found for remark in remarks)
        if not found and not _is_paired(one, by_name, around):
            say = f"Its {CATALOG_INFO} tells of no service."
            left_out.append(Remark(one.name, one.name, say))
    return Understood(tuple(claims), tuple(unclear), tuple(left_out), tuple(doubts))


def _no_service(repository: SeenRepository, around: Surroundings) -> str:
    """Why nobody looks for a service in it, or ""."""
    if repository.name.casefold() in {around.control_repository.casefold(), *_NO_SERVICES}:
        return "It holds what the organisation is run by."
    if repository.is_archived:
        return "It is archived."
    if repository.is_empty:
        return "It is empty."
    if around.topics and not around.topics & set(repository.topics):
        return f"It has none of the topics {', '.join(sorted(around.topics))}."
    return ""


def _claims(
    repository: SeenRepository, by_name: Mapping[str, SeenRepository], around: Surroundings
) -> Iterator[tuple[Claim, tuple[Remark, ...]]]:
    """The services in a repository, each with what is doubtful about it."""
    if repository.name.casefold().endswith(around.suffix.casefold()):
        if _is_paired(repository, by_name, around):
            return
        base = repository.name[: -len(around.suffix)]
        raise _unclear(repository, f"It is called like the tests of {base}, which is not there.")
    components = _components(repository)
    if components and all(one.is_tests for one in components):
        say = f"It says that it holds tests; the name of such ends in {around.suffix}."
        raise _unclear(repository, say, components[0].line)
    if not components:
        yield _claim(repository, None, _tests_of(repository, by_name, around), around)
    services = [one for one in components if one.is_service]
    for component in services:
        _check(repository, component, by_name)
        tests = _tests_of(repository, by_name, around) if len(services) == 1 else None
        yield _claim(repository, component, tests, around)


def _claim(
    repository: SeenRepository,
    component: Component | None,
    tests: RepositoryRef | None,
    around: Surroundings,
) -> tuple[Claim, tuple[Remark, ...]]:
    owner = find_owner(repository, component, around)
    said = component or Component(repository.name, "", 0)
    lifecycle = said.lifecycle or around.property(repository, "lifecycle")
    topic = next((one for one in _LIFECYCLES if one in repository.topics), "")
    details = Details(
        owner=owner.team or None,
        system=said.system or around.property(repository, "system") or None,
        lifecycle=lifecycle or topic or None,
        template=said.template or None,
        depends_on=said.depends_on if component else None,
        data_stores=said.data_stores if component else None,
        apis=said.apis if component else None,
        service_repository=RepositoryRef(repository.name, repository.id),
        tests_repository=tests,
    )
    place = f"{repository.name}/{CATALOG_INFO}:{said.line}" if component else repository.name
    lines = {name: f"{repository.name}/{CATALOG_INFO}:{line}" for name, line in said.lines.items()}
    owned = {"owner": f"{repository.name}/{owner.place}"} if owner.team else {}
    claim = Claim(said.name, Source.REPOSITORY, place, details, {**lines, **owned})
    return claim, tuple(Remark(said.name, place, doubt) for doubt in owner.doubts)


def _components(repository: SeenRepository) -> tuple[Component, ...]:
    file = repository.catalog_info
    if file is None:
        return ()
    if file.text is None:
        raise _unclear(repository, "The file is no UTF-8 text, or too large.", 1)
    try:
        return read_components(f"{repository.name}/{CATALOG_INFO}", file.text)
    except FileMistakes as fault:
        raise _NotUnderstood(
            [
                Remark(repository.name, f"{one.path}:{one.line}:{one.column}", one.sentence)
                for one in fault.mistakes[:_TOLD_MISTAKES]
            ]
        ) from None


def _check(
    repository: SeenRepository, component: Component, by_name: Mapping[str, SeenRepository]
) -> None:
    """A repository speaks for itself only, and of services whose names can be repositories'."""
    if len(component.name) > LONGEST_REPOSITORY or not is_repository_name(component.name):
        say = f"A service cannot be called {component.name}: no repository can."
        raise _unclear(repository, say, component.line)
    lives_in = component.slug.rpartition("/")[2].casefold()
    if lives_in in by_name and lives_in != repository.name.casefold():
        say = f"It tells of {component.slug}; a repository speaks for itself only."
        raise _unclear(repository, say, component.line)


def _owner_by_access(claim: Claim, grants: Grants) -> Owner:
    where = claim.details.service_repository
    if claim.details.owner is not None or where is None or where.id is None:
        return Owner()
    return by_access(where.id, grants)


def _owned(claim: Claim, owner: Owner) -> Claim:
    if not owner.team:
        return claim
    details = replace(claim.details, owner=owner.team)
    return replace(claim, details=details, places={**claim.places, "owner": owner.place})


def _unclear(repository: SeenRepository, sentence: str, line: int = 0) -> _NotUnderstood:
    place = f"{repository.name}/{CATALOG_INFO}:{line}" if line else repository.name
    return _NotUnderstood([Remark(repository.name, place, sentence)])


def _tests_of(
    repository: SeenRepository, by_name: Mapping[str, SeenRepository], around: Surroundings
) -> RepositoryRef | None:
    tests = by_name.get((repository.name + around.suffix).casefold())
    return RepositoryRef(tests.name, tests.id) if tests and not tests.is_archived else None


def _is_paired(
    repository: SeenRepository, by_name: Mapping[str, SeenRepository], around: Surroundings
) -> bool:
    name, suffix = repository.name.casefold(), around.suffix.casefold()
    return name.endswith(suffix) and name.removesuffix(suffix) in by_name

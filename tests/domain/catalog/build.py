"""Repositories, entries and claims with defaults, as tests of the catalog say them."""

from typing import Any

from app.domain.catalog.entry import Claim, Details, Entry, RepositoryRef, Source
from app.domain.catalog.seen import SeenRepository, Surroundings
from app.domain.control import File

AROUND = Surroundings(
    "acme", frozenset({"money", "payments", "platform"}), "-integration-tests", "services"
)


def repository(name: str, info: str | None = None, owners: str | None = None, **values: Any) -> Any:
    """A repository with the texts of its catalog-info.yaml and CODEOWNERS."""
    values.setdefault("id", sum(name.encode()))
    return SeenRepository(
        name=name,
        catalog_info=None if info is None else File("blob", info),
        codeowners=None if owners is None else (".github/CODEOWNERS", File("blob", owners)),
        **values,
    )


def component(name: str, spec: str = "", kind: str = "service", annotations: str = "") -> str:
    """The text of a component; `spec` are further lines of its spec."""
    lines = "".join(f"\n  {line}" for line in spec.splitlines())
    noted = f"\n  annotations: {annotations}" if annotations else ""
    return (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata:\n  name: {name}{noted}\nspec:\n  type: {kind}{lines}\n"
    )


def entry(name: str, source: Source = Source.REPOSITORY, **values: Any) -> Entry:
    return Entry(name, Details(**values), source)


def built(name: str, **values: Any) -> Entry:
    """What a request built: every field says something."""
    said = {"owner": "payments", "system": name, "lifecycle": "experimental"}
    lists = {"depends_on": (), "data_stores": ()}
    where = {"service_repository": RepositoryRef(name, 11)}
    return entry(name, Source.REQUEST, **{**said, **lists, **where, **values})


def claim(name: str, source: Source = Source.REPOSITORY, **values: Any) -> Claim:
    """A claim of the repository of that name, or of a file."""
    if source is Source.REPOSITORY:
        values.setdefault("service_repository", RepositoryRef(name, 11))
    return Claim(name, source, f"{name} says so", Details(**values))

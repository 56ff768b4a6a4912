"""Asks what else exists: the owner team, who has the names, how protected the root is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from app.domain.names import PairNames, taken_by_service
from app.domain.verdict import Status, Verdict
from app.github.repositories import find_repository
from app.store import pairs, requests, services
from app.usecases.case import Case
from app.usecases.protection import protection
from app.usecases.roll import Roll, organisation_client


@dataclass(frozen=True, slots=True)
class Ground:
    """What was found around a request; `key` says for which request and control repository.

    `repositories` maps a name of the pair to the address of the repository that has it.
    """

    key: tuple[str, ...]
    owner_exists: bool
    repositories: Mapping[str, str]
    protection: Verdict

    @property
    def is_clear(self) -> bool:
        """Nothing found stands in the request's way."""
        protected = self.protection.status is Status.SATISFIED
        return self.owner_exists and not self.repositories and protected

    def to_json(self) -> dict[str, Any]:
        """As the request's row keeps it, so that an unchanged request asks only once."""
        kept: dict[str, Any] = _GROUND.dump_python(self, mode="json")
        return kept


_GROUND = TypeAdapter(Ground)


def ground(case: Case, owner: str, names: PairNames | None, roll: Roll, *, afresh: bool) -> Ground:
    """What is around this request: as kept for the same names and commit, or asked just now.

    Bad news is always asked for again: what it tells of may be mended without our hearing.
    """
    pair = (names.service, names.tests) if names else ()
    key = (case.control.commit_id, owner, *pair)
    if case.row.surroundings and not afresh:
        kept = _GROUND.validate_python(case.row.surroundings)
        if kept.key == key and kept.is_clear:
            return kept
    client = organisation_client(case)
    found = {name: find_repository(client, case.organisation, name) for name in pair}
    return Ground(
        key,
        roll.has_team(owner),
        {name: repository.url for name, repository in found.items() if repository},
        protection(case.client, case.organisation, case.bench.control_repository, case.control),
    )


def taken_names(case: Case, found: Ground, names: PairNames) -> dict[str, str]:
    """By repository name, a sentence that says who has it: a service, a request, a repository."""
    pair = (names.service, names.tests)
    with case.bench.database.transaction() as tx:
        service = services.get(tx, case.organisation, names.service)
        reserved = pairs.reserved(tx, case.organisation, pair)
        others = {
            name: requests.get(tx, request_id)
            for name, request_id in reserved.items()
            if request_id != case.row.id
        }
    taken = {
        name: f"There is a repository called {name} already: {url}. Choose another name."
        for name, url in found.repositories.items()
    }
    for name, other in others.items():
        number = f"#{other.issue_number}" if other else "another one"
        taken[name] = f"Request {number} is building {name}. Choose another name."
    if service:
        taken[names.service] = taken_by_service(service.name, service.owner)
    return taken

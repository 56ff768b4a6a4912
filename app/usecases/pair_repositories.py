"""Both repositories of a pair in the catalog, as they are called and where they are by now."""

from dataclasses import dataclass

from app.domain.deployment import Conclusion, NotTested
from app.github.permissions import READ_METADATA
from app.github.repositories import Repository, repository_by_id
from app.store import services
from app.store.integration_runs import IntegrationRun
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class PairRepositories:
    """The service and its tests, both of the organisation, known by their numeric ids."""

    service: Repository
    tests: Repository


def found(bench: Workbench, row: IntegrationRun) -> PairRepositories:
    """Where the pair of a deployment is. Raises NotTested for what is gone, moved or archived."""
    with bench.database.reading() as tx:
        service = services.of_repository(tx, row.organisation, row.repository_id)
    if service is None or service.tests_repository_id is None:
        say = "The catalog knows no pair with this repository any more; import it anew."
        raise NotTested(Conclusion.IMPOSSIBLE, say)
    pair = PairRepositories(
        _there(bench, row.organisation, row.repository_id, "the service"),
        _there(bench, row.organisation, service.tests_repository_id, "its tests"),
    )
    if pair.tests.is_archived:
        say = f"{pair.tests.owner}/{pair.tests.name} is archived; unarchive it in its settings."
        raise NotTested(Conclusion.IMPOSSIBLE, say)
    return pair


def _there(bench: Workbench, organisation: str, repository_id: int, what: str) -> Repository:
    """Asked with a token for all repositories: GitHub gives none for one that is gone."""
    installation = bench.github.installation(organisation)
    there = repository_by_id(bench.github.for_step(installation, READ_METADATA), repository_id)
    if there is None:
        say = f"GitHub shows the repository of {what} no more: it was deleted, moved away, or is"
        raise NotTested(Conclusion.IMPOSSIBLE, f"{say} out of the App's reach.")
    if there.owner.lower() != organisation.lower():
        say = f"The repository of {what} is {there.owner}/{there.name} now, where Slipway must not"
        raise NotTested(Conclusion.IMPOSSIBLE, f"{say} act; move it back.")
    return there

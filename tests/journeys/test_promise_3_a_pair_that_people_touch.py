"""Promise 3: what people do to a pair's repositories while it is built is followed or explained."""

from collections.abc import Callable

from app.domain.state import State
from app.store import services
from sandbox.acts.people import add_organisation
from sandbox.world.people import Plan, Role
from sandbox.world.repositories import Repository, Visibility
from tests.journeys.acme import Acme
from tests.journeys.halts import after_call, installation
from tests.journeys.request import Request

TREES = "POST /repos/{owner}/{repo}/git/trees"
ENVIRONMENTS = "PUT /repos/{owner}/{repo}/environments/{name}"


def test_a_repository_renamed_while_it_is_built_is_followed(acme: Acme) -> None:
    request = _is_built(acme, ENVIRONMENTS, _renames(acme, "billing", "invoices"))

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing-integration-tests", "invoices", "services"]
    assert "acme/invoices" in request.headline
    assert _ids(acme) == [_found(acme, "invoices").id, _found(acme, "billing-integration-tests").id]


def test_a_foreign_repository_that_takes_the_name_meanwhile_is_left_alone(acme: Acme) -> None:
    def happens() -> None:
        _renames(acme, "billing", "invoices")()
        acme.does("ada", "POST", "/orgs/acme/repos", {"name": "billing", "auto_init": True})

    request = _is_built(acme, TREES, happens)

    assert "slipway/live" in request.labels
    assert "acme/invoices" in request.headline
    foreign = "/repos/acme/billing"
    assert [one["commit"]["message"] for one in acme.does("ada", "GET", f"{foreign}/commits")] == [
        "Initial commit"
    ]
    assert acme.does("ada", "GET", f"{foreign}/rulesets") == []


def test_a_repository_renamed_right_after_it_was_made_unheard_is_known_by_its_mark(
    acme: Acme,
) -> None:
    acme.controls("faults", method="POST", route="/orgs/{org}/repos", after_effect=True)

    request = _is_built(acme, "POST /orgs/{org}/repos", _renames(acme, "billing", "invoices"))

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing-integration-tests", "invoices", "services"]


def test_an_archived_one_stops_the_build_until_it_is_unarchived(acme: Acme) -> None:
    archived = {"archived": True}
    request = _is_built(
        acme, TREES, lambda: acme.does("ada", "PATCH", "/repos/acme/billing", archived)
    )
    assert request.state is State.FAILED
    assert "acme/billing was archived" in request.headline
    assert "Unarchive it" in request.headline

    acme.does("ada", "PATCH", "/repos/acme/billing", {"archived": False})
    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels


def test_one_that_was_moved_away_is_written_to_no_more(acme: Acme) -> None:
    request = _is_built(acme, TREES, lambda: _belongs_to(acme, "globex"))
    assert request.state is State.FAILED
    assert "moved away" in request.headline
    assert "globex/billing" in request.status

    _belongs_to(acme, "acme")
    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]


def test_a_deleted_one_is_explained_and_made_anew_at_a_retry(acme: Acme) -> None:
    request = _is_built(
        acme, ENVIRONMENTS, lambda: acme.does("ada", "DELETE", "/repos/acme/billing")
    )
    assert request.state is State.FAILED
    assert "acme/billing is not there any more" in request.headline
    assert acme.repositories() == ["billing-integration-tests", "services"]

    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]
    assert _ids(acme) == [_found(acme, "billing").id, _found(acme, "billing-integration-tests").id]
    assert len(acme.does("ada", "GET", "/repos/acme/billing/commits")) == 1
    assert len(acme.does("ada", "GET", "/repos/acme/billing/rulesets")) == 1


def test_one_that_the_app_reaches_again_before_the_retry_is_gone_on_with(acme: Acme) -> None:
    request = _is_built(acme, ENVIRONMENTS, lambda: _is_in_reach(acme, "remove"))
    assert request.state is State.FAILED
    assert "out of the App's reach" in request.status

    _is_in_reach(acme, "add")
    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]


def _is_built(acme: Acme, route: str, happens: Callable[[], object]) -> Request:
    """A request that is approved, and during whose build something happens."""
    request = after_call(acme, route, happens).files()
    request.is_approved()
    return request


def _renames(acme: Acme, before: str, now: str) -> Callable[[], object]:
    return lambda: acme.does("ada", "PATCH", f"/repos/acme/{before}", {"name": now})


def _found(acme: Acme, name: str) -> Repository:
    found = acme.sandbox.world.repository("acme", name)
    assert found is not None
    return found


def _ids(acme: Acme) -> list[int | None]:
    with acme.bench.database.transaction() as tx:
        service = services.get(tx, "acme", "billing")
    assert service is not None
    return [service.service_repository_id, service.tests_repository_id]


def _is_in_reach(acme: Acme, verb: str) -> None:
    order = {verb: ["acme/billing"]}
    acme.controls("selection", id=installation(acme).id, actor="ada", **order)


def _belongs_to(acme: Acme, login: str) -> None:
    """The service repository, in everybody's sight, is transferred to another organisation."""
    world = acme.sandbox.world
    with world.lock:
        owner = world.organisations.get(login)
        [found] = [one for one in world.repositories.values() if one.name == "billing"]
        found.visibility = Visibility.PUBLIC
        found.owner = owner or add_organisation(world, login, Plan.TEAM, Role.READ)
        world.names[found.full_name.lower()] = found.id

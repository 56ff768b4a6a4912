"""Promise 9: the control repository is the root of trust, and no step holds more than it needs."""

from dataclasses import replace

from app.domain.state import State
from app.usecases.workbench import Workbench
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL

CODEOWNERS = ".github/CODEOWNERS"


def test_an_unprotected_control_repository_blocks_and_says_what_to_do(acme: Acme) -> None:
    with acme.unprotected():
        request = acme.files()
        request.is_approved()

        assert request.state is State.BLOCKED
        assert "Require a pull request before merging" in request.status
        assert acme.repositories() == ["services"]

    acme.waits(3601)
    acme.settles()

    assert "slipway/live" in request.labels


def test_a_protection_lost_between_request_and_approval_blocks_the_build(acme: Acme) -> None:
    request = acme.files()

    with acme.unprotected():
        request.is_approved()

        assert request.state is State.BLOCKED
        assert acme.repositories() == ["services"]


def test_a_policy_without_owner_blocks_and_goes_on_once_it_has_one(acme: Acme) -> None:
    good = acme.reads("services", CODEOWNERS)
    acme.commits(CODEOWNERS, lambda _: "/cookiecutters/ @acme/platform-reviewers\n")
    request = acme.files()
    assert request.state is State.BLOCKED
    assert "policy.yml" in request.status

    acme.commits(CODEOWNERS, lambda _: good)

    assert "slipway/awaiting-approval" in request.labels


def test_an_organisation_outside_the_allow_list_is_ignored(acme: Acme) -> None:
    stranger = acme.with_bench(organisations=frozenset({"another"}))

    request = stranger.files()

    assert request.comments == []
    assert request.labels == {"service-request"}


def test_no_token_holds_more_than_its_step(acme: Acme) -> None:
    request = acme.files()

    request.is_approved()

    tokens = list(acme.sandbox.world.tokens.values())
    ids = {name: acme.does("ada", "GET", f"/repos/acme/{name}")["id"] for name in _ALL}
    pair = {ids["billing"], ids["billing-integration-tests"]}
    for token in tokens:
        writes = {name for name, level in token.permissions.items() if level != "read"}
        if token.repositories is None:
            # It may create repositories, or read teams, and see no content of any repository.
            assert writes <= {"administration"}
            assert "contents" not in token.permissions
        elif token.repositories == {ids["services"]}:
            assert writes == {"issues"}
        else:
            assert token.repositories == pair
    assert len(tokens) == 4


def test_a_control_repository_out_of_reach_for_a_while_closes_no_request(acme: Acme) -> None:
    request = acme.files()
    [installation] = acme.sandbox.world.installations.values()
    installation.selected = set()
    request.is_commented("Hello?", login="olga")
    installation.selected = None

    acme.waits(3601)
    acme.settles()

    request.is_approved()
    assert request.state is State.LIVE


def test_the_control_repository_is_known_by_its_name_whatever_its_case(acme: Acme) -> None:
    bench: Workbench = replace(acme.bench, control_repository="Services")

    request = Acme(acme.sandbox, bench).files()

    assert request.state is State.AWAITING_APPROVAL
    assert CONTROL.endswith("/services")


_ALL = ("services", "billing", "billing-integration-tests")

"""The sandbox is as GitHub describes it, route by route, and a fault in it would be noticed."""

import random

import pytest

from sandbox.world.calls import Kind
from tests.fidelity import coverage, mutations, omitted
from tests.fidelity.description import rest
from tests.fidelity.tour import Seen, take

NEW_REPOSITORIES = {
    "POST /orgs/{org}/repos",
    "POST /repos/{template_owner}/{template_repo}/generate",
}
REMEDY = "Bring the lists up to date with: python -m tests.fidelity.tour --write"


@pytest.fixture(scope="module")
def tour() -> Seen:
    return take()


def test_all_that_is_said_is_as_github_describes_it(tour: Seen) -> None:
    assert list(tour.complaints()) == []


def test_the_tour_shows_every_route_at_work(tour: Seen) -> None:
    assert list(coverage.unseen(tour.exchanges)) == []


def test_what_the_sandbox_leaves_out_is_listed(tour: Seen) -> None:
    assert list(omitted.changes(tour.exchanges, tour.webhooks)) == [], REMEDY


def test_the_list_of_endpoints_is_up_to_date(tour: Seen) -> None:
    now = coverage.text(tour.exchanges, tour.webhooks)

    assert coverage.LIST.read_text(encoding="utf-8") == now, REMEDY


def test_content_creating_routes_are_those_that_github_marks() -> None:
    """Its description marks what triggers notifications; a new repository it does not mark."""
    kinds = {f"{one.method} {one.path}": one.kind for one in coverage.routes()}
    ours = {key for key, kind in kinds.items() if kind is Kind.CONTENT}
    marked = {one.key for one in rest().operations.values() if one.creates_content}

    assert ours - NEW_REPOSITORIES == marked & kinds.keys()


@pytest.mark.parametrize("seed", range(3))
def test_a_sandbox_that_is_spoilt_is_found_out(seed: int) -> None:
    """`make mutate` tries thirty and more."""
    mutant = random.Random(seed).choice(mutations.mutants())  # noqa: S311 - no secret

    noticed, why = mutations.is_noticed(mutant)

    assert noticed, f"{mutant} went unnoticed: {why}"

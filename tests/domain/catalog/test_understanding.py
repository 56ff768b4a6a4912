"""What an organisation's repositories are taken for, and whose they are."""

from dataclasses import replace

import pytest

from app.domain.catalog.entry import RepositoryRef
from app.domain.catalog.seen import Grants, SeenRepository
from app.domain.catalog.understanding import Understood, understand
from app.domain.control import File
from tests.domain.catalog.build import AROUND, component, repository


def understood(*repositories: SeenRepository) -> Understood:
    return understand(repositories, AROUND)


def owner(found: SeenRepository, grants: Grants | None = None) -> str | None:
    (claim,) = understood(found).with_access(grants or Grants()).claims
    return claim.details.owner


def test_a_pair_is_one_service_by_the_policys_suffix() -> None:
    tests = repository("Billing-Integration-Tests", id=2)

    found = understood(repository("billing", id=1), tests)

    (claim,) = found.claims
    assert claim.details.service_repository == RepositoryRef("billing", 1)
    assert claim.details.tests_repository == RepositoryRef("Billing-Integration-Tests", 2)
    assert (found.left_out, found.not_understood) == ((), ())


def test_tests_of_nothing_are_not_understood() -> None:
    found = understood(repository("billing-integration-tests"))

    assert found.claims == ()
    assert "called like the tests of billing" in found.not_understood[0].sentence


def test_the_catalog_file_names_the_service() -> None:
    spec = "owner: payments\nsystem: money\nlifecycle: production\ndependsOn: [component:ledger]"

    (claim,) = understood(repository("billing-app", component("billing", spec))).claims

    assert claim.name == "billing"
    assert claim.details.depends_on == ("ledger",)
    assert claim.places["owner"] == "billing-app/catalog-info.yaml:7"


def test_of_a_bare_repository_nobody_says_what_it_depends_on() -> None:
    (claim,) = understood(repository("billing")).claims

    assert claim.details.depends_on is None
    assert claim.details.system is None


def test_one_repository_may_hold_several_services() -> None:
    text = (
        component("front") + "---\n" + component("back") + "---\n" + component("x", "", "library")
    )

    found = understood(repository("shop", text), repository("shop-integration-tests"))

    assert [one.name for one in found.claims] == ["front", "back"]
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (repository("old", is_archived=True), "archived"),
        (repository("new", is_empty=True), "empty"),
        (repository("services"), "what the organisation is run by"),
        (repository(".github"), "what the organisation is run by"),
        (repository("helpers", component("helpers", kind="library")), "tells of no service"),
    ],
)
def test_what_is_no_service_is_left_out_for_a_reason(found: SeenRepository, reason: str) -> None:
    answer = understood(found)

    assert answer.claims == ()
    assert reason in answer.left_out[0].sentence


def test_topics_say_what_is_looked_at() -> None:
    around = replace(AROUND, topics=frozenset({"service"}))
    chosen, other = repository("billing", topics=("service",)), repository("docs", topics=("docs",))

    found = understand([chosen, other], around)

    assert [one.name for one in found.claims] == ["billing"]
    assert found.left_out[0].sentence == "It has none of the topics service."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no UTF-8 text"),
        ("a: &a 1", "Anchors"),
        (component("all", kind="integration-tests"), "ends in -integration-tests"),
        (component("a b"), "cannot be called a b"),
        (component("ledger", annotations="{github.com/project-slug: acme/ledger}"), "for itself"),
    ],
)
def test_a_file_that_is_not_understood_keeps_its_repository_out(text: str, said: str) -> None:
    found = replace(repository("billing"), catalog_info=File("blob", text))

    answer = understood(found, repository("ledger"))

    assert [one.name for one in answer.claims] == ["ledger"]
    assert said in answer.not_understood[0].sentence
    assert answer.not_understood[0].place.startswith("billing/catalog-info.yaml:")


def test_the_owner_is_looked_for_in_four_places_in_their_order() -> None:
    grants = Grants(admin={1: ("platform",)})
    told = {"id": 1, "properties": {"owner": "@acme/money"}}
    info, owners = component("a", "owner: payments"), "* @acme/platform\n"

    assert owner(repository("a", info, owners, **told), grants) == "payments"
    assert owner(repository("a", component("a"), owners, **told), grants) == "money"
    assert owner(repository("a", None, "* @acme/payments", id=1), grants) == "payments"
    assert owner(repository("a", id=1), grants) == "platform"
    assert owner(repository("a", id=2), grants) is None


@pytest.mark.parametrize("written", ["user:dana", "nobody-knows", "group:other"])
def test_an_owner_that_is_no_team_leaves_a_doubt_and_the_next_source_is_asked(written: str) -> None:
    found = understood(repository("a", component("a", f"owner: {written}"), "* @acme/money"))

    assert found.claims[0].details.owner == "money"
    assert "there is no such team" in found.doubts[0].sentence


def test_the_last_line_about_every_file_says_whose_they_are() -> None:
    text = "* @acme/platform\n* @dana @acme/money @acme/payments\n/docs/ @acme/platform\n"

    assert owner(repository("a", None, text)) == "money"


def test_of_several_teams_with_access_none_is_taken() -> None:
    grants = Grants(admin={1: ("money", "payments")}, maintain={1: ("platform",)})

    found = understood(repository("a", id=1)).with_access(grants)

    assert found.claims[0].details.owner is None
    assert "Several teams may administer it: money, payments." in found.doubts[0].sentence


def test_the_one_that_maintains_owns_where_nobody_administers() -> None:
    assert owner(repository("a", id=1), Grants(maintain={1: ("money",)})) == "money"


def test_properties_and_topics_fill_in_what_the_file_leaves_out() -> None:
    around = replace(AROUND, properties={"system": "product"})
    seen = repository("a", properties={"product": "shop"}, topics=("python", "deprecated"))

    (claim,) = understand([seen], around).claims

    assert (claim.details.system, claim.details.lifecycle) == ("shop", "deprecated")


def test_a_team_that_administers_everything_owns_nothing() -> None:
    grants = Grants(admin={1: ("money", "platform"), 2: ("platform",)})

    left = grants.without_overseers([1, 2])

    assert owner(repository("a", id=1), left) == "money"
    assert owner(repository("b", id=2), left) is None

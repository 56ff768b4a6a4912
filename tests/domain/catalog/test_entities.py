"""The catalog in Backstage's format: valid by its own rules, and the same again when read."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain.catalog.entities import entities
from app.domain.catalog.entity_file import read_entities
from app.domain.catalog.entry import Details, Entry, RepositoryRef, Source
from app.domain.catalog.merge import Kind, merge
from app.domain.catalog.names import is_plain
from app.domain.github_names import is_repository_name
from app.domain.mistakes import FileMistakes
from tests.domain.catalog.backstage import KINDS, complaints
from tests.domain.catalog.build import component, entry

BILLING = entry(
    "billing",
    Source.REQUEST,
    owner="payments",
    system="money",
    lifecycle="production",
    template="python-service",
    depends_on=("ledger", "Old mailer (retired)"),
    data_stores=("pg-billing",),
    apis=("billing-v1",),
    service_repository=RepositoryRef("billing", 1),
    tests_repository=RepositoryRef("billing-integration-tests", 2),
)

SHOWN = some.characters(min_codepoint=32, max_codepoint=0x24F)
TEXTS = some.text(SHOWN, min_size=1, max_size=100).map(str.strip)
NAMES = TEXTS.filter(lambda text: is_plain(text, 100))
LISTS = some.lists(NAMES, max_size=4, unique_by=str.casefold).map(tuple)
REPOSITORIES = some.text("aB0._-", min_size=1, max_size=100).filter(is_repository_name)
TEAMS = some.text("ab0_-", min_size=1, max_size=100)
DETAILS = some.builds(
    Details,
    owner=some.none() | TEAMS,
    system=some.none() | NAMES,
    lifecycle=some.none() | NAMES.filter(lambda text: len(text) <= 64),
    template=some.none() | NAMES,
    depends_on=some.none() | LISTS,
    data_stores=some.none() | LISTS,
    apis=some.none() | LISTS,
    service_repository=some.none() | some.builds(RepositoryRef, REPOSITORIES, some.just(1)),
)
CATALOGS = some.lists(
    some.builds(Entry, REPOSITORIES, DETAILS, some.sampled_from(Source)),
    max_size=4,
    unique_by=lambda one: one.name.casefold(),
)


def exported(catalog: Sequence[Entry]) -> str:
    return json.dumps(list(entities(catalog, "acme")), ensure_ascii=False)


def as_conditions_see_it(one: Entry) -> tuple[object, ...]:
    """A service without who said so, and with nothing for what nobody says."""
    said = one.details
    lists = (said.depends_on or (), said.data_stores or (), said.apis or ())
    where = [each.name if each else "" for each in (said.service_repository, said.tests_repository)]
    texts = (said.owner or "", said.system or "", said.lifecycle or "", said.template or "")
    return (one.name, *texts, *lists, *where)


def test_a_service_brings_its_tests_and_all_that_it_refers_to() -> None:
    found = list(entities([BILLING], "acme"))

    assert [(one["kind"], one["metadata"]["name"]) for one in found] == [
        ("Component", "billing"),
        ("Component", "billing-integration-tests"),
        ("System", "money"),
        ("Resource", "pg-billing"),
        ("API", "billing-v1"),
    ]
    assert {one["kind"] for one in found} == KINDS
    assert {one["spec"]["owner"] for one in found} == {"group:default/payments"}
    service, tests, *_ = found
    assert service["metadata"]["annotations"]["github.com/project-slug"] == "acme/billing"
    assert service["spec"]["dependsOn"][0] == "component:default/ledger"
    assert service["spec"]["dependsOn"][-1] == "resource:default/pg-billing"
    assert tests["spec"]["dependsOn"] == ["component:default/billing"]


def test_what_several_teams_use_belongs_to_the_one_that_uses_it_most() -> None:
    names = (("a", "payments"), ("b", "money"), ("c", "money"), ("d", None))
    catalog = [entry(name, owner=team, data_stores=("PG",)) for name, team in names]

    (found,) = (one for one in entities(catalog, "acme") if one["kind"] == "Resource")

    assert found["spec"]["owner"] == "group:default/money"


def test_backstage_would_notice_what_is_wrong() -> None:
    """The judge of the next test is one that can say no."""
    broken = {"apiVersion": "x", "kind": "Component", "metadata": {"name": "a b"}}
    spec = {"type": "", "owner": "a", "dependsOn": ["b"]}

    found = "\n".join(complaints([{**broken, "spec": spec}]))

    for text in ('"lifecycle" is a required', "a b is no name", '"" is shorter', "b has no kind"):
        assert text in found
    assert '"x" is not one of' in found


@settings(deadline=None, max_examples=50)
@given(CATALOGS)
def test_backstage_takes_every_entity(catalog: list[Entry]) -> None:
    assert list(complaints(entities(catalog, "acme"))) == []


@settings(deadline=None, max_examples=50)
@given(CATALOGS)
def test_importing_an_export_changes_nothing(catalog: list[Entry]) -> None:
    claims = read_entities("catalog.json", exported(catalog), "acme")

    merged = merge(catalog, claims)

    assert [one for one in merged.changes if one.kind is not Kind.UNCHANGED] == []
    assert merged.conflicts == ()


@settings(deadline=None, max_examples=50)
@given(CATALOGS)
def test_an_export_imported_into_an_empty_catalog_is_the_same_catalog(
    catalog: list[Entry],
) -> None:
    claims = read_entities("catalog.json", exported(catalog), "acme")

    found = [one.entry for one in merge([], claims).changes]

    expected = sorted(catalog, key=lambda one: one.name.casefold())
    assert list(map(as_conditions_see_it, found)) == list(map(as_conditions_see_it, expected))


def test_tests_are_found_again_by_the_service_that_they_depend_on() -> None:
    (claim,) = read_entities("catalog.json", exported([BILLING]), "acme")

    assert claim.details.tests_repository == RepositoryRef("billing-integration-tests")
    assert claim.details.depends_on == BILLING.details.depends_on


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (component("a") + "---\n" + component("A"), "A stands here a second time"),
        (component("a b"), "cannot be called a b"),
    ],
)
def test_what_cannot_be_a_catalog_is_said_at_its_line(text: str, said: str) -> None:
    with pytest.raises(FileMistakes, match=said):
        read_entities("catalog.yaml", text, "acme")

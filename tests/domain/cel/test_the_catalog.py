"""Conditions look services up in the catalog, with every field and type checked when read."""

from datetime import UTC, datetime

import pytest

from app.domain.answers import FactType
from app.domain.cel import ExpressionFaults, Outcome, compile_condition, compile_expression
from app.domain.facts import Catalog, FactValue, Service

TYPES = {
    "request.name": FactType.TEXT,
    "request.owner": FactType.TEXT,
    "request.data_store": FactType.TEXT,
    "request.depends_on": FactType.TEXTS,
    "catalog": FactType.SERVICES,
    "now": FactType.MOMENT,
}
BORN = datetime(2026, 1, 1, tzinfo=UTC)
CATALOG = Catalog(
    (
        Service("ledger", "money", depends_on=("mailer",), data_stores=("pg-ledger",)),
        Service("mailer", "post", "messages", "production", "python-service", created=BORN),
        Service("orders", "money", depends_on=("ledger", "billing")),
    )
)
FACTS: dict[str, FactValue] = {
    "request.name": "billing",
    "request.owner": "payments",
    "request.data_store": "PG-Ledger",
    "request.depends_on": ("orders", "nosuch"),
    "catalog": CATALOG,
    "now": datetime(2026, 11, 28, 23, 30, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("catalog.has('Ledger')", Outcome.TRUE),
        ("catalog.has(request.name)", Outcome.FALSE),
        ("catalog.named('ledger')[0].owner == 'money'", Outcome.TRUE),
        ("catalog.named('nosuch').size() == 0", Outcome.TRUE),
        ("catalog.owned_by('money').map(s, s.name) == ['ledger', 'orders']", Outcome.TRUE),
        ("catalog.storing(request.data_store).exists(s, s.owner != request.owner)", Outcome.TRUE),
        ("catalog.storing('').size() == 0", Outcome.TRUE),
        ("catalog.dependents_of('ledger')[0].name == 'orders'", Outcome.TRUE),
        ("request.name in catalog.dependencies_of(request.depends_on)", Outcome.TRUE),
        ("'mailer' in catalog.dependencies_of(request.depends_on)", Outcome.TRUE),
        ("request.depends_on.exists(name, !catalog.has(name))", Outcome.TRUE),
        ("catalog.exists(s, s.system == 'messages' && s.lifecycle == 'production')", Outcome.TRUE),
        ("catalog.size() == 3", Outcome.TRUE),
        ("catalog.named('mailer')[0].created < now", Outcome.TRUE),
        ("now.getDayOfWeek('Europe/Berlin') == 0", Outcome.TRUE),
        ("catalog.named('nosuch')[0].owner == ''", Outcome.FAILED),
    ],
)
def test_services_are_found(source: str, outcome: Outcome) -> None:
    assert compile_condition(source, TYPES).evaluate(FACTS) is outcome


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("catalog.exists(s, s.ownr == 'x')", "undefined field 'ownr'"),
        ("catalog.exists(s, s.owner == 1)", "`==` cannot be used with string and int"),
        ("catalog.owned_by(1) == []", "`catalog.owned_by` cannot be used with int"),
        ("catalog.has(1)", "`catalog.has` cannot be used with int"),
        ("catalog.hsa('x')", "hsa"),
        ("catalog.named('x')[0].owner", "must be true or false; this is STRING"),
    ],
)
def test_a_mistyped_question_to_the_catalog_is_refused_when_read(source: str, said: str) -> None:
    with pytest.raises(ExpressionFaults, match=said):
        compile_condition(source, TYPES)


def test_a_circle_of_dependencies_comes_to_an_end() -> None:
    circle = Catalog((Service("a", "x", depends_on=("b",)), Service("b", "x", depends_on=("a",))))
    condition = compile_condition("catalog.dependencies_of(['a']).size() == 2", TYPES)

    assert condition.evaluate({"catalog": circle}) is Outcome.TRUE


def test_only_what_goes_through_all_services_scans_the_catalog() -> None:
    scan = compile_expression("catalog.exists(s, s.name == request.name)", TYPES)
    lookup = compile_expression("catalog.has(request.name)", TYPES)

    assert scan.scans_catalog
    assert not lookup.scans_catalog
    assert scan.reads == lookup.reads == {"catalog", "request.name"}


def test_going_through_more_services_than_the_bound_is_failed() -> None:
    many = Catalog(tuple(Service(f"service-{n}", "x") for n in range(10_001)))
    condition = compile_condition("catalog.exists(s, s.name == 'nosuch')", TYPES)

    assert condition.evaluate({"catalog": many}) is Outcome.FAILED


def test_a_lookup_in_a_large_catalog_is_worked_out() -> None:
    many = Catalog(tuple(Service(f"service-{n}", "x") for n in range(10_001)))
    condition = compile_condition("catalog.has('service-10000')", TYPES)

    assert condition.evaluate({"catalog": many}) is Outcome.TRUE


def test_each_evaluation_has_its_own_catalog() -> None:
    condition = compile_condition("catalog.has('ledger')", TYPES)

    assert condition.evaluate({"catalog": CATALOG}) is Outcome.TRUE
    assert condition.evaluate({"catalog": Catalog()}) is Outcome.FALSE
    assert condition.evaluate({}) is Outcome.FALSE

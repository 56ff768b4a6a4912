"""The tables. The organisation is part of every key, so that two never meet."""

from app.store.tables.budget import budgets, call_totals, spendings
from app.store.tables.checks import commit_checks, law_notices, template_checks
from app.store.tables.columns import Instant, metadata
from app.store.tables.control import laws, renderings, template_trees
from app.store.tables.intake import deliveries, redeliveries
from app.store.tables.integration import integration_runs
from app.store.tables.keeping import audit, chores, compatibility
from app.store.tables.requests import case_facts, observations, requests
from app.store.tables.services import pairs, reservations, services, steps

__all__ = [
    "Instant",
    "audit",
    "budgets",
    "call_totals",
    "case_facts",
    "chores",
    "commit_checks",
    "compatibility",
    "deliveries",
    "integration_runs",
    "law_notices",
    "laws",
    "metadata",
    "observations",
    "pairs",
    "redeliveries",
    "renderings",
    "requests",
    "reservations",
    "services",
    "spendings",
    "steps",
    "template_checks",
    "template_trees",
]

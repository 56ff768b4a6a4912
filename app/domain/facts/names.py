"""Which facts there are, under which names and types."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.answers import FactType
from app.domain.form import Form

REQUEST = "request."
CATALOG = "catalog"
NOW = "now"


class Fact(StrEnum):
    """The facts beside the answers of the form, by the name that an expression writes."""

    REQUESTER_LOGIN = "requester.login"
    REQUESTER_TEAMS = "requester.teams"
    REQUESTER_REQUESTS_TODAY = "requester.requests_today"
    TEAM_SERVICES = "team.services"
    TEAM_OPEN_REQUESTS = "team.open_requests"
    TEMPLATE_NEWEST = "template.newest"
    TEMPLATE_EXPERIMENTAL = "template.experimental"
    CATALOG = CATALOG
    NOW = NOW


FactTypes = Mapping[str, FactType]
"""The name that an expression writes, to its type."""

_TYPES: FactTypes = {
    Fact.REQUESTER_LOGIN: FactType.TEXT,
    Fact.REQUESTER_TEAMS: FactType.TEXTS,
    Fact.REQUESTER_REQUESTS_TODAY: FactType.NUMBER,
    Fact.TEAM_SERVICES: FactType.NUMBER,
    Fact.TEAM_OPEN_REQUESTS: FactType.NUMBER,
    Fact.TEMPLATE_NEWEST: FactType.TRUTH,
    Fact.TEMPLATE_EXPERIMENTAL: FactType.TRUTH,
    Fact.CATALOG: FactType.SERVICES,
    Fact.NOW: FactType.MOMENT,
}

SERVICE_FIELDS: FactTypes = {
    "name": FactType.TEXT,
    "owner": FactType.TEXT,
    "system": FactType.TEXT,
    "lifecycle": FactType.TEXT,
    "template": FactType.TEXT,
    "depends_on": FactType.TEXTS,
    "data_stores": FactType.TEXTS,
    "created": FactType.MOMENT,
}
"""What an expression can ask of a service in the catalog, and the type of it."""

_FOLLOWS = {"team.": "owner", "template.": "template"}


def fact_types(form: Form, numbers: Iterable[str] = ()) -> FactTypes:
    """The facts that expressions may use with this form.

    `numbers` are the fields whose typed text the policy reads as a whole number.
    """
    types = {REQUEST + field.id: field.fact_type for field in form.fields}
    return {**types, **{REQUEST + field: FactType.NUMBER for field in numbers}, **_TYPES}


def fields_behind(facts: Iterable[str]) -> frozenset[str]:
    """The form's fields on which these facts rest: `team.services` follows the owner."""
    behind = {field for name in facts if (field := _field_behind(name))}
    return frozenset(behind)


def _field_behind(name: str) -> str | None:
    if name.startswith(REQUEST):
        return name.removeprefix(REQUEST)
    return next((field for start, field in _FOLLOWS.items() if name.startswith(start)), None)

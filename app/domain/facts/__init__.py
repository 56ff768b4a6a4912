"""What a policy's expressions see: the facts there are, their types, and their values."""

from app.domain.facts.catalog import Catalog, Service
from app.domain.facts.names import (
    CATALOG,
    NOW,
    REQUEST,
    SERVICE_FIELDS,
    Fact,
    FactTypes,
    fact_types,
    fields_behind,
)
from app.domain.facts.values import Facts, FactValue, Team, TemplateFacts

__all__ = [
    "CATALOG",
    "NOW",
    "REQUEST",
    "SERVICE_FIELDS",
    "Catalog",
    "Fact",
    "FactTypes",
    "FactValue",
    "Facts",
    "Service",
    "Team",
    "TemplateFacts",
    "fact_types",
    "fields_behind",
]

"""What is wrong or doubtful in a policy and its form, before anybody files a request."""

from app.domain.review.organisation import (
    Members,
    Named,
    Need,
    PeopleNamed,
    people_named,
    persons,
    teams_named,
    wrong_people,
)
from app.domain.review.properties import PropertyDefinition, undefined_properties
from app.domain.review.review import Review, review
from app.domain.review.templates import unknown_templates

__all__ = [
    "Members",
    "Named",
    "Need",
    "PeopleNamed",
    "PropertyDefinition",
    "Review",
    "people_named",
    "persons",
    "review",
    "teams_named",
    "undefined_properties",
    "unknown_templates",
    "wrong_people",
]

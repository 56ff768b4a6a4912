"""Custom properties: what an organisation wants to know of each of its repositories."""

from dataclasses import dataclass
from enum import StrEnum

Value = str | list[str]


class ValueType(StrEnum):
    """What a property's values are; `true_false` is one of the two words, as a string."""

    STRING = "string"
    SINGLE_SELECT = "single_select"
    MULTI_SELECT = "multi_select"
    TRUE_FALSE = "true_false"
    URL = "url"


class Editors(StrEnum):
    """Who may set values: those of the organisation alone, or the repository's admins as well."""

    ORGANISATION = "org_actors"
    REPOSITORY = "org_and_repo_actors"


@dataclass(eq=False)
class Property:
    """One definition; `allowed_values` is None where any value of the type may be."""

    name: str
    value_type: ValueType
    required: bool = False
    default_value: Value | None = None
    description: str | None = None
    allowed_values: list[str] | None = None
    editors: Editors = Editors.ORGANISATION
    require_explicit_values: bool = False

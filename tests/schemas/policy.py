"""The JSON Schema of `policy.yml`: the keys and types of its model, with what the reader bounds."""

from app.domain.patterns import MOST_CHARACTERS
from app.domain.policy import FieldRule, Policy
from app.domain.policy.approvals import MOST_RULES as MOST_APPROVALS
from app.domain.policy.delegations import MOST as MOST_DELEGATIONS
from app.domain.policy.environments import LONGEST_NAME as LONGEST_ENVIRONMENT
from app.domain.policy.integration_tests import MOST_ENVIRONMENTS
from app.domain.policy.labels import LONGEST
from app.domain.policy.patience import MOST_HOLIDAYS
from app.domain.policy.refusals import MOST_RULES
from app.domain.policy.templates import MOST as MOST_TEMPLATES
from app.domain.policy.templates import TREE
from app.domain.working_days import WEEKDAYS
from tests.schemas.repositories import repositories_schema
from tests.schemas.shapes import (
    MOMENT,
    TEXT,
    Schema,
    described,
    is_needed,
    of_record,
    record,
    texts,
)

_LABEL: Schema = {
    **TEXT,
    "maxLength": LONGEST,
    "pattern": r"^(?![sS][lL][iI][pP][wW][aA][yY]/)[^,]*$",
}
_PATTERN: Schema = {**TEXT, "maxLength": MOST_CHARACTERS}
_SLUG = "^[A-Za-z0-9_-]+$"
_LOGIN = "^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$"
_OWN: dict[str, Schema] = {
    "names.pattern": _PATTERN,
    "fields.FIELD.pattern": _PATTERN,
    "fields.FIELD.min_length": {"type": "integer", "minimum": 0},
    "fields.FIELD.max_length": {"type": "integer", "minimum": 1},
    "approvals[].label": _LABEL,
    "veto.label": _LABEL,
    "templates.revoked[].tree": {"type": "string", "pattern": f"^{TREE}$"},
    "limits.open_requests_per_team": {"type": "integer", "minimum": 0},
    "limits.services_per_team": {"type": "integer", "minimum": 0},
    "limits.requests_per_person_and_day": {"type": "integer", "minimum": 0},
    "working_days.days": {
        "type": "array", "items": {"enum": list(WEEKDAYS)}, "minItems": 1, "uniqueItems": True
    },
    "working_days.holidays": {
        "type": "array", "items": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "maxItems": MOST_HOLIDAYS,
    },
    "working_days.time_zone": TEXT,
    "integration_tests.after_deployment_to": {
        "type": "array", "items": {**TEXT, "maxLength": LONGEST_ENVIRONMENT},
        "maxItems": MOST_ENVIRONMENTS, "uniqueItems": True,
    },
}  # fmt: skip
_IS_EXPLICIT: Schema = {"properties": {"explicit": {"const": True}}, "required": ["explicit"]}
_HAS_LABEL: Schema = {"required": ["label"]}
_BY_LABEL_OR_COMMENT = [
    {"allOf": [_HAS_LABEL, {"not": _IS_EXPLICIT}]},
    {"allOf": [_IS_EXPLICIT, {"not": _HAS_LABEL}]},
]
_SECTIONS = {
    "names": "What a service may be called.",
    "fields": "What the answers have to be like, by the id of the form's field.",
    "templates": "Which templates ask for more, and which must not be built from.",
    "roles": "Who people are that approve and veto, by names of your choice.",
    "approvals": "Who has to approve what, each by a label.",
    "automatic": "What passes by itself.",
    "refuse": "What cannot be built, and what to do instead.",
    "limits": "How much there may be at once.",
    "delegations": "Who stands in for whom while somebody is away.",
    "freezes": "When nothing is built.",
    "working_days": "The calendar by which reminders, escalation and expiry are counted.",
    "reminders": "When those are reminded whom a request waits for.",
    "escalation": "Who is told when approvals stay away.",
    "expiry": "When a request that nobody moves on is closed.",
    "shadow": "Who starts the build of what is approved, while Slipway is on trial.",
    "break_glass": "Who lets a request pass in an emergency.",
    "veto": "Who may stop a request, and by which label.",
    "repositories": "How both repositories of a pair are set up.",
    "integration_tests": "After what the integration tests of a pair are started.",
}


_TEMPLATE_LISTS = {
    "retired": "Templates that no new request may name.",
    "revoked": "Versions of templates from which nothing is built any more.",
}


def policy_schema() -> Schema:
    """The schema, as it is published."""
    schema = of_record(Policy, "", _OWN, leave_out=("fields", "roles", "repositories"))
    properties = schema["properties"]
    properties["roles"] = {"type": "object", "additionalProperties": _role()}
    rule = of_record(FieldRule, "fields.FIELD.", _OWN, leave_out=("field",))
    properties["fields"] = {"type": "object", "additionalProperties": rule}
    properties["delegations"] = {"type": "array", "items": _delegation()}
    properties["repositories"] = repositories_schema()
    for key, say in _SECTIONS.items():
        properties[key] = {"description": say, **properties[key]}
    for key, say in _TEMPLATE_LISTS.items():
        shape = properties["templates"]["properties"][key]
        shape |= {"description": say, "maxItems": MOST_TEMPLATES}
    most = {"approvals": MOST_APPROVALS, "delegations": MOST_DELEGATIONS}
    for key in ("approvals", "automatic", "refuse", "delegations", "freezes"):
        properties[key]["maxItems"] = most.get(key, MOST_RULES)
    properties["approvals"]["minItems"] = 1
    properties["approvals"]["items"]["oneOf"] = _BY_LABEL_OR_COMMENT
    freeze = properties["freezes"]["items"]
    freeze["properties"]["time_zone"] = described("freezes[].time_zone", TEXT)
    freeze["anyOf"] = [{"required": [key]} for key in ("since", "until", "when")]
    properties = {"version": described("version", {"const": 1}), **properties}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "policy.yml of Slipway",
        "description": "Who may start a service, and what it takes.",
        **record(properties, ("version", "approvals")),
    }


def _delegation() -> Schema:
    login: Schema = {"type": "string", "pattern": _LOGIN}
    keys = {
        "from": login,
        "to": login,
        "roles": texts(),
        "since": MOMENT,
        "until": MOMENT,
        "time_zone": TEXT,
    }
    shown = {key: described(f"delegations[].{key}", shape) for key, shape in keys.items()}
    return record(shown, tuple(key for key in keys if is_needed(f"delegations[].{key}")))


def _role() -> Schema:
    keys = {
        "teams": texts(pattern=_SLUG),
        "users": texts(pattern=_LOGIN),
        "owners_of": {"type": "string", "pattern": r"^request\.[a-z][a-z0-9_]*$"},
    }
    shown = {key: described(f"roles.NAME.{key}", shape) for key, shape in keys.items()}
    return record(shown) | {"minProperties": 1}

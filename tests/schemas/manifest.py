"""The JSON Schema of `slipway.yml`, which each folder below `cookiecutters/` has."""

from app.domain.form.definition import OWN_NAMES
from app.templates.manifest import Kind, Manifest
from app.templates.variables import CONTRACTS, FORM_NAMES, MOST_CHARACTERS, MOST_VARIABLES
from tests.schemas.reference import manifest_rows
from tests.schemas.shapes import TEXT, Schema, record

_NAMES: Schema = {"type": "array", "items": TEXT}
_NAME: Schema = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]*$",
    "not": {"enum": sorted(OWN_NAMES | FORM_NAMES)},
}
_VALUE: Schema = {"type": ["string", "number", "boolean"], "maxLength": MOST_CHARACTERS}


def manifest_schema() -> Schema:
    """The schema, as it is published."""
    rows = manifest_rows()
    keys = {key: {"description": rows[key].description, **shape} for key, shape in _keys().items()}
    needed = tuple(key for key in keys if rows[key].is_needed)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A template's manifest of Slipway",
        "description": "What a template is, what it is laid on and which tests go with it.",
        **record(keys, needed),
        "oneOf": [
            {**_of(Kind.SERVICE), "required": ["tests"]},
            {**_of(Kind.TESTS), "not": {"required": ["tests"]}},
            {**_of(Kind.PLATFORM), "not": {"anyOf": _without("tests", "contract", "variables")}},
        ],
    }


def _keys() -> dict[str, Schema]:
    shapes: dict[str, Schema] = {
        "title": {**TEXT, "maxLength": 60},
        "description": {**TEXT, "maxLength": 300},
        "kind": {"enum": [kind.value for kind in Kind]},
        "layers": _NAMES,
        "tests": TEXT,
        "contract": {"enum": list(CONTRACTS)},
        "asks": {"type": "array", "items": _NAME},
        "variables": {
            "type": "object",
            "maxProperties": MOST_VARIABLES,
            "propertyNames": _NAME,
            "additionalProperties": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE}]},
        },
    }
    return {key: shapes[key] for key in Manifest.model_fields}


def _of(kind: Kind) -> Schema:
    return {"properties": {"kind": {"const": kind.value}}}


def _without(*keys: str) -> list[Schema]:
    return [{"required": [key]} for key in keys]

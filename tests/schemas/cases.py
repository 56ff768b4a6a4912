"""The JSON Schema of policy cases: the keys and types of their model."""

from app.domain.cases.model import Given, Step
from app.domain.cases.read import MOST_CASES, STATES
from app.domain.cases.steps import DEEDS
from app.domain.verdict import Status
from tests.schemas.shapes import TEXT, Schema, described, of_record, record, texts

_COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": 100_000}
_LOGIN: Schema = {
    "type": "string",
    "pattern": r"^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\[bot\])?$",
}
_ANSWER: Schema = {
    "oneOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
    ]
}
_ANSWERS: Schema = {"type": "object", "additionalProperties": _ANSWER}
_TEAMS: Schema = {
    "type": "object",
    "propertyNames": {"pattern": "^[A-Za-z0-9_-]+$"},
    "additionalProperties": texts(),
}
_OWN: dict[str, Schema] = {
    "given.requester": _LOGIN,
    "given.answers": _ANSWERS,
    "given.teams": _TEAMS,
    "given.team.services": _COUNT,
    "given.team.open_requests": _COUNT,
    "given.requests_today": _COUNT,
    "cases[].steps[].by": _LOGIN,
    "cases[].steps[].edit": _ANSWERS,
    "cases[].steps[].build": {"const": True},
}


def cases_schema() -> Schema:
    """The schema, as it is published."""
    given = of_record(Given, "given.", _OWN)
    given["properties"]["team"]["description"] = "What is known of the owner team."
    parts = {
        "name": described("cases[].name", TEXT),
        **given["properties"],
        "steps": {"description": "What people do.", "type": "array", "items": _step()},
        "expect": _expectation(),
    }
    many = {"minItems": 1, "maxItems": MOST_CASES}
    properties = {
        "version": {"description": "The version of this format.", "const": 1},
        "given": {"description": "What is so in every case that does not say otherwise.", **given},
        "cases": {
            "description": "Made-up requests, each with what should come of it.",
            "type": "array",
            "items": record(parts, ("name", "expect")),
            **many,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy cases of Slipway",
        "description": "Made-up requests, and what should come of them under policy.yml.",
        **record(properties, ("version", "cases")),
    }


def _step() -> Schema:
    step = of_record(Step, "cases[].steps[].", _OWN)
    step.pop("required", None)
    for key in ("withdraw", "build"):
        step["properties"][key]["const"] = True
    step["oneOf"] = [{"required": [key, *([] if key == "edit" else ["by"])]} for key in DEEDS]
    return {"description": "One thing that a person does.", **step}


def _expectation() -> Schema:
    shapes: dict[str, Schema] = {
        "state": {"enum": [state.value for state in STATES]},
        "rules": {
            "type": "object",
            "additionalProperties": {"enum": [status.value for status in Status]},
        },
        "says": {"type": "object", "additionalProperties": TEXT},
        "properties": {
            "type": "object",
            "additionalProperties": {"oneOf": [{"type": ["string", "null"]}, texts()]},
        },
    }
    shown = {key: described(f"cases[].expect.{key}", shape) for key, shape in shapes.items()}
    return {"description": "What should come of it.", **record(shown), "minProperties": 1}

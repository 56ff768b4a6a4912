"""The JSON Schema of `repositories`: common keys, and the same once more for each half."""

from dataclasses import fields

from app.domain.policy import (
    EnvironmentSetting,
    FeatureSettings,
    LabelSetting,
    Merge,
    MergingSettings,
    RuleSettings,
    SecuritySettings,
    Setup,
    Visibility,
)
from app.domain.policy.environments import LONGEST_NAME, MOST_REVIEWERS
from app.domain.policy.labels import LONGEST
from app.domain.policy.properties import MOST_PROPERTIES, MOST_TOPICS
from app.domain.policy.settings import Access, Branches
from tests.schemas.shapes import TEXT, Schema, described, of_record, record, texts

_KEY = "repositories."
_SLUG = "^[A-Za-z0-9_-]+$"
_SENTENCE: Schema = {**TEXT, "maxLength": 500}
_TOPIC = "^([a-z0-9][a-z0-9-]{0,49}|.*[{}].*)$"
_NAME: Schema = {**TEXT, "maxLength": LONGEST_NAME}
_ENVIRONMENTS: dict[str, Schema] = {
    f"{_KEY}environments[].name": _NAME,
    f"{_KEY}environments[].reviewers": texts(pattern=_SLUG) | {"maxItems": MOST_REVIEWERS},
    f"{_KEY}environments[].branches": {
        "oneOf": [{"enum": [one.value for one in Branches]}, texts() | {"minItems": 1}]
    },
}
_LABELS: dict[str, Schema] = {
    f"{_KEY}labels[].name": {**TEXT, "maxLength": LONGEST},
    f"{_KEY}labels[].color": {"type": "string", "pattern": "^[0-9a-fA-F]{6}$"},
    f"{_KEY}labels[].description": {**TEXT, "maxLength": 100},
}
_METHODS: Schema = {
    "type": "array",
    "items": {"enum": [one.value for one in Merge]},
    "uniqueItems": True,
    "minItems": 1,
}
_PARTS = {
    "rules": ("What the default branch asks for beside reviews and checks.", RuleSettings),
    "merging": ("The ways of merging that the repository offers.", MergingSettings),
    "features": ("What the repository has beside code.", FeatureSettings),
    "security": ("GitHub's own watch over the repository.", SecuritySettings),
}
_SUFFIX: Schema = {**TEXT, "pattern": r"^(?!.*\.git$)[A-Za-z0-9._-]{1,60}$"}


def repositories_schema() -> Schema:
    """The schema of the section."""
    common = _setup()
    halves = {
        half: {"description": described(f"{_KEY}{half}", {})["description"], **record(common)}
        for half in ("service", "tests")
    }
    suffix = described(f"{_KEY}tests_suffix", _SUFFIX)
    return record({"tests_suffix": suffix, **common, **halves})


def _setup() -> dict[str, Schema]:
    shown = {key: described(f"{_KEY}{key}", shape) for key, shape in _shapes().items()}
    label = of_record(LabelSetting, f"{_KEY}labels[].", _LABELS)
    shown["labels"] = {
        "description": "Labels for issues and pull requests.",
        "type": "array",
        "items": label,
    }
    own = {f"{_KEY}rules.merge_methods": _METHODS}
    parts = {
        key: {"description": say, **of_record(kind, f"{_KEY}{key}.", own)}
        for key, (say, kind) in _PARTS.items()
    }
    found = shown | parts
    return {one.name: found[one.name] for one in fields(Setup)}


def _shapes() -> dict[str, Schema]:
    environment = of_record(EnvironmentSetting, f"{_KEY}environments[].", _ENVIRONMENTS)
    return {
        "visibility": {"enum": [one.value for one in Visibility]},
        "access": {
            "type": "object",
            "propertyNames": {"pattern": _SLUG},
            "additionalProperties": {"enum": [one.value for one in Access]},
        },
        "environments": {
            "type": "array",
            "items": {"oneOf": [_NAME, environment]},
            "uniqueItems": True,
        },
        "properties": {
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z0-9_$#-]{1,75}$"},
            "maxProperties": MOST_PROPERTIES,
            "additionalProperties": {
                "oneOf": [_SENTENCE, {"type": "array", "items": _SENTENCE, "minItems": 1}]
            },
        },
        "topics": texts(maxLength=500, pattern=_TOPIC) | {"maxItems": MOST_TOPICS},
        "required_checks": texts(),
        "required_reviews": {"type": "integer"},
    }

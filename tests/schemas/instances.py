"""YAML as an editor holds it against a schema."""

from datetime import date
from typing import Any

from jsonschema_rs import Draft202012Validator
from ruamel.yaml import YAML

from tests.schemas.cases import cases_schema
from tests.schemas.manifest import manifest_schema
from tests.schemas.policy import policy_schema

_MANIFEST = Draft202012Validator(manifest_schema())
_POLICY, _CASES = Draft202012Validator(policy_schema()), Draft202012Validator(cases_schema())


def fits_policy(text: str) -> bool:
    return bool(_POLICY.is_valid(_loaded(text)))


def fits_cases(text: str) -> bool:
    return bool(_CASES.is_valid(_loaded(text)))


def fits_manifest(text: str) -> bool:
    return bool(_MANIFEST.is_valid(_loaded(text)))


def _loaded(text: str) -> Any:
    return _with_dates_as_texts(YAML(typ="safe", pure=True).load(text))


def _with_dates_as_texts(value: Any) -> Any:
    match value:
        case dict():
            return {key: _with_dates_as_texts(one) for key, one in value.items()}
        case list():
            return [_with_dates_as_texts(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value

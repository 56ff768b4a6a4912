"""Where the published schemas are, and what each has to be."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.environment import ROOT
from tests.schemas.cases import cases_schema
from tests.schemas.manifest import manifest_schema
from tests.schemas.policy import policy_schema
from tests.schemas.shapes import Schema

FOLDER = ROOT / "app/starter/schemas"
PUBLISHED: Mapping[Path, Callable[[], Schema]] = {
    FOLDER / "manifest.schema.json": manifest_schema,
    FOLDER / "policy.schema.json": policy_schema,
    FOLDER / "policy-tests.schema.json": cases_schema,
}


def rendered(schema: Schema) -> str:
    """As it is kept: two spaces, and letters as they are."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

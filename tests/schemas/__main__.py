"""Writes the published schemas anew: `python -m tests.schemas`."""

from tests.schemas.published import PUBLISHED, rendered

for path, schema in PUBLISHED.items():
    path.write_text(rendered(schema()), encoding="utf-8")

"""A town with a bit of everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.town import Town, town
from tests.domain.catalog.build import component

BILLING = """\
lifecycle: production
owner: group:default/payments
system: shop
dependsOn: [component:ledger, resource:pg-billing]
providesApis: [billing-v1]"""

REPOSITORIES: list[dict[str, Any]] = [
    {"name": "billing", "contents": {"catalog-info.yaml": component("billing", BILLING)}},
    {"name": "billing-integration-tests", "contents": {"a": "a"}},
    {"name": "ledger", "contents": {".github/CODEOWNERS": "* @acme/money\n"}},
    {"name": "mailer", "contents": {"a": "a"}, "teams": {"platform": "admin"}},
    {"name": "broken", "contents": {"catalog-info.yaml": "a: &a 1\n"}},
    {"name": "empty"},
]


@pytest.fixture
def acme(tmp_path: Path, sqlite_url: str) -> Iterator[Town]:
    """A pair with a catalog-info.yaml, and repositories that say less, or nonsense."""
    with town(tmp_path, sqlite_url, REPOSITORIES) as organisation:
        yield organisation

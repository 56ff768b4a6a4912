import os
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest


@pytest.fixture(scope="session")
def run_id() -> str:
    """The identity that this run's data carries, so that no two runs share any."""
    return f"it-{uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """A client of the service at BASE_URL."""
    with httpx.Client(base_url=os.environ["BASE_URL"], timeout=10) as client:
        yield client

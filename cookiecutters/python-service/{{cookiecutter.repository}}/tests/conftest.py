from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.api import create_app
from service.settings import Settings


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of a freshly started service."""
    app = create_app(Settings(version="abc123"))
    app.state.ready = True
    with TestClient(app) as client:
        yield client

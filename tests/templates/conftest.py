import pytest

from app.templates.render import Room


@pytest.fixture(scope="session")
def room() -> Room:
    """A room with the limits of everyday."""
    return Room()

"""Every service template of `cookiecutters/`, with plain answers and with nasty ones.

Downloads what the generated projects ask for, so `make test-templates` runs this, not `make test`.
"""

from collections.abc import Iterator

import pytest

from app.templates.render import Room
from tests.cookiecutters.serving import Serving, serving
from tests.cookiecutters.workshop import SERVICES, Pair, Workshop

# The plain ones first: tests that are about them alone then find them by the same place.
PAIRS = [f"{template}-{text}" for text in ("plain", "nasty") for template in SERVICES]
VERSION = "1234567"


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"), Room())


@pytest.fixture(scope="session", params=PAIRS)
def pair(request: pytest.FixtureRequest, workshop: Workshop) -> Iterator[Pair]:
    """One template's pair, set up. Whatever is done with it, nothing that was typed may run."""
    template, _, text = request.param.rpartition("-")
    pair = workshop.pair(template, text)
    yield pair
    assert pair.run_by_accident == []


@pytest.fixture(scope="session")
def service(pair: Pair) -> Iterator[Serving]:
    """The pair's service, ready, for all tests that leave it as it was."""
    with serving(pair.service, VERSION=VERSION) as service:
        service.is_ready()
        yield service

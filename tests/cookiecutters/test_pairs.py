"""Each starter pair really works: set up, linted, tested, served, tested from outside."""

from xml.etree import ElementTree as ET

from tests.cookiecutters.checkouts import free_port, make
from tests.cookiecutters.serving import Serving
from tests.cookiecutters.workshop import Pair


def test_the_service_passes_its_own_checks(pair: Pair) -> None:
    make(pair.service, "lint", "test")


def test_the_integration_tests_pass_their_own_checks(pair: Pair) -> None:
    make(pair.tests, "lint")


def test_the_integration_tests_pass_against_the_running_service(
    pair: Pair, service: Serving
) -> None:
    make(pair.tests, "test", f"BASE_URL=http://127.0.0.1:{service.port}")

    report = ET.parse(pair.tests / "reports/integration.xml")  # noqa: S314 - ours
    suite = report.getroot()[0]
    assert int(suite.get("tests", 0)) > 0
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "0", "0")


def test_without_an_address_the_integration_tests_ask_for_one(pair: Pair) -> None:
    said = make(pair.tests, "test", status=2)

    assert "make test BASE_URL=http://127.0.0.1:8000" in said


def test_a_service_that_never_answers_is_given_up_in_a_sentence(pair: Pair) -> None:
    address = f"http://127.0.0.1:{free_port()}"

    said = make(pair.tests, "test", f"BASE_URL={address}", "WAIT_SECONDS=0", status=2)

    assert f"{address} was not ready after 0 seconds: " in said

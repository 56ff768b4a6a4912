"""Names that differ in case alone, or that an eye takes for one, are refused with their owner."""

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme


@pytest.fixture(scope="module")
def with_ledger(busy_acme: Acme) -> Acme:
    """Acme, whose names may have capitals, and where payments has the service bookkeeping1."""
    busy_acme.commits("policy.yml", lambda text: text.replace("'[a-z][", "'(?i)[a-z]["))
    busy_acme.files(name="bookkeeping1").is_approved()
    return busy_acme


@pytest.mark.parametrize(
    ("name", "say"),
    [
        ("bookkeeping1", "exists already and belongs to payments"),
        ("Bookkeeping1", "exists already and belongs to payments"),
        ("BOOKKEEPING1", "exists already and belongs to payments"),
        ("bookkeepingl", "too similar to the service bookkeeping1, which belongs to payments"),
        ("b00kkeeping1", "too similar to the service bookkeeping1, which belongs to payments"),
        ("book-keeping1", "too similar to the service bookkeeping1, which belongs to payments"),
        ("bookkeeping2", "too similar to the service bookkeeping1, which belongs to payments"),
        ("b\u043eokkeeping1", "has only the letters a to z"),
        ("bookkeeping\uff11", "has only the letters a to z"),
        ("boo\u212akeeping1", "has only the letters a to z"),
        ("bookkeeping1-integration-tests", "belong to the tests of a pair"),
    ],
)
def test_a_name_like_anothers_is_refused(with_ledger: Acme, name: str, say: str) -> None:
    request = with_ledger.files(name=name, login="olga")

    request.is_approved()

    assert request.state is State.NEEDS_CORRECTION
    assert say in request.status
    assert [one for one in with_ledger.repositories() if one.casefold() == name.casefold()] in (
        [],
        ["bookkeeping1"],
        ["bookkeeping1-integration-tests"],
    )


@pytest.mark.parametrize(("first", "second"), [("parcels", "Parcels"), ("timesheet", "tirnesheet")])
def test_of_two_open_requests_whose_names_look_alike_one_is_built(
    busy_acme: Acme, first: str, second: str
) -> None:
    one, other = busy_acme.files(name=first), busy_acme.files(name=second, login="olga")
    one.is_approved()

    other.is_approved()

    assert one.state is State.LIVE
    assert other.state is State.NEEDS_CORRECTION
    assert second not in busy_acme.repositories()

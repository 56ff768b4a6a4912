"""All commands of an operator on PostgreSQL."""

import pytest

from tests.operations.conftest import Desk


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("status",), "Parked: a person has to act\n  acme#12  failed"),
        (("status", "--json"), '"parked": 1'),
        (("deliveries", "--failed"), "slipway replay NUMBER"),
        (("replay", "g1"), "is handled anew."),
        (("resume", "acme#12"), "acme#12 goes on; it is building."),
        (("give-up", "acme#12"), "acme#12 is given up."),
        (("audit", "acme#12"), "All agree."),
        (("audit",), "acme#12  paula  approved  All agree."),
    ],
)
def test_a_command_works(desk_on_postgresql: Desk, command: tuple[str, ...], said: str) -> None:
    desk = desk_on_postgresql
    desk.entry(desk.parked_request(12), "paula", "approved", "All agree.")
    desk.delivery("g1")

    result = desk.run(*command)

    assert result.exit_code == 0, result.output
    assert said in result.output

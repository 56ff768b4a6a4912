"""Which ports the demo takes, and what it says of those it cannot have."""

import socket

import pytest

from app.demo.fault import DemoFault
from app.demo.ports import LOOPBACK, free_port, usable_port


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server((LOOPBACK, free_port())) as server:
        assert server.getsockname()[1] > 0


@pytest.mark.parametrize("wanted", [None, 0])
def test_without_a_wish_a_port_is_found(wanted: int | None) -> None:
    assert usable_port(wanted) > 0


def test_a_wanted_port_that_is_free_is_taken() -> None:
    wanted = free_port()

    assert usable_port(wanted) == wanted


def test_a_busy_port_is_said_in_a_sentence() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        busy = server.getsockname()[1]

        with pytest.raises(DemoFault) as caught:
            usable_port(busy)

    assert f"Port {busy} is in use" in str(caught.value)
    assert "--port" in str(caught.value)

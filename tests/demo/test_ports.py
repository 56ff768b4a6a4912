"""Which ports the demo takes, and what it says of those it cannot have."""

import socket
from collections.abc import Callable

import pytest

from app.demo.fault import DemoFault
from app.demo.ports import LOOPBACK, ensure_usable, free_port


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server((LOOPBACK, free_port())) as server:
        assert server.getsockname()[1] > 0


@pytest.mark.parametrize("choose", [lambda: 0, free_port], ids=["any", "chosen"])
def test_a_free_port_is_usable(choose: Callable[[], int]) -> None:
    ensure_usable(choose())


def test_a_busy_port_is_said_in_a_sentence() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        busy = server.getsockname()[1]

        with pytest.raises(DemoFault) as caught:
            ensure_usable(busy)

    assert f"Port {busy} is in use" in str(caught.value)
    assert "--port" in str(caught.value)

"""What the tests themselves rest on."""

import socket

import pytest


def test_no_connection_leaves_this_machine() -> None:
    """192.0.2.1 is an address for documentation: nothing answers there anyway."""
    with socket.socket() as outside, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(AssertionError, match=r"github\.invalid"):
        socket.getaddrinfo("github.invalid", 443)


def test_this_machine_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()

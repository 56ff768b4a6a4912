"""Which ports the demo's programs listen on."""

import errno
import socket

from app.demo.fault import DemoFault

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port of this machine that nothing listened on just now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def usable_port(wanted: int | None) -> int:
    """The wanted port, any free one for 0 and None.

    Raises:
        DemoFault: when the wanted port cannot be had.
    """
    if not wanted:
        return free_port()
    with socket.socket() as probe:
        # As servers do it: the port may have been in use until a moment ago.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, wanted))
        except OSError as error:
            raise DemoFault(_refusal(wanted, error)) from error
    return wanted


def _refusal(port: int, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            why = f"Port {port} is in use: something else on this machine listens there."
        case errno.EACCES:
            why = f"Port {port} is not for you: this machine keeps low ports for root."
        case _:
            why = f"Port {port} cannot be used: {error.strerror}."
    return f"{why} Choose another one with --port, or leave --port out and a free one is found."

"""Which ports the demo's programs listen on."""

import errno
import secrets
import socket

from app.demo.fault import DemoFault

LOOPBACK = "127.0.0.1"

# Below what systems give to outgoing connections (Linux from 32768, macOS from 49152): nothing
# takes such a port between the look at it and the start of the program that shall listen there.
_QUIET_PORTS = range(20_000, 32_000)
_TRIES = 100


def free_port() -> int:
    """A port of this machine that nothing listened on just now."""
    for _ in range(_TRIES):
        port = secrets.choice(_QUIET_PORTS)
        if _objection(port) is None:
            return port
    raise DemoFault(f"No port of {_QUIET_PORTS[0]} to {_QUIET_PORTS[-1]} is free on this machine.")


def ensure_usable(port: int) -> None:
    """Raises DemoFault when the port cannot be listened on; 0 stands for any free one."""
    error = _objection(port)
    if error is not None:
        raise DemoFault(_refusal(port, error))


def _objection(port: int) -> OSError | None:
    with socket.socket() as probe:
        # As servers do it: the port may have been in use until a moment ago.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            return error
    return None


def _refusal(port: int, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            why = f"Port {port} is in use: something else on this machine listens there."
        case errno.EACCES:
            why = f"Port {port} is not for you: this machine keeps low ports for root."
        case _:
            why = f"Port {port} cannot be used: {error.strerror}."
    return f"{why} Choose another one with --port, or leave --port out and a free one is found."

"""The service contract, version 1: how a service starts, what it logs, and how it ends."""

import json
import os
import signal
import socket
from datetime import datetime

import pytest

from tests.cookiecutters.conftest import PAIRS
from tests.cookiecutters.serving import Serving, serving
from tests.cookiecutters.workshop import SERVICES, Pair
from tests.patience import until

pytestmark = pytest.mark.parametrize("pair", PAIRS[: len(SERVICES)], indirect=True, scope="session")


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "http"), ("PORT", "99999"), ("LOG_LEVEL", "loud")]
)
def test_a_bad_value_ends_the_start_with_a_sentence_that_names_it(
    name: str, value: str, pair: Pair
) -> None:
    with serving(pair.service, **{name: value}) as service:
        service.has_ended()
        said = service.said

    [sentence] = [line for line in said.splitlines() if name in line]
    assert value in sentence
    assert "Traceback" not in said
    assert service.process.returncode == 2


def test_a_port_that_is_taken_ends_the_start_with_a_reason(pair: Pair, service: Serving) -> None:
    with serving(pair.service, PORT=str(service.port)) as second:
        second.has_ended()
        said = second.said

    assert str(service.port) in said or "address already in use" in said.lower()
    assert "Traceback" not in said
    assert len(said.splitlines()) == 2  # its own reason, and what make adds
    assert second.process.returncode == 2


def test_a_stop_in_good_order_ends_with_0(pair: Pair) -> None:
    with serving(pair.service, DRAIN_SECONDS="0") as service:
        service.is_ready()
        # `make run` is told nothing, and ends as what it started has ended.
        os.kill(service.itself, signal.SIGTERM)
        service.has_ended()

    assert service.lines[-1]["message"] == "stopped"
    assert service.process.returncode == 0


def test_only_a_second_ctrl_c_ends_at_once(pair: Pair) -> None:
    with serving(pair.service, DRAIN_SECONDS="600", STOP_SECONDS="600") as service:
        service.is_ready()
        os.kill(service.itself, signal.SIGINT)
        until(lambda: service.gets("/readyz").status == 503)
        os.kill(service.itself, signal.SIGTERM)
        alive = service.gets("/healthz").status

        os.kill(service.itself, signal.SIGINT)
        service.has_ended()

    assert alive == 200


def test_each_line_of_the_log_is_an_object_with_message_level_and_time(pair: Pair) -> None:
    with serving(pair.service) as service:
        service.is_ready()
        service.gets("/version")

    assert len(service.lines) > 1
    for line in service.lines:
        assert isinstance(line["message"], str)
        assert isinstance(line["level"], str)
        assert datetime.fromisoformat(line["time"]).tzinfo


def test_readiness_fails_first_and_what_runs_is_answered(pair: Pair) -> None:
    with serving(pair.service, DRAIN_SECONDS="2", STOP_SECONDS="30") as service:
        service.is_ready()
        request = HalfSent(service)

        service.is_told_to_stop()
        statuses = statuses_until_nobody_listens(service)
        # make tells its programs as well, so the signal may come twice.
        service.is_told_to_stop()
        answer = request.sends_the_rest()

    assert statuses == {200, 503}
    assert answer.split()[1] == "201"
    assert service.lines[-1]["message"] == "stopped"


def statuses_until_nobody_listens(service: Serving) -> set[int]:
    """What `/readyz` says meanwhile; the service is alive as long as it listens."""
    statuses = set()
    try:
        while True:
            statuses.add(service.gets("/readyz").status)
            statuses.add(service.gets("/healthz").status)
    except OSError:
        return statuses


class HalfSent:
    """A request that runs for as long as its body has not come."""

    def __init__(self, service: Serving) -> None:
        self._body = json.dumps({"author": "ada", "text": "Slow, but sure"}).encode()
        self._socket = socket.create_connection(("127.0.0.1", service.port), timeout=60)
        head = (
            "POST /notes HTTP/1.1\r\nHost: billing\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(self._body)}\r\n\r\n"
        )
        self._socket.sendall(head.encode() + self._body[:5])
        # Whoever is asked afterwards has this request in hand already.
        service.gets("/healthz")

    def sends_the_rest(self) -> str:
        with self._socket:
            self._socket.sendall(self._body[5:])
            return self._socket.recv(4096).decode()

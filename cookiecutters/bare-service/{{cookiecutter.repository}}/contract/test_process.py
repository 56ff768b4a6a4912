"""How the service starts, logs and stops, and what the repository has to hold."""

import re
import socket
import subprocess
import time
import unittest
from datetime import datetime
from pathlib import Path

from contract.running import Running, ended, start


class Process(unittest.TestCase):
    def test_configuration_that_is_wrong_ends_the_start_with_a_sentence(self):
        for name, value in (
            ("PORT", "no-port"),
            ("PORT", "65536"),
            ("LOG_LEVEL", "loud"),
            ("DRAIN_SECONDS", "601"),
            ("STOP_SECONDS", "0"),
        ):
            with self.subTest(f"{name}={value}"):
                status, said = ended(start(**{name: value}))

                self.assertNotEqual(status, 0)
                self.assertRegex(said, rf"{name}\b.*{value}")
                self.assertNotIn("Traceback", said)

    def test_configuration_that_is_empty_counts_as_not_set(self):
        with Running(LOG_LEVEL="", DRAIN_SECONDS="", STOP_SECONDS="") as service:
            self.assertEqual(service.ask("GET", "/readyz")[0], 200)

    def test_logs_are_one_json_object_a_line(self):
        with Running() as service:
            service.ask("GET", "/notes/no-such-note")

        [request] = [entry for entry in service.entries() if entry["message"] == "request"]
        self.assertEqual(
            [request[field] for field in ("method", "route", "status")], ["GET", "/notes/{id}", 404]
        )
        self.assertGreaterEqual(request["seconds"], 0)
        for entry in service.entries():
            self.assertTrue(entry["message"])
            self.assertIn(entry["level"], ("debug", "info", "warning", "error"))
            datetime.fromisoformat(entry["time"][:19])

    def test_stopping_ends_with_a_line_that_says_so(self):
        with Running() as service:
            pass

        self.assertEqual(service.entries()[-1]["message"], "stopped")

    def test_stopping_cuts_off_what_goes_on_after_stop_seconds(self):
        with Running(DRAIN_SECONDS="0", STOP_SECONDS="1") as service, half_a_request(service.port):
            service.ask("GET", "/healthz")
            began = time.monotonic()
            service.stop()

        self.assertLess(time.monotonic() - began, 20)
        self.assertEqual(service.entries()[-1]["message"], "stopped")

    def test_stopping_fails_readiness_first_and_finishes_what_runs(self):
        with Running() as service, half_a_request(service.port) as (connection, rest):
            service.signal_stop()
            while service.ask("GET", "/readyz")[0] == 200:
                pass
            self.assertEqual(service.ask("GET", "/readyz")[0], 503)
            self.assertEqual(service.ask("GET", "/healthz")[0], 200)
            connection.sendall(rest)

            answer = connection.makefile().read()

        self.assertRegex(answer, r"^HTTP/1\.[01] 201 ")


class half_a_request:
    """A request whose second half is yet to be sent: the service has begun it, and cannot end it."""

    def __init__(self, port):
        body = '{"author": "ada", "text": "slow"}'
        head = "POST /notes HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\n"
        head += f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        self.halves = (head + body[:10]).encode(), body[10:].encode()
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)

    def __enter__(self):
        self.connection.sendall(self.halves[0])
        return self.connection, self.halves[1]

    def __exit__(self, *_):
        self.connection.close()


class Repository(unittest.TestCase):
    def test_make_has_every_target(self):
        for target in ("help", "setup", "run", "test", "lint", "format", "image"):
            with self.subTest(target):
                command = ["make", "--dry-run", "--always-make", target]
                made = subprocess.run(
                    command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
                )

                self.assertEqual(made.returncode, 0, made.stdout)
                self.assertNotIn("Nothing to be done", made.stdout)

    def test_image_runs_as_a_number_that_is_not_root_and_starts_without_a_shell(self):
        lines = Path("Dockerfile").read_text().splitlines()

        users = [line.split()[1] for line in lines if line.startswith("USER ")]
        self.assertRegex(users[-1] if users else "", r"^[1-9][0-9]*(:[1-9][0-9]*)?$")
        self.assertTrue(any(re.match(r'(ENTRYPOINT|CMD) \["', line) for line in lines))
        self.assertFalse(any(line.startswith("HEALTHCHECK") for line in lines))

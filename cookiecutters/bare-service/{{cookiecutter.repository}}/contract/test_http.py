"""What the service answers."""

import re
import time
import unittest

from contract import NAME
from contract.running import Running


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Running()
        cls.addClassCleanup(cls.service.stop)

    def test_health_is_200_while_it_lives(self):
        self.assertEqual(self.service.ask("GET", "/healthz")[0], 200)

    def test_readiness_is_200_once_it_is_ready(self):
        self.assertEqual(self.service.ask("GET", "/readyz")[0], 200)

    def test_version_is_what_the_environment_says(self):
        answer = self.service.ask_json("GET", "/version")

        self.assertEqual(answer, (200, {"name": NAME, "version": "under-test"}))

    def test_head_is_answered_as_get_without_the_body(self):
        for path in ("/healthz", "/version", "/metrics", "/notes?author=ada"):
            with self.subTest(path):
                self.assertEqual(self.service.ask("HEAD", path)[::2], (200, ""))
        self.assertEqual(self.service.ask("HEAD", "/nowhere")[::2], (404, ""))

    def test_answers_say_their_type_and_mean_it(self):
        answer = self.service.exchange("GET", "/version")

        self.assertEqual(answer.type, "application/json")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")

    def test_metrics_count_requests_by_method_route_and_status(self):
        for asked, labels in (
            (("GET", "/notes/no-such-note"), ("GET", "/notes/{id}", "404")),
            (("PUT", "/notes/no-such-note"), ("PUT", "/notes/{id}", "405")),
            (("GET", "/no/such/path"), ("GET", "unmatched", "404")),
        ):
            for name in ("http_requests_total", "http_request_duration_seconds_count"):
                with self.subTest(f"{name} {asked}"):
                    before = self.counted(name, labels)
                    self.service.ask(*asked)
                    # A service may count once the answer is out.
                    deadline = time.monotonic() + 10
                    while self.counted(name, labels) == before and time.monotonic() < deadline:
                        pass
                    self.assertEqual(self.counted(name, labels), before + 1)
        self.assertNotIn("no-such-note", self.service.ask("GET", "/metrics")[2])

    def counted(self, name, labels):
        """How many requests a figure tells of, by the values of its three labels."""
        wanted = set(zip(("method", "route", "status"), labels))
        for line in self.service.ask("GET", "/metrics")[2].splitlines():
            if line.startswith(name + "{") and set(re.findall(r'(\w+)="([^"]*)"', line)) == wanted:
                return float(line.split()[-1])
        return 0

    def test_metrics_tell_durations_and_process_figures_in_prometheus_format(self):
        self.service.ask("GET", "/version")

        status, kind, text = self.service.ask("GET", "/metrics")

        self.assertEqual((status, kind), (200, "text/plain"))
        self.assertIn("# TYPE http_requests_total counter\n", text)
        self.assertIn("# TYPE http_request_duration_seconds histogram\n", text)
        for name in ("process_cpu_seconds_total", "process_start_time_seconds"):
            self.assertRegex(text, rf"(?m)^{name} [0-9]")

    def test_notes_are_added_read_listed_and_removed(self):
        self.service.ask_json("POST", "/notes", {"author": "grace", "text": "Not ada's."})
        status, note = self.service.ask_json("POST", "/notes", {"author": "ada", "text": "é"})
        path = f"/notes/{note['id']}"

        self.assertEqual((status, note["author"], note["text"]), (201, "ada", "é"))
        self.assertEqual(self.service.ask_json("GET", path), (200, note))
        self.assertEqual(self.service.ask_json("GET", "/notes?author=ada"), (200, [note]))
        self.assertEqual(self.service.ask_json("DELETE", path), (204, None))
        self.assertEqual(self.service.ask_json("GET", path)[0], 404)
        self.assertEqual(self.service.ask_json("GET", "/notes?author=ada"), (200, []))

    def test_notes_that_are_not_there_are_a_404_in_json(self):
        for method in ("GET", "DELETE"):
            status, kind, text = self.service.ask(method, "/notes/no-such-note")

            self.assertEqual((status, kind), (404, "application/json"))
            self.assertTrue(text)

"""What the service answers."""

import re
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

    def test_metrics_count_requests_by_method_route_and_status(self):
        before = counted(self.service)

        self.service.ask("GET", "/notes/no-such-note")

        self.assertEqual(counted(self.service), before + 1)
        self.assertNotIn("no-such-note", self.service.ask("GET", "/metrics")[2])

    def test_metrics_tell_durations_and_process_figures_in_prometheus_format(self):
        self.service.ask("GET", "/version")

        status, kind, text = self.service.ask("GET", "/metrics")

        self.assertEqual((status, kind.split(";")[0]), (200, "text/plain"))
        self.assertRegex(text, r"(?m)^# TYPE \w*duration\w* (histogram|summary)$")
        self.assertRegex(text, r"(?m)^process_\w+ [0-9]")

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

            self.assertEqual((status, kind.split(";")[0]), (404, "application/json"))
            self.assertTrue(text)

    def test_bad_notes_are_refused_with_a_sentence(self):
        for body in ("no JSON", "[]", '{"author": "ada"}', '{"author": "", "text": ""}'):
            with self.subTest(body):
                status, kind, text = self.service.ask("POST", "/notes", body)

                self.assertIn(status, (400, 422))
                self.assertEqual(kind.split(";")[0], "application/json")
                self.assertIn(" ", text)


def counted(service):
    """How many requests were answered by GET and 404 so far."""
    text = service.ask("GET", "/metrics")[2]
    lines = [line for line in text.splitlines() if re.match(r"\w*requests_total\{", line)]
    return sum(float(line.split()[-1]) for line in lines if '"GET"' in line and '"404"' in line)

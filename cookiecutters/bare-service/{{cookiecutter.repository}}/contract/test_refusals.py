"""What the service answers to requests that it cannot serve."""

import json
import unittest

from contract.running import Running

NOTE = b'{"author": "ada", "text": "Hello"}'
MOST_BYTES = 1 << 20
NO_JSON = (b"", b"author=ada", b"{}{}", b'{"author": "\xff", "text": "x"}', b"[" * 100_000)
NO_NOTE = (
    b"[]",
    b"7",
    b"null",
    b"{}",
    b'{"author": "ada"}',
    b'{"author": 5, "text": "x"}',
    b'{"author": "", "text": "x"}',
    b'{"author": "%s", "text": "x"}' % (b"x" * 101),
    b'{"author": "ada", "text": "%s"}' % (b"x" * 10_001),
)


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Running()
        cls.addClassCleanup(cls.service.stop)

    def refused(self, method, path, body=None, **headers):
        """Status and headers of an answer, which has to be a sentence under `detail`."""
        answer = self.service.exchange(method, path, body, **headers)

        self.assertEqual(answer.type, "application/json", answer)
        self.assertEqual(list(json.loads(answer.text)), ["detail"])
        self.assertIn(" ", json.loads(answer.text)["detail"])
        return answer.status, answer.headers

    def test_refusals_of_paths_are_404(self):
        for path in ("/", "/nowhere", "/notes/", "/notes/a/b", "/healthz/", "/notes/" + "x" * 3000):
            with self.subTest(path):
                self.assertEqual(self.refused("GET", path)[0], 404)

    def test_refusals_of_methods_are_405_and_name_the_right_ones(self):
        for method, path, allowed in (
            ("PUT", "/notes", "GET, HEAD, POST"),
            ("OPTIONS", "/notes/7", "DELETE, GET, HEAD"),
            ("POST", "/healthz", "GET, HEAD"),
            ("DELETE", "/metrics", "GET, HEAD"),
        ):
            with self.subTest(f"{method} {path}"):
                status, headers = self.refused(method, path)

                self.assertEqual((status, headers["Allow"]), (405, allowed))

    def test_refusals_of_what_is_no_json_are_400(self):
        for body in NO_JSON:
            with self.subTest(body[:40]):
                # A reader that stops at the first bracket says that it is no object.
                also = {422} if body.startswith(b"[") else set()
                self.assertIn(self.refused("POST", "/notes", body)[0], {400} | also)

    def test_refusals_of_what_is_no_note_are_422(self):
        for body in NO_NOTE:
            with self.subTest(body[:40]):
                self.assertEqual(self.refused("POST", "/notes", body)[0], 422)

    def test_refusals_of_a_list_of_nobodys_notes_are_422(self):
        for query in ("", "?author=", "?author=" + "x" * 101, "?Author=ada"):
            with self.subTest(query[:40]):
                self.assertEqual(self.refused("GET", "/notes" + query)[0], 422)

    def test_refusals_of_other_content_types_are_415(self):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx"):
            with self.subTest(kind):
                self.assertEqual(self.refused("POST", "/notes", NOTE, Content_Type=kind)[0], 415)

    def test_refusals_of_large_bodies_are_413(self):
        largest = NOTE.ljust(MOST_BYTES)
        # It is refused by its length, before it is sent.
        larger = {"Content_Type": "application/json", "Content_Length": str(MOST_BYTES + 1)}

        self.assertEqual(self.service.exchange("POST", "/notes", largest).status, 201)
        self.assertEqual(self.refused("POST", "/notes", **larger)[0], 413)

    def test_refusals_are_no_reason_to_stop(self):
        self.refused("POST", "/notes", b"[" * 100_000)

        self.assertEqual(self.service.ask("GET", "/readyz")[0], 200)

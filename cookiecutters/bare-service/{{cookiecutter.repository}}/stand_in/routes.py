"""What the contract's routes answer: each function gets the request, and gives status and content."""

import json
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from stand_in import NAME

LONGEST = {"author": 100, "text": 10_000}


class Wrong(Exception):
    """A request that cannot be served: a status and a sentence."""

    def __init__(self, status, sentence, **headers):
        super().__init__(sentence)
        self.status = status
        self.headers = headers


def alive(_):
    return 200, {"status": "ok"}


def ready(asked):
    if not asked.server.ready:
        raise Wrong(503, "Not ready.")
    return 200, {"status": "ready"}


def version(asked):
    return 200, {"name": NAME, "version": asked.server.settings["VERSION"]}


def metrics(asked):
    return 200, asked.server.figures.text()


def add(asked, body):
    sent = asked.read_json(body)
    if not isinstance(sent, dict):
        raise Wrong(422, "The body has to be one JSON object.")
    fields = {field: checked(field, sent.get(field)) for field in LONGEST}
    note = {"id": str(uuid4()), **fields}
    asked.server.notes[note["id"]] = note
    return 201, note


def of_author(asked):
    author = parse_qs(urlsplit(asked.path).query).get("author", [""])[0]
    checked("author", author)
    return 200, [note for note in asked.server.notes.values() if note["author"] == author]


def read(asked, note_id):
    if note_id not in asked.server.notes:
        raise Wrong(404, "There is no such note.")
    return 200, asked.server.notes[note_id]


def remove(asked, note_id):
    read(asked, note_id)
    del asked.server.notes[note_id]
    return 204, None


def checked(field, value):
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST[field]:
        raise Wrong(422, f"`{field}` has to be a text of 1 to {LONGEST[field]} characters.")
    return value


ROUTES = {
    ("GET", "/healthz"): alive,
    ("GET", "/readyz"): ready,
    ("GET", "/version"): version,
    ("GET", "/metrics"): metrics,
    ("POST", "/notes"): add,
    ("GET", "/notes"): of_author,
    ("GET", "/notes/{id}"): read,
    ("DELETE", "/notes/{id}"): remove,
}

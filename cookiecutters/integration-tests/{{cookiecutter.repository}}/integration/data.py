"""The data of runs in the service: noted before any is made, removed at the end.

The service lists the notes of one author only. So each run enters itself under an author that all
runs know; what a killed run left is found by that. Do the same with a resource of your own.
"""

from typing import Any

import httpx

from integration.run import Run, run_of

REGISTER = "it-runs"


def enter(client: httpx.Client, run: Run) -> str:
    """Enter `run` in the register, before it makes any data. Gives the entry's id."""
    answer = client.post("/notes", json={"author": REGISTER, "text": run.identity})
    return str(answer.raise_for_status().json()["id"])


def leave(client: httpx.Client, run: Run, entry: str) -> int:
    """Remove all data of `run`, then its entry. Gives the number of notes that were removed."""
    notes = notes_of(client, run.identity)
    for note in notes:
        remove(client, note["id"])
    remove(client, entry)
    return len(notes)


def entries(client: httpx.Client) -> list[tuple[str, Run]]:
    """The runs in the register, each with the id of its entry."""
    found = [(note["id"], run_of(note["text"])) for note in notes_of(client, REGISTER)]
    return [(entry, run) for entry, run in found if run]


def notes_of(client: httpx.Client, author: str) -> list[dict[str, Any]]:
    answer = client.get("/notes", params={"author": author})
    notes: list[dict[str, Any]] = answer.raise_for_status().json()
    return notes


def remove(client: httpx.Client, note_id: str) -> None:
    """Remove a note; that it is gone already is as good."""
    answer = client.delete(f"/notes/{note_id}")
    if answer.status_code != 404:
        answer.raise_for_status()

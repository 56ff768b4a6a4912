"""The example resource: short notes, each of one author. Replace it with your own."""

from dataclasses import dataclass, field
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from pydantic import BaseModel, Field

router = APIRouter(prefix="/notes", tags=["notes"])


LONGEST_AUTHOR = 100


class NewNote(BaseModel):
    """A note as somebody sends it."""

    author: str = Field(min_length=1, max_length=LONGEST_AUTHOR)
    text: str = Field(min_length=1, max_length=10_000)


class Note(NewNote):
    """A note as it is kept."""

    id: str


@dataclass
class Notes:
    """All notes, in memory. The routes are `async`, so that no two threads meet here."""

    _by_id: dict[str, Note] = field(default_factory=dict)

    def add(self, new: NewNote) -> Note:
        note = Note(id=str(uuid4()), author=new.author, text=new.text)
        self._by_id[note.id] = note
        return note

    def get(self, note_id: str) -> Note | None:
        return self._by_id.get(note_id)

    def of(self, author: str) -> list[Note]:
        return [note for note in self._by_id.values() if note.author == author]

    def remove(self, note_id: str) -> bool:
        return self._by_id.pop(note_id, None) is not None


def all_notes(request: Request) -> Notes:
    notes: Notes = request.app.state.notes
    return notes


AllNotes = Annotated[Notes, Depends(all_notes)]
Author = Annotated[str, Query(min_length=1, max_length=LONGEST_AUTHOR)]
NoteId = Annotated[str, Path(alias="id")]


@router.post("", status_code=201)
async def add_note(new: NewNote, notes: AllNotes) -> Note:
    return notes.add(new)


@router.get("")
async def list_notes(author: Author, notes: AllNotes) -> list[Note]:
    return notes.of(author)


@router.get("/{id}")
async def read_note(note_id: NoteId, notes: AllNotes) -> Note:
    if note := notes.get(note_id):
        return note
    raise HTTPException(404, "There is no such note.")


@router.delete("/{id}", status_code=204)
async def remove_note(note_id: NoteId, notes: AllNotes) -> None:
    if not notes.remove(note_id):
        raise HTTPException(404, "There is no such note.")

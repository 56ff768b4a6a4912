"""`slipway catalog import`: how what was understood is shown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from app.domain.catalog.entry import in_words
from app.domain.catalog.merge import Change, Kind
from app.domain.catalog.understanding import Remark
from app.operations import screen
from app.usecases.catalog_import import Preview

_SHOWN_LEFT_OUT = 20


def show(stream: TextIO, found: Preview) -> None:
    """New and changed services, then what was not followed, not understood or left out."""
    new, changed = found.merged.of(Kind.NEW), found.merged.of(Kind.CHANGED)
    _part(stream, f"New: {len(new)}", _new(new))
    _part(stream, f"Changed: {len(changed)}", _changed(changed))
    screen.line(stream, f"Unchanged: {len(found.merged.of(Kind.UNCHANGED))}")
    seen = found.understood
    _remarks(stream, "Conflicts", found.merged.conflicts)
    _remarks(stream, "Not understood", seen.not_understood)
    _remarks(stream, "Doubtful", seen.doubts)
    _left_out(stream, seen.left_out)


def conclude(stream: TextIO, found: Preview, *, written: bool) -> None:
    """What became of it."""
    if written:
        screen.line(stream, "It is written. Open requests are looked at again.")
    elif found.changes_something:
        screen.line(stream, "Nothing is written. Add `--yes` to write it.")
    else:
        screen.line(stream, "There is nothing to write.")


def show_json(stream: TextIO, found: Preview, *, written: bool) -> None:
    """The same as one object."""
    told = {
        "written": written,
        "changes": [_told(one) for one in found.merged.changes],
        "conflicts": found.merged.conflicts,
        "not_understood": found.understood.not_understood,
        "doubts": found.understood.doubts,
        "left_out": found.understood.left_out,
    }
    screen.as_json(stream, told)


def _told(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "name": change.entry.name,
        "source": change.entry.source,
        "details": change.entry.details,
        "before": change.before.details if change.before else None,
        "places": change.places,
    }


def _part(stream: TextIO, title: str, rows: Iterator[tuple[str, ...]]) -> None:
    screen.line(stream, title)
    kept = list(rows)
    if len(kept) > 1:
        screen.table(stream, kept)
        screen.line(stream)


def _new(changes: Sequence[Change]) -> Iterator[tuple[str, ...]]:
    columns = ("owner", "system", "lifecycle", "tests_repository", "depends_on", "data_stores")
    yield "service", *(one.replace("_", " ") for one in columns), "owner by"
    for change in changes:
        said = change.entry.details.said()
        cells = (in_words(said[one]) if said.get(one) else "-" for one in columns)
        yield change.entry.name, *cells, change.places.get("owner", "-")


def _changed(changes: Sequence[Change]) -> Iterator[tuple[str, ...]]:
    yield "service", "field", "was", "will be", "by"
    for change in changes:
        before = change.before.details.said() if change.before else {}
        after = change.entry.details.said()
        for field, place in change.places.items():
            was, will_be = in_words(before.get(field)), in_words(after.get(field))
            yield change.entry.name, field.replace("_", " "), was, will_be, place


def _remarks(stream: TextIO, title: str, remarks: Sequence[Remark]) -> None:
    screen.line(stream, f"{title}: {len(remarks)}")
    for one in remarks:
        screen.line(stream, f"  {one.about}: {one.sentence}")
        if one.place != one.about:
            screen.line(stream, f"      at {one.place}")


def _left_out(stream: TextIO, remarks: Sequence[Remark]) -> None:
    """Few by name, many by their reasons."""
    if len(remarks) <= _SHOWN_LEFT_OUT:
        _remarks(stream, "Left out", remarks)
        return
    screen.line(stream, f"Left out: {len(remarks)}")
    for sentence, count in Counter(one.sentence for one in remarks).most_common():
        screen.line(stream, f"  {count} repositories: {sentence}")

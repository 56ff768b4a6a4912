"""Reads the files that an operator names."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.catalog.csv_file import read_csv
from app.domain.catalog.entity_file import read_entities
from app.domain.catalog.entry import Claim
from app.domain.mistakes import FileMistakes, Mistake


def read(
    csv_files: Sequence[Path], entities: Sequence[Path], organisation: str
) -> tuple[Claim, ...]:
    """All that the files claim; entities first, so that a table can correct them.

    Raises FileMistakes.
    """
    return tuple(_claims(csv_files, entities, organisation))


def _claims(
    csv_files: Sequence[Path], entities: Sequence[Path], organisation: str
) -> Iterator[Claim]:
    for path in entities:
        yield from read_entities(path.name, _text(path), organisation)
    for path in csv_files:
        yield from read_csv(path.name, _text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FileMistakes((Mistake(path.name, 0, 0, "This is no UTF-8 text."),)) from None

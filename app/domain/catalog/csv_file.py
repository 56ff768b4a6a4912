"""What an operator says of services in a CSV file, with every mistake at its line."""

import csv
import io
from collections.abc import Iterator, Mapping

from app.domain.catalog.components import LONGEST_NAME
from app.domain.catalog.entry import Claim, Details, RepositoryRef, Source
from app.domain.catalog.names import is_plain
from app.domain.github_names import LONGEST_REPOSITORY, is_repository_name, is_team_slug
from app.domain.mistakes import FileMistakes, Mistake

COLUMNS = (
    *("name", "owner", "system", "lifecycle", "template", "depends_on", "data_stores", "apis"),
    *("repository", "tests_repository"),
)
NOTHING = "-"
"""In a cell of a list: there are none. An empty cell says nothing."""

_LISTS = frozenset({"depends_on", "data_stores", "apis"})
_LONGEST = {"lifecycle": 64}
_LARGEST = 10_000_000
_MOST_MISTAKES = 100


def read_csv(path: str, text: str) -> tuple[Claim, ...]:
    """One claim a line; the first line names the columns, of which only `name` must be there.

    Raises FileMistakes.
    """
    if len(text) > _LARGEST:
        raise FileMistakes((Mistake(path, 0, 0, f"It is larger than {_LARGEST:,} characters."),))
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    mistakes: list[Mistake] = []
    try:
        columns = _columns(path, next(rows, []))
        claims = list(_claims(path, rows, columns, mistakes))
    except csv.Error as error:
        raise FileMistakes(
            (Mistake(path, rows.line_num, 1, f"This is no CSV: {error}."),)
        ) from None
    if mistakes:
        raise FileMistakes(tuple(mistakes[:_MOST_MISTAKES]))
    return tuple(claims)


def _columns(path: str, header: list[str]) -> list[str]:
    columns = [one.strip().lower() for one in header]
    unknown = [one for one in columns if one not in COLUMNS]
    known = f"There are {', '.join(COLUMNS)}."
    faults = (
        ("name" not in columns, f"The first line names the columns, `name` among them. {known}"),
        (bool(unknown), f"There is no column {', '.join(unknown)}. {known}"),
        (len(set(columns)) < len(columns), "A column stands here twice."),
    )
    found = tuple(Mistake(path, 1, 1, sentence) for wrong, sentence in faults if wrong)
    if found:
        raise FileMistakes(found)
    return columns


def _claims(
    path: str, rows: Iterator[list[str]], columns: list[str], mistakes: list[Mistake]
) -> Iterator[Claim]:
    seen: set[str] = set()
    first = 2
    for row in rows:
        line, first = first, getattr(rows, "line_num", first) + 1
        cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()) and len(row) <= len(columns):
            continue
        faults = list(_faults(cells, len(row), len(columns), seen))
        mistakes += (Mistake(path, line, 1, sentence) for sentence in faults)
        if not faults:
            seen.add(cells["name"].casefold())
            yield Claim(cells["name"], Source.FILE, f"{path}:{line}", _details(cells))


def _faults(cells: Mapping[str, str], cell_count: int, most: int, seen: set[str]) -> Iterator[str]:
    name = cells.get("name", "")
    if cell_count > most:
        yield f"It has {cell_count} cells, and there are {most} columns."
    if not _is_name(name):
        yield f"A service cannot be called {name or 'nothing'}: no repository can."
    if name.casefold() in seen:
        yield f"{name} stands here a second time; keep one of them."
    if (owner := cells.get("owner", "")) and not is_team_slug(owner.lower()):
        yield f"The owner {owner} is no team's slug, the last part of its page's address."
    for column in ("repository", "tests_repository"):
        if cells.get(column) and not _is_name(cells[column]):
            yield f"No {column.replace('_', ' ')} can be called {cells[column]}."
    for column, cell in cells.items():
        longest = _LONGEST.get(column, LONGEST_NAME)
        if any(not is_plain(one, longest) for one in (_split(cell) if column in _LISTS else [])):
            yield f"A name in {column} must be at most {longest} visible characters."
        elif column not in _LISTS and cell and not is_plain(cell, longest):
            yield f"The {column} must be one line of at most {longest} visible characters."


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_REPOSITORY and is_repository_name(name)


def _details(cells: Mapping[str, str]) -> Details:
    repository, tests = cells.get("repository"), cells.get("tests_repository")
    return Details(
        owner=cells.get("owner", "").lower() or None,
        system=cells.get("system") or None,
        lifecycle=cells.get("lifecycle") or None,
        template=cells.get("template") or None,
        depends_on=_list(cells.get("depends_on", "")),
        data_stores=_list(cells.get("data_stores", "")),
        apis=_list(cells.get("apis", "")),
        service_repository=RepositoryRef(repository) if repository else None,
        tests_repository=RepositoryRef(tests) if tests else None,
    )


def _list(cell: str) -> tuple[str, ...] | None:
    return tuple(_split(cell)) if cell else None


def _split(cell: str) -> list[str]:
    """The names in a cell, parted by `;`."""
    return [one.strip() for one in cell.split(";") if one.strip() and cell != NOTHING]

"""The page about the catalog: its options and columns are those that there are."""

import re
from pathlib import Path

from app.catalog.command import catalog
from app.domain.catalog.components import LARGEST
from app.domain.catalog.csv_file import COLUMNS, read_csv

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/catalog.md").read_text(encoding="utf-8")


def table(heading: str) -> list[str]:
    """What stands in backticks at the start of each row of the first table below a heading."""
    part = PAGE.split(f"# {heading}\n")[1]
    return re.findall(r"^\| `([^`]+)`", part.split("\n## ")[0].split("\n### ")[0], re.MULTILINE)


def test_every_command_is_on_the_page() -> None:
    named = [one.split()[2] for one in table("The catalog")]

    assert sorted(named) == sorted(catalog.commands)


def test_every_option_of_an_import_is_on_the_page() -> None:
    options = [one.opts[0] for one in catalog.commands["import"].params if one.opts[0][0] == "-"]

    assert sorted(one.split()[0] for one in table("Importing")) == sorted(options)


def test_every_column_is_on_the_page_and_the_example_can_be_read() -> None:
    example = PAGE.split("```csv\n")[1].split("```")[0]

    billing, fax = read_csv("example.csv", example)

    assert tuple(table("The table")) == COLUMNS
    assert billing.details.depends_on == ("ledger", "mailer")
    assert (fax.details.depends_on, fax.details.apis) == ((), None)


def test_the_bound_of_a_file_is_the_true_one() -> None:
    assert f"Files of more than {LARGEST:,} bytes" in PAGE

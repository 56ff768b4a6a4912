"""On a terminal, a person is asked before an import is written."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalog.town import Town
from tests.environment import ROOT


def answered(acme: Town, table: Path, answer: str) -> str:
    """What the command prints to somebody who types this answer."""
    person, terminal = pty.openpty()
    arguments = ("catalog", "import", "acme", "--csv", str(table), "--no-github")
    os.write(person, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        stdin=terminal,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | acme.env,
        text=True,
        timeout=120,
        check=True,
    )
    os.close(terminal)
    os.close(person)
    assert "Write this to the catalog?" in done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("answer", "there", "said"),
    [("y", ["fax"], "It is written."), ("n", [], "Nothing is written.")],
)
def test_what_a_person_says_is_done(
    acme: Town, tmp_path: Path, answer: str, there: list[str], said: str
) -> None:
    table = tmp_path / "services.csv"
    table.write_text("name,owner\nfax,platform\n")

    printed = answered(acme, table, answer)

    assert "New: 1" in printed
    assert said in printed
    assert [one["name"] for one in acme.tells("list", "acme")] == there

"""The literals of `go` and `ts`, read back by the compilers themselves."""

import json
import subprocess
from pathlib import Path

from app.templates.quoting import go_literal, ts_literal

TOOLS = Path(__file__).parents[2] / ".tools/bin"
TEXTS = [
    *map(chr, (*range(0x300), *range(0x2000, 0x2100), *range(0xFDD0, 0xFDF0), 0xFEFF, 0xFFFF)),
    "\U0001f680 \U0010ffff",
    "`${process.exit(1)}` \\u0041 \\",
    '"; panic("x") //',
    "*/ /* \r\n // <!-- --> </script>",
    "x" * 10_000,
]
GO = """package main

import (
\t"encoding/json"
\t"os"
)

func main() {
\tjson.NewEncoder(os.Stdout).Encode(%s)
}
"""


def test_go_reads_back_exactly_the_texts(tmp_path: Path) -> None:
    program = tmp_path / "main.go"
    program.write_text(GO % go_literal(TEXTS), "utf-8")

    said = ran(tmp_path, "go", "run", str(program))

    assert json.loads(said) == TEXTS


def test_typescript_reads_back_exactly_the_texts(tmp_path: Path) -> None:
    program = tmp_path / "main.ts"
    program.write_text(
        f"const texts: string[] = {ts_literal(TEXTS)};\nconsole.log(JSON.stringify(texts));\n",
        "utf-8",
    )

    said = ran(tmp_path, "node", str(program))

    assert json.loads(said) == TEXTS


def ran(folder: Path, tool: str, *arguments: str) -> str:
    environment = {"PATH": f"{TOOLS}:/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(
        [TOOLS / tool, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=environment,
    ).stdout

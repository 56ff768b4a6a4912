"""What operators look up is on their page: commands, log lines, actions of the audit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.cli import main
from app.store.audit import Action

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
LOUD = {"warning", "error", "exception"}


def section(title: str) -> str:
    return re.split(r"^##+ ", PAGE.split(f"# {title}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def complaints() -> Iterator[str]:
    """Every message that a process may log as a warning or worse; the demo is no process."""
    for folder in ("app", "worker"):
        for path in (ROOT / folder).rglob("*.py"):
            if "demo" not in path.parts:
                yield from _complaints_of(path)


def _complaints_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="_log"), attr=level),
                args=[ast.Constant(value=str(message))],
            ) if level in LOUD:
                yield message


def test_every_warning_and_error_is_explained() -> None:
    explained = section("What is logged")

    messages = sorted(set(complaints()))

    assert messages
    assert [message for message in messages if f"`{message}`" not in explained] == []


def test_every_action_of_the_audit_is_explained() -> None:
    explained = section("The audit")

    assert [action for action in Action if f"`{action}`" not in explained] == []


def test_every_command_is_explained() -> None:
    page = re.sub(r"\s+", " ", PAGE)

    own = set(main.commands) - {"demo", "sandbox"}
    assert [name for name in sorted(own) if f"`slipway {name}" not in page] == []

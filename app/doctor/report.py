"""How findings are printed: for people as they come, or for programs as one JSON object."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from app.doctor.finding import Finding, Level

_MARKS = {Level.FINE: "✓", Level.DOUBTFUL: "!", Level.BROKEN: "✗"}
_INDENT = " " * 6


def write(findings: Iterable[Finding], stream: TextIO) -> int:
    """Print each finding below its subject, then the sum; the exit status."""
    seen: list[Finding] = []
    for finding in findings:
        if not seen or seen[-1].subject != finding.subject:
            _line(stream, f"\n{_plain(finding.subject)}")
        _line(stream, f"  {_MARKS[finding.level]} {_plain(finding.sentence)}")
        for todo in finding.todo:
            _line(stream, f"{_INDENT}{_plain(todo)}")
        seen.append(finding)
    _line(stream, f"\n{_sum(seen)}")
    return _status(seen)


def write_json(findings: Iterable[Finding], stream: TextIO) -> int:
    """Print `{"ok": …, "findings": [{"subject", "level", "sentence", "todo"}]}`; the status."""
    seen = list(findings)
    told = {"ok": _status(seen) == 0, "findings": [asdict(finding) for finding in seen]}
    _line(stream, json.dumps(told, indent=2))
    return _status(seen)


def _status(findings: Iterable[Finding]) -> int:
    return int(any(finding.level is Level.BROKEN for finding in findings))


def _sum(findings: list[Finding]) -> str:
    broken = sum(finding.level is Level.BROKEN for finding in findings)
    doubtful = sum(finding.level is Level.DOUBTFUL for finding in findings)
    look = f" {doubtful} of {len(findings)} checks are worth a look (!)." if doubtful else ""
    if broken:
        return f"{broken} of {len(findings)} checks found what must be mended (✗).{look}"
    return f"Nothing keeps Slipway from its work.{look}"


def _plain(text: str) -> str:
    """One line on which a file's text cannot act on the terminal."""
    return "".join(one if one.isprintable() else " " for one in text)


def _line(stream: TextIO, line: str) -> None:
    # Not every terminal and pipe takes a check mark.
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, errors="replace").decode(encoding) + "\n")
    stream.flush()

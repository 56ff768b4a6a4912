"""`make mutate`: spoil one field or status of the sandbox at a time, and see whether it is noticed.

Each mutant is a copy of `sandbox/` with one change to its source: a field or header renamed or of
another type, or another status. The tour is taken through it in a process of its own, and must end
with a finding. The last line is `N mutants of T, M unnoticed, K with which the tour could not go
on`, the status 0 only if M is 0.
"""

import argparse
import ast
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.fidelity.tour import findings, take
from tests.spoiling import ROOT, a_copy_of, run_in

SANDBOX = ROOT / "sandbox"
# Neither text nor number, nor a list of anything that GitHub lists.
SPOILT = "[['spoilt']]"
STATUSES = {201: "200", 202: "200", 204: "200"}
REFUSED = range(400, 500)
STOPPED = "the tour could not go on: "
# A status that GitHub never answers.
TEAPOT = "418"
SPOILT_FILES = ("shapes/*.py", "rest/*.py", "errors.py", "webhooks.py")
# Files whose dicts are what is sent, besides those of the shapes: headers and refusals.
SENT = ("shapes/", "errors.py", "webhooks.py")


@dataclass(frozen=True)
class Mutant:
    """One change: `new` in place of what stands from `start` to `end` of a file of the sandbox."""

    path: str
    line: int
    start: int
    end: int
    new: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def mutants() -> list[Mutant]:
    """Every mutant there is, in the order of the files."""
    found: list[Mutant] = []
    for pattern in SPOILT_FILES:
        for path in sorted(SANDBOX.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            found += _of_file(path.relative_to(SANDBOX).as_posix(), text)
    return found


def _of_file(path: str, text: str) -> Iterator[Mutant]:
    offsets = _line_offsets(text)

    def span(node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = offsets[node.lineno - 1] + node.col_offset
        return start, offsets[node.end_lineno - 1] + node.end_col_offset

    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Dict() if path.startswith(SENT):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield from _of_name(path, key, key.value, span(key))
                        yield from _of_value(path, value, key.value, span(value))
            case ast.Call(func=ast.Name(id="Answer" | "ApiError" as name)):
                # `Answer(body, status)`, but `ApiError(status, message)`.
                placed = node.args[1:2] if name == "Answer" else node.args[:1]
                for status in [*placed, *(one.value for one in node.keywords)]:
                    if isinstance(status, ast.Constant) and isinstance(status.value, int):
                        yield from _of_status(path, status, status.value, span(status))


def _of_status(
    path: str, status: ast.Constant, number: int, span: tuple[int, int]
) -> Iterator[Mutant]:
    # Of refusals, those that all routes share are on the tour.
    new = TEAPOT if number in REFUSED and path == "errors.py" else STATUSES.get(number)
    if new is not None:
        yield Mutant(path, status.lineno, *span, new, f"{number} is {new}")


def _of_name(path: str, key: ast.Constant, name: str, span: tuple[int, int]) -> Iterator[Mutant]:
    yield Mutant(path, key.lineno, *span, f"'{name}_'", f"{name} is renamed")


def _of_value(path: str, value: ast.expr, name: str, span: tuple[int, int]) -> Iterator[Mutant]:
    if isinstance(value, ast.Constant) and value.value is None:
        return  # what is null here may be a string elsewhere
    yield Mutant(path, value.lineno, *span, SPOILT, f"{name} is {SPOILT}")


def _line_offsets(text: str) -> list[int]:
    offsets, at = [], 0
    for line in text.splitlines(keepends=True):
        offsets.append(at)
        at += len(line)
    return offsets


def is_noticed(mutant: Mutant) -> tuple[bool, str]:
    """Whether the tour through the mutant finds something, and its first words."""
    with a_copy_of("sandbox", "tests") as copy:
        spoilt = copy / "sandbox" / mutant.path
        text = spoilt.read_text(encoding="utf-8")
        spoilt.write_text(text[: mutant.start] + mutant.new + text[mutant.end :], encoding="utf-8")
        try:
            done = run_in(copy, "tests.fidelity.tour")
        except subprocess.TimeoutExpired:
            return True, f"{STOPPED}it did not come to an end"
    said = (done.stdout or done.stderr).strip().splitlines()
    if done.stdout:
        return done.returncode != 0, said[0][:150]
    return True, f"{STOPPED}{said[-1][:150] if said else done.returncode}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=30, help="how many (30)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    asked = parser.parse_args(arguments)
    if found := list(findings(take())):
        sys.stdout.write("The sandbox is not as described before anything is spoilt:\n")
        sys.stdout.write("".join(f"  {line}\n" for line in found))
        return 2
    every = mutants()
    chosen = random.Random(asked.seed).sample(every, min(asked.mutants, len(every)))  # noqa: S311
    unnoticed = stopped = 0
    for mutant in chosen:
        noticed, why = is_noticed(mutant)
        unnoticed += not noticed
        stopped += why.startswith(STOPPED)
        sys.stdout.write(f"{mutant}: {why if noticed else 'UNNOTICED'}\n")
        sys.stdout.flush()
    sys.stdout.write(
        f"{len(chosen)} mutants of {len(every)}, {unnoticed} unnoticed, "
        f"{stopped} with which the tour could not go on\n"
    )
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())

"""The contract of `make`: the targets that every repository of a kind has."""

import re
from collections.abc import Iterator, Mapping

from app.templates.manifest import Kind

TARGETS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SERVICE: ("setup", "run", "test", "lint", "image"),
    Kind.TESTS: ("setup", "test", "lint"),
    Kind.PLATFORM: (),
}
MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
"""In the order in which make looks for them."""

_RULE = re.compile(r"^([^\s:#=][^:#=]*?)\s*::?(?![:=])")
_INCLUDE = re.compile(r"^-?s?include\s+(.+)$")


def missing_targets(kind: Kind, path: str, texts: Mapping[str, str]) -> list[str]:
    """The targets that the Makefile at `path` lacks; `texts` are the repository's files."""
    there = set(_targets(path, texts, set()))
    return [target for target in TARGETS[kind] if target not in there]


def _targets(path: str, texts: Mapping[str, str], seen: set[str]) -> Iterator[str]:
    if path in seen:
        return
    seen.add(path)
    for line in texts.get(path, "").replace("\\\n", " ").splitlines():
        if rule := _RULE.match(line):
            yield from rule[1].split()
        elif included := _INCLUDE.match(line):
            for name in included[1].split():
                yield from _targets(name, texts, seen)

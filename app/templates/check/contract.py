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

WITHOUT_TAB = (
    "This line of a rule begins with spaces, and make stops at it with “missing separator”. Begin "
    "it with a tab."
)

_RULE = re.compile(r"^([^\s:#=][^:#=]*?)\s*::?(?![:=])")
_CONDITION = re.compile(r"(if|else|endif|export|unexport|-?s?include|override|vpath)\b")
_SPACED = re.compile(r"\s+((if|else|endif)\w*\b|[\w.]+\s*(:|::|\?|\+|!)?=)")
"""What may stand in a rule and begin with spaces: conditions, and variables are set."""
_INCLUDE = re.compile(r"^-?s?include\s+(.+)$")


def without_tab(text: str) -> Iterator[int]:
    """The lines, from 1, of a Makefile that belong to a rule and begin with spaces.

    make says "missing separator" of them. Where `.RECIPEPREFIX` is set, nothing is known.
    """
    if ".RECIPEPREFIX" in text:
        return
    is_in_rule, is_continued, in_define = False, False, False
    for number, line in enumerate(text.splitlines(), start=1):
        is_recipe = line.startswith("\t") or (is_continued and is_in_rule)
        in_define = (in_define or line.startswith("define ")) and not line.startswith("endef")
        if not is_continued and not in_define and line.strip() and not line.startswith("\t"):
            is_spaced = line.startswith(" ") and not line.lstrip().startswith("#")
            if is_spaced and is_in_rule and not _SPACED.match(line):
                yield number
            elif not is_spaced and not line.startswith("#"):
                is_in_rule = bool(_RULE.match(line)) and not _CONDITION.match(line)
        is_continued = line.endswith("\\") and (is_recipe or not line.startswith("#"))


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

"""The variables that a template declares, and through which of them people's text can come."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.templates.check.finding import Finding, error
from app.templates.environment import CONTEXT_FILE

FREE = frozenset({"description", "depends_on", "tier", "data", "exposure", "data_store"})
"""What people type, or choose from what an admin typed."""

OWN = frozenset(
    {
        "organisation", "name", "repository", "tests_repository", "kind", "template", "owner",
        "request_number", "request_url", "git_url",
    }
)  # fmt: skip
"""What Slipway tells besides; letters, digits and dashes, or addresses of these."""


@dataclass(frozen=True)
class Declared:
    """`cookiecutter.json` as it was read: its text, and the variables with their defaults."""

    text: str
    variables: Mapping[str, Any]

    def line(self, name: str) -> int:
        """Where it is declared, from 1."""
        before, found, _ = self.text.partition(json.dumps(name))
        return before.count("\n") + 1 if found else 0

    def free(
        self,
        fields: frozenset[str] | None,
        told: Collection[str] = (),
        asked: Collection[str] = (),
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The variables that hold free text for certain, and those that may.

        `fields` are the issue form's; without them, whatever has a plain default may be one, but
        for what templates are `told` otherwise, and what they `asked` for is one for certain.
        """
        plain = {name for name, default in self.variables.items() if _is_open(name, default)}
        plain -= set(told) - FREE
        certain = plain & (FREE | frozenset(asked) | (fields or frozenset()))
        if fields is not None:
            return frozenset(certain), frozenset()
        unsure = {name for name in plain - certain if "{" not in str(self.variables[name])}
        return frozenset(certain), frozenset(unsure)


def read_declared(text: str | None, path: str) -> tuple[Declared | None, list[Finding]]:
    """What is declared in the text of the file at `path`, and what is wrong with it."""
    if text is None:
        return None, [error(path, 0, "The file is missing. Declare the variables in it.")]
    doubled: list[str] = []
    try:
        variables = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, doubled))
    except json.JSONDecodeError as fault:
        say = f"This is not JSON: {fault.msg}. Correct it from here."
        return None, [error(path, fault.lineno, say)]
    except RecursionError:
        return None, [error(path, 0, "It is nested too deeply to be read. Flatten it.")]
    if not isinstance(variables, dict):
        say = "The file should hold one object, of names and defaults. Write it as such."
        return None, [error(path, 1, say)]
    kept = {name: default for name, default in variables.items() if name != "__prompts__"}
    declared = Declared(text, kept)
    say = "`{}` is declared a second time, and only the last counts. Remove one of them."
    return declared, [error(path, _last_line(text, name), say.format(name)) for name in doubled]


def guessed() -> Declared:
    """What stands in for declarations that cannot be read: what every request answers."""
    return Declared("{}", dict.fromkeys(sorted(FREE | OWN), ""))


def context_path(template: str) -> str:
    return f"{template}/{CONTEXT_FILE}"


def _is_open(name: str, default: Any) -> bool:
    """Whether an answer goes in as it is: choices are compared, truths are read."""
    if name in OWN or name.startswith("_"):
        return False
    return isinstance(default, str | int | float | None) and not isinstance(default, bool)


def _object(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    made = dict(pairs)
    names = [name for name, _ in pairs]
    doubled += [name for name in made if names.count(name) > 1]
    return made


def _last_line(text: str, name: str) -> int:
    return text[: text.rindex(json.dumps(name))].count("\n") + 1

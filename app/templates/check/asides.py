"""What is found in a template's files beside Jinja: hooks, actions, executable bits."""

import re
from collections.abc import Iterator

from app.templates.check.finding import Finding, error, warning
from app.templates.check.language import Language, language_of
from app.templates.check.sources import Sources

_HOOK = re.compile(r"hooks/(pre_prompt|pre_gen_project|post_gen_project)(\.[^/]*)?$")
_USES = re.compile(r"^\s*(?:-\s+)?uses:\s*[\"']?([^\s\"'#]+)")
_PINNED = re.compile(r"^\./|@[0-9a-f]{40}$|@[0-9a-f]{64}$|^docker://.+@sha256:[0-9a-f]{64}$")


def findings(template: str, sources: Sources) -> Iterator[Finding]:
    """All of them."""
    yield from _hooks(template, sources)
    for inside, source in sources.inside():
        path, text = f"{template}/{source.path}", source.text or ""
        if language_of(inside, text) is Language.WORKFLOW:
            yield from _unpinned(path, text)
        if text.startswith("#!") and not source.is_executable:
            say = (
                "It names the program that runs it, but is not executable. If it is to be run, "
                "`git update-index --chmod=+x` makes it so; else remove its first line."
            )
            yield warning(path, 1, say)


def _hooks(template: str, sources: Sources) -> Iterator[Finding]:
    for source in sources.files:
        if _HOOK.match(source.path):
            say = (
                "Hooks are programs, and do not run here. Express it in Jinja, or let the "
                "repository's own `make setup` do it; then remove this file."
            )
            yield error(f"{template}/{source.path}", 0, say)


def _unpinned(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = _USES.match(line)
        if found and "{{" not in found[1] and not _PINNED.search(found[1]):
            say = (
                f"The action {found[1]} is not pinned to a commit, so others can change what runs. "
                "Write its 40 digits after the @, and the version behind them as a comment."
            )
            yield warning(path, number, say)

"""What is found in a template's files beside Jinja: hooks, actions, images, tabs, modes."""

import re
from collections.abc import Iterator

from app.templates.check import hooks
from app.templates.check.contract import WITHOUT_TAB, without_tab
from app.templates.check.finding import Finding, error, warning
from app.templates.check.language import Language, language_of
from app.templates.check.sources import Sources

_FROM = re.compile(
    r"^\s*FROM\s+(?:--\S+\s+)*(?P<image>\S+)(?:\s+AS\s+(?P<stage>\S+))?", re.IGNORECASE
)
_USES = re.compile(r"^\s*(?:-\s+)?uses:\s*[\"']?([^\s\"'#]+)")
_PINNED = re.compile(r"^\./|@[0-9a-f]{40}$|@[0-9a-f]{64}$|^docker://.+@sha256:[0-9a-f]{64}$")


def findings(template: str, sources: Sources, runs_hooks: bool | None) -> Iterator[Finding]:
    """All of them; `runs_hooks` is None where it is not known whether Python hooks run."""
    yield from hooks.findings(template, sources, runs_hooks)
    for inside, source in sources.inside():
        path, text = f"{template}/{source.path}", source.text or ""
        match language_of(inside, text):
            case Language.WORKFLOW:
                yield from _unpinned(path, text)
            case Language.DOCKERFILE:
                yield from _drifting(path, text)
            case Language.MAKEFILE:
                yield from (error(path, line, WITHOUT_TAB) for line in without_tab(text))
        if text.startswith("#!") and not source.is_executable:
            say = (
                "It names the program that runs it, but is not executable. If it is to be run, "
                "`git update-index --chmod=+x` makes it so; else remove its first line."
            )
            yield warning(path, 1, say)


def _drifting(path: str, text: str) -> Iterator[Finding]:
    """Images of a Dockerfile that are another one tomorrow."""
    stages: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        found = _FROM.match(line)
        if found is None:
            continue
        image = found["image"]
        is_own = image.lower() in {"scratch", *stages} or any(one in image for one in "${")
        tag = image.rpartition("/")[2].partition(":")[2]
        if not is_own and "@" not in image and tag in {"", "latest"}:
            say = (
                f"The image {image} is another one whenever it is built. Name an exact tag, or "
                "better a digest: `@sha256:…`."
            )
            yield warning(path, number, say)
        if found["stage"]:
            stages.add(found["stage"].lower())


def _unpinned(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = _USES.match(line)
        if found and "{{" not in found[1] and not _PINNED.search(found[1]):
            say = (
                f"The action {found[1]} is not pinned to a commit, so others can change what runs. "
                "Write its 40 digits after the @, and the version behind them as a comment."
            )
            yield warning(path, number, say)

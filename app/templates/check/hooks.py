"""What the check says of a template's hooks: which run, and what to do about those that do not."""

from collections.abc import Iterator

from app.templates.check.finding import Finding, Severity
from app.templates.check.sources import Sources
from app.templates.hooks import HookKind, hook_kind

_INSTEAD = (
    "Express it in Jinja, in names of files too, or let the repository's own `make setup` do it; "
    "then remove this file."
)
_SAYINGS = {
    HookKind.PROGRAM: (
        "No program but Python runs in the sealed room, so this hook never does. Where the "
        "operator allows Python hooks, write it as one, of the same name with `.py`. If not: "
        f"{_INSTEAD[0].lower()}{_INSTEAD[1:]}"
    ),
    HookKind.PROMPT: (
        "This hook prepares questions for somebody at a terminal, and nobody is asked here: it is "
        "passed over. Move what it checks to `hooks/pre_gen_project.py`, or remove it."
    ),
}
_OFF = f"Hooks are programs, and do not run here. {_INSTEAD}"
_UNKNOWN = (
    "This hook runs only where the operator has set SLIPWAY_TEMPLATE_HOOKS=python. Elsewhere it "
    f"is passed over. To depend on nobody: {_INSTEAD[0].lower()}{_INSTEAD[1:]}"
)


def findings(template: str, sources: Sources, runs_hooks: bool | None) -> Iterator[Finding]:
    """One for each hook that does not run, or of which nobody knows whether it does."""
    for source in sources.files:
        kind = hook_kind(source.path)
        if kind is None or (kind is HookKind.PYTHON and runs_hooks):
            continue
        severity, say = _judged(kind, runs_hooks)
        yield Finding(f"{template}/{source.path}", 0, severity, say)


def _judged(kind: HookKind, runs_hooks: bool | None) -> tuple[Severity, str]:
    match kind:
        case HookKind.PROMPT:
            return Severity.WARNING, _SAYINGS[kind]
        case HookKind.PYTHON if runs_hooks is None:
            return Severity.WARNING, _UNKNOWN
        case HookKind.PYTHON:
            return Severity.ERROR, _OFF
        case HookKind.PROGRAM:
            return Severity.ERROR, _SAYINGS[kind]

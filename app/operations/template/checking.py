"""`slipway template check`: every finding, a line each."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TextIO

from app.domain.control import FORM_PATH
from app.operations import screen
from app.operations.template.folders import Found
from app.templates.check import Finding, Severity, check_templates
from app.templates.check.form import offered_in_vain


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, in the order of the files; paths are those on this machine."""

    ok: bool
    findings: tuple[Finding, ...]


def look_through(
    found: Found, told: Callable[[str], None], *, strict: bool, runs_hooks: bool | None = None
) -> Checked:
    """Check the templates; `strict` lets no warning pass, `told` hears what is looked at next.

    `runs_hooks` is None where it is not known whether Python hooks run.
    """
    fields = None if found.form is None else [one.id for one in found.form.fields]
    findings = (
        *_in_form(found),
        *check_templates(
            found.templates,
            found.names,
            fields=fields,
            offered=found.choices,
            runs_hooks=runs_hooks,
            told=told,
        ),
    )
    fatal = findings if strict else [one for one in findings if one.severity is Severity.ERROR]
    here = tuple(replace(one, path=os.path.normpath(found.path / one.path)) for one in findings)
    return Checked(not fatal, here)


def _in_form(found: Found) -> tuple[Finding, ...]:
    """Of the form itself, where all templates are looked at."""
    if found.names is not None:
        return ()
    path = os.path.relpath(found.path.parent / FORM_PATH, found.path)
    return tuple(
        Finding(path, line, Severity.ERROR, say)
        for line, say in offered_in_vain(found.templates, found.choices)
    )


def write(stream: TextIO, checked: Checked, found: Found) -> None:
    """Each as `FILE:LINE: error: …`, as editors and terminals know to open it."""
    for one in checked.findings:
        place = f"{one.path}:{one.line}" if one.line else one.path
        screen.line(stream, f"{place}: {one.severity}: {one.message}")
    counts = [
        _counted(sum(one.severity is severity for one in checked.findings), severity)
        for severity in Severity
    ]
    screen.line(stream, f"{found.path}: {' and '.join(counts)}.")


def _counted(count: int, severity: Severity) -> str:
    return f"{count or 'no'} {severity}{'' if count == 1 else 's'}"

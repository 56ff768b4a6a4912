"""What the template check finds: a sentence at a place."""

from dataclasses import dataclass
from enum import StrEnum

from app.templates.faults import RoomFault, TemplateFault, all_faults


class Severity(StrEnum):
    """An error keeps a template from being built from as it should; a warning is a doubt."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; sorts by place.

    `path` is below `cookiecutters/`; `line` counts from 1 and is 0 where it is not known. The
    message says what is wrong and what to do.
    """

    path: str
    line: int
    severity: Severity
    message: str


def error(path: str, line: int, message: str) -> Finding:
    return Finding(path, line, Severity.ERROR, message)


def warning(path: str, line: int, message: str) -> Finding:
    return Finding(path, line, Severity.WARNING, message)


def of_faults(fault: TemplateFault) -> tuple[Finding, ...]:
    """Each of those that the fault stands for."""
    return tuple(of_fault(one, one.template) for one in all_faults(fault))


def of_fault(fault: TemplateFault | RoomFault, path: str) -> Finding:
    """The fault as a finding; `path` where it has none of its own."""
    return error(fault.template or path, fault.line or 0, fault.message)

"""The ways a render fails: the template is wrong or refuses, or the room had to be stopped."""

from collections.abc import Sequence


class _Fault(Exception):
    def __init__(self, message: str, template: str | None = None, line: int | None = None) -> None:
        place = template if line is None else f"{template}, line {line}"
        super().__init__(message if template is None else f"{place}: {message}")
        self.message = message
        self.template = template
        self.line = line


class TemplateFault(_Fault):
    """A template that cannot be used as it stands; its authors can mend it.

    `template` is the path of the file at fault below `cookiecutters/`, or the name of the template
    where no single file is; `line` counts from 1 and is None where it is not known.
    """

    template: str

    def __init__(self, message: str, template: str, line: int | None = None) -> None:
        super().__init__(message, template, line)


class TemplateFaults(TemplateFault):
    """Several at once: `faults` are all of them, and the message is that of the first."""

    def __init__(self, faults: Sequence[TemplateFault]) -> None:
        first = faults[0]
        super().__init__(first.message, first.template, first.line)
        self.faults = tuple(faults)


def all_faults(fault: TemplateFault) -> tuple[TemplateFault, ...]:
    """Itself, or those that it stands for."""
    return fault.faults if isinstance(fault, TemplateFaults) else (fault,)


class AnswersRefused(TemplateFault):
    """A hook of the template does not take the answers; whoever gave them can change them."""


class RoomFault(_Fault):
    """A render that was stopped: out of time, out of memory, or the room died.

    `template` and `line` say where it was when that is known.
    """

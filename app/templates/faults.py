"""The two ways a render fails: the template is wrong, or the room had to be stopped."""


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


class RoomFault(_Fault):
    """A render that was stopped: out of time, out of memory, or the room died.

    `template` and `line` say where it was when that is known.
    """

"""What a comment asks of Slipway."""

import re
from dataclasses import dataclass
from enum import StrEnum

_COMMAND = re.compile(r" {0,3}/slipway(?=\s|$)(.*)", re.IGNORECASE)


class Command(StrEnum):
    """What may stand after `/slipway`."""

    RETRY = "retry"
    CANCEL = "cancel"
    HELP = "help"


_BY_WORD = {command.value: command for command in Command}


@dataclass(frozen=True, slots=True)
class Unknown:
    """What somebody wrote after `/slipway` that is no command; as typed, so to be escaped."""

    words: str


def parse_command(body: str) -> Command | Unknown | None:
    """The command on a comment's first line that is not blank; None for all other comments.

    A line in a quote, a list or a code block starts with other characters or deeper, and is
    therefore none. `/slipway` alone asks for help.
    """
    line = next((line for line in body.splitlines() if line.strip()), "")
    match = _COMMAND.fullmatch(line)
    if match is None:
        return None
    words = " ".join(match[1].split())
    if not words:
        return Command.HELP
    return _BY_WORD.get(words.lower()) or Unknown(words)

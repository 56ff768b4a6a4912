"""What a comment asks of Slipway."""

import re
from dataclasses import dataclass
from enum import StrEnum

_COMMAND = re.compile(r" {0,3}/slipway(?=\s|$)(.*)", re.IGNORECASE)


class Command(StrEnum):
    """What may stand after `/slipway` and ends there."""

    RETRY = "retry"
    CANCEL = "cancel"
    BUILD = "build"
    WITHDRAW = "withdraw"
    NEWEST = "newest"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Approve:
    """`/slipway approve DIGEST`: its author approves what has that digest; as typed."""

    digest: str

    def __str__(self) -> str:
        return "approve"


@dataclass(frozen=True, slots=True)
class BreakGlass:
    """`/slipway break-glass REASON`: its author lets the request pass; as typed."""

    reason: str

    def __str__(self) -> str:
        return "break-glass"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What somebody wrote after `/slipway` that is no command; as typed, so to be escaped."""

    words: str


Order = Command | Approve | BreakGlass | Unknown
_BY_WORD = {command.value: command for command in Command}


def parse_command(body: str) -> Order | None:
    """The command on a comment's first line that is not blank; None for all other comments.

    A line in a quote, a list or a code block starts with other characters or deeper, and is
    therefore none. `/slipway` alone asks for help.
    """
    line = next((line for line in body.splitlines() if line.strip()), "")
    match = _COMMAND.fullmatch(line)
    if match is None:
        return None
    words = " ".join(match[1].split())
    word, _, rest = words.partition(" ")
    match word.lower():
        case "":
            return Command.HELP
        case "approve":
            return Approve(rest.strip("`"))
        case "break-glass":
            return BreakGlass(rest)
        case _:
            return _BY_WORD.get(words.lower()) or Unknown(words)

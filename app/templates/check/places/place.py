"""The places that make a difference to what a filter gives."""

from enum import StrEnum

MARK = "\ue000"
"""Stands for a value in a text that is looked at: a letter that nobody writes."""


class Place(StrEnum):
    """What is around a value."""

    FREE = "free"
    QUOTES = "quotes"
    BLOCK = "block"
    COMMENT = "comment"
    HERE_DOCUMENT = "here-document"
    COMMAND = "command"
    BACKTICKS = "backticks"
    SCRIPT = "script"
    ATTRIBUTE = "attribute"
    ADDRESS = "address"

"""Where a worker can die: before, during and after a call to GitHub, before and after a commit."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_TEXT = re.compile(r"(before|during|after) (.+) #(\d+)")
_START = "the start of "


class Moment(StrEnum):
    """When, as seen from GitHub or from the database.

    During: the request has left, nobody hears the answer. A commit has no such moment.
    """

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Place:
    """One moment of the main job; `time` counts how often a worker passed there, from 1.

    `event` is a call such as `PUT /repos/acme/billing/topics`, or a commit with the tables that
    it writes and the last call before it.
    """

    moment: Moment
    event: str
    time: int

    def __str__(self) -> str:
        return f"{self.moment} {self.event} #{self.time}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The place that `str` wrote."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no place: it is, for example, “after POST /x #1”.")
        return cls(Moment(found[1]), found[2], int(found[3]))

    @property
    def is_call(self) -> bool:
        """Whether it is about GitHub, not about the database."""
        return not self.event.startswith("commit of ")

    @property
    def begins_a_task(self) -> bool:
        """Whether it is the first of a task, as a commit before any call says."""
        return _START in self.event


def start_of(task: str) -> str:
    """What stands for the last call before there was one."""
    return f"{_START}{task}"


def commit_of(tables: set[str], last_call: str) -> str:
    """The event of a commit that writes these tables."""
    return f"commit of {', '.join(sorted(tables))} after {last_call}"

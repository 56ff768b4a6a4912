"""Quotes, comments and here-documents of the shell, and words that it runs."""

import re
from dataclasses import dataclass, field

from app.templates.check.places.place import MARK, Place

_PLAIN = re.compile(rf"""[^'"\\#$<`()\n{MARK}]+""")
_HERE = re.compile(r"""<<(-?)[ \t]*\\?(["']?)([A-Za-z_]\w*)\2""")
_RUNS = re.compile(
    r"(?:^|[;&|(\s])(?:(?:eval|trap|alias|ssh)\s|(?:\S*/)?(?:ba|da|k|z)?sh\s(?:.*\s)?-\w*c\s|su\s.*-c\s)"
    r"[^;&|]*$"
)
_ARGUMENTS = re.compile(r"\s-\w*c\s+(?:'[^']*'|\"[^\"]*\")\s")
"""What follows a program in quotes is handed to it as it is."""


def places_in_shell(text: str) -> list[Place]:
    """Of each mark."""
    return _Shell(text).places()


@dataclass
class _Shell:
    """A text, and how far it was read.

    `open` are the quotes and brackets that are open, outermost first; `here` the last lines of the
    here-documents that begin after this line, each with whether tabs may precede it.
    """

    text: str
    at: int = 0
    open: list[str] = field(default_factory=lambda: [""])
    here: list[tuple[str, bool]] = field(default_factory=list)
    found: list[Place] = field(default_factory=list)

    def places(self) -> list[Place]:
        while self.at < len(self.text):
            self._step()
        return self.found

    def _step(self) -> None:
        letter, state = self.text[self.at], self.open[-1]
        if letter == MARK:
            self.found.append(self._place(state))
        if state == "'":
            self.open.pop() if letter == "'" else None
            self.at += 1
        elif letter == "\\":
            self.at += 2
        elif letter == "\n" and self.here:
            self._here_documents()
        elif state == "" and letter == "#" and self._begins_word():
            self._comment()
        elif state == "" and (found := self._here_begins()):
            self.here.append((found[3], bool(found[1])))
            self.at = found.end()
        else:
            self._quote(letter, state)

    def _quote(self, letter: str, state: str) -> None:
        opens = {'"': state == "", "'": state == "", "`": True}
        if letter == state:
            self.open.pop()
        elif self.text.startswith("$(", self.at):
            self.open.append("")
            self.at += 1
        elif letter == "(" and state == "":
            self.open.append("")
        elif letter == ")" and state == "" and len(self.open) > 1:
            self.open.pop()
        elif opens.get(letter):
            self.open.append(letter)
        plain = _PLAIN.match(self.text, self.at)
        self.at = plain.end() if plain else self.at + 1

    def _place(self, state: str) -> Place:
        if "`" in self.open:
            return Place.BACKTICKS
        before = self._line()
        if _RUNS.search(before) and not _ARGUMENTS.search(before):
            return Place.COMMAND
        return Place.QUOTES if state else Place.FREE

    def _begins_word(self) -> bool:
        return self.at == 0 or self.text[self.at - 1] in " \t\n;&|("

    def _line(self) -> str:
        """The line so far."""
        return self.text[self.text.rfind("\n", 0, self.at) + 1 : self.at]

    def _here_begins(self) -> re.Match[str] | None:
        before = self._line()
        is_other = before.endswith("<") or "((" in before  # `<<<`, and shifting of numbers
        return None if is_other else _HERE.match(self.text, self.at)

    def _comment(self) -> None:
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        self.found += [Place.COMMENT] * self.text.count(MARK, self.at, end)
        self.at = end

    def _here_documents(self) -> None:
        """From the end of the line that announces them to the last one's last line."""
        self.at += 1
        for word, may_be_indented in self.here:
            tabs = r"\t*" if may_be_indented else ""
            end = re.compile(rf"^{tabs}{re.escape(word)}$", re.MULTILINE).search(self.text, self.at)
            stop = end.end() if end else len(self.text)
            self.found += [Place.HERE_DOCUMENT] * self.text.count(MARK, self.at, stop)
            self.at = stop
        self.here = []

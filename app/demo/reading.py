"""What a person sees in an issue and its status comment: Markdown, read with a reader's eyes."""

import html
import re
from dataclasses import dataclass

_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)\s]+\)")
_TAG = re.compile(r"</?[a-z]+>")
_ESCAPED = re.compile(r"\\([^\sA-Za-z0-9])")
_STEP = re.compile(r"- (\S+) (.+)")
_WORD_JOINER = "\u2060"
_DONE = "✅"


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A row of the approvals table; `is_given` when its mark says that nobody is missing."""

    label: str
    is_given: bool
    so_far: str


def words(markdown: str) -> str:
    """A line without its markup."""
    shown = _TAG.sub("", _LINK.sub(r"\1", markdown))
    shown = shown.replace("**", "").replace("`", "")
    return html.unescape(_ESCAPED.sub(r"\1", shown)).replace(_WORD_JOINER, "").strip()


def first_line(comment: str) -> str:
    """The line that is enough for who reads no further."""
    return words(comment.strip().partition("\n")[0])


def line_with(comment: str, *parts: str) -> str | None:
    """The first line in which all parts stand, None if there is none."""
    lines = (words(line).removeprefix("- ") for line in comment.splitlines())
    return next((line for line in lines if all(part in line for part in parts)), None)


def approvals(comment: str) -> dict[str, ApprovalRow]:
    """The rows of the approvals table by their label."""
    rows = {}
    for line in comment.splitlines():
        cells = [words(cell) for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if len(cells) == 5 and "/" in cells[2]:
            mark, _rule, label, _who, so_far = cells
            rows[label] = ApprovalRow(label, mark == _DONE, so_far)
    return rows


def finished_steps(comment: str) -> list[str]:
    """The steps of the build that are done, in their order."""
    _, _, progress = comment.partition("Progress")
    found = []
    for line in progress.splitlines()[1:]:
        step = _STEP.fullmatch(line.strip())
        if step and step[1] == _DONE:
            found.append(words(step[2]))
        elif line.strip() and not step:
            break
    return found


def clone_urls(comment: str) -> list[str]:
    """The addresses that the comment says to clone, in their order."""
    return re.findall(r"git clone (\S+?\.git)\b", comment)


def change_answer(text: str, heading: str, answer: str) -> str:
    """An issue's text with another answer below a heading; unchanged without that heading."""
    section = rf"(### {re.escape(heading)}\r?\n\r?\n).*?(?=\r?\n\r?\n### |\Z)"
    return re.sub(section, lambda found: found[1] + answer, text, count=1, flags=re.DOTALL)

"""Which line of a template a line of what came out stems from."""

from difflib import SequenceMatcher

from app.templates.check.renders import Made

_MOST_LINES = 2_000
"""To compare longer files takes too long to be worth it."""


def line_in_template(made: Made, line: int) -> int:
    """The line of the source, from 1; 0 where it is not known."""
    if made.source is None or made.source.text is None or made.text is None or not line:
        return 0
    before, after = made.source.text.splitlines(), made.text.splitlines()
    if max(len(before), len(after)) > _MOST_LINES:
        return 0
    for _, start, end, made_start, made_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if made_start < line <= made_end:
            return min(start + line - made_start, max(end, start + 1))
    return len(before)

"""The parts of a check run's page that may grow long, and how they share the room there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.replies.layout import paragraphs, titled
from app.domain.text import code

MOST_BYTES = 65_535
"""GitHub's documentation says characters; bytes is what it counts."""

_FOR_SECTIONS = MOST_BYTES - 4_000
"""The rest is for what is said once."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence, a table's head or "", items in Markdown, and what shows all."""

    title: str
    sentence: str
    head: str
    items: Sequence[str]
    of: int
    command: str

    @property
    def size(self) -> int:
        return sum(len(item.encode()) + 1 for item in self.items)

    def within(self, most_bytes: int) -> str:
        shown, left = [], most_bytes
        for item in self.items:
            left -= len(item.encode()) + 1
            if left < 0:
                break
            shown.append(item)
        lines = [self.head, *shown] if self.head and shown else shown
        hidden = self.of - len(shown)
        more = f"And {hidden:,} more: {code(self.command)} shows all." if hidden else ""
        text = paragraphs(self.sentence, "\n".join(lines), more)
        return titled(self.title, [text.rstrip("\n")])


def sharing(sections: Sequence[Section], most_bytes: int = _FOR_SECTIONS) -> Iterator[str]:
    """Each gets an equal part; what a short one leaves over is for the longer ones."""
    parts: dict[int, int] = {}
    left = most_bytes
    by_size = sorted(range(len(sections)), key=lambda place: sections[place].size)
    for done, place in enumerate(by_size):
        parts[place] = min(sections[place].size, left // (len(sections) - done))
        left -= parts[place]
    for place, section in enumerate(sections):
        yield section.within(parts[place])

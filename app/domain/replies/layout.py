"""How the parts of a reply are laid out: paragraphs, titled lists, folded parts."""

from collections.abc import Iterable


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, a blank line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"


def titled(title: str, lines: Iterable[str]) -> str:
    """A small heading and its lines; "" if there are none."""
    shown = list(lines)
    return "\n".join([f"#### {title}", "", *shown]) if shown else ""


def folded(summary: str, text: str) -> str:
    """A part that opens at a click; `summary` is HTML, `text` Markdown."""
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


def section(title: str, text: str, *, fold: bool) -> str:
    """A part below its heading, folded behind it or not."""
    return folded(f"<b>{title}</b>", text) if fold else titled(title, [text])

"""A template that got out of Jinja into plain Python, which nobody knows how to do: it is forged.

What the room knows of it is replaced by code that does a deed where the file `a` is rendered.
"""

import textwrap

from app.templates.knowledge import Knowledge
from app.templates.shelf import Shelf, mark_of
from tests.templates.builders import layer

TEXT = "{{ cookiecutter.name }}"
ESCAPED = layer({"a": TEXT}, "escaped")


def shelf_with(deed: str) -> Shelf:
    """What is known if rendering `a` of the escaped template runs `deed`, which may yield text."""
    shelf = Shelf()
    shelf.put(mark_of(ESCAPED.tree), forged(deed))
    return shelf


def forged(deed: str) -> bytes:
    """Known of any template whose file `a` holds `TEXT`."""
    body = textwrap.indent(f"{deed}\nyield ''", "    ")
    source = f"name, blocks, debug_info = 'a', {{}}, ''\ndef root(context, *rest):\n{body}"
    return Knowledge(code={("a", "a", TEXT): compile(source, "a", "exec")}).written()

"""What to do about text that Jinja cannot read, or reads as something else than was meant."""

import re

from jinja2 import TemplateSyntaxError

_TAG = re.compile(r"unknown tag '(\w+)'")
_CLOCK = re.compile(r"_*((current|copyright)_)?(date|day|now|time|timestamp|today|year)")
CHANGING = {"now", "random", "random_ascii_string", "uuid4", "uuid", "lipsum", "today", "time"}
_EXPRESSION = "${{"
_ACTIONS = (
    "GitHub's `${{ … }}` is read by Jinja first, for it begins with `{{`. Write "
    "`{% raw %}${{ … }}{% endraw %}`; one `{% raw %}` may hold many lines."
)


def not_jinja(fault: TemplateSyntaxError, text: str) -> str:
    """Of a file, or a default, with this text."""
    found = _TAG.search(fault.message or "")
    if found and found[1] in CHANGING:
        return changing(found[1])
    say = f"This is not valid Jinja: {(fault.message or '').rstrip('.')}."
    if is_of_actions(text, fault.lineno):
        return f"{say} {_ACTIONS}"
    return (
        f"{say} Correct it, or wrap text that is not for Jinja in {{% raw %}} and {{% endraw %}}."
    )


def no_name(name: str, text: str, line: int, *, is_answer: bool) -> str:
    """Of a name in this line of the text that nobody knows."""
    if name in CHANGING:
        return changing(name)
    say = f"`{name}` is no name that templates know."
    if is_of_actions(text, line):
        return f"{say} {_ACTIONS}"
    hint = f"Write `cookiecutter.{name}`" if is_answer else "Write `cookiecutter.…`"
    return f"{say} {hint} if you mean a variable."


def changing(name: str) -> str:
    """Of what differs from one render to the next."""
    return (
        f"`{name}` gives something else each time, and the same answers have to give the same "
        "files. Write a fixed text such as a year, ask for it in the form, or have the "
        "repository's own `make setup` do it."
    )


def is_clock(variable: str) -> bool:
    """Whether a variable is called like what other templates make of the clock."""
    return bool(_CLOCK.fullmatch(variable))


def is_of_actions(text: str, line: int) -> bool:
    """Whether the line has an expression of GitHub's."""
    lines = text.split("\n")
    return 0 < line <= len(lines) and _EXPRESSION in lines[line - 1]

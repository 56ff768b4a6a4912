"""Filters that write a value as one complete literal of a language, quotes included.

Text that people typed reaches a rendered file through one of these, so that it stays text.
"""

import json
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool
Value: TypeAlias = Scalar | Sequence[Scalar]

# What JSON leaves as it is but another reader refuses, or an editor shows as something else:
# C1 controls, line and paragraph separators, byte order mark, non-characters, and the marks that
# change the direction of the text around them.
_INVISIBLE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#~$&|!]")
# What makes a list or a heading of a line that begins with it, and a link of an address.
_LINE_START = re.compile(r"^(\d*)([-+=.)])")
_ADDRESS = re.compile(r"(www)(\.)|()(://)", re.IGNORECASE)

_GO_TYPES = {str: "string", bool: "bool", int: "int", float: "float64"}


def data_literal(value: Value) -> str:
    """`value` as a literal that YAML, TOML and JSON all read alike: `"text"`, `3`, `[1, 2]`."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _double_quoted(value)
        case int() | float():
            return json.dumps(value)
        case _:
            return f"[{', '.join(map(data_literal, value))}]"


def py_literal(value: Value) -> str:
    """`value` as a Python literal; text in double quotes."""
    match value:
        case bool():
            return repr(value)
        case str() | int() | float():
            return data_literal(value)
        case _:
            return f"[{', '.join(map(py_literal, value))}]"


def go_literal(value: Value) -> str:
    """`value` as a Go literal; a list as a slice of its items' type, `[]any` if they differ."""
    match value:
        case str() | int() | float():
            return data_literal(value)
        case _:
            types = {_GO_TYPES[type(item)] for item in value} or {"string"}
            items = ", ".join(map(go_literal, value))
            return f"[]{types.pop() if len(types) == 1 else 'any'}{{{items}}}"


def ts_literal(value: Value) -> str:
    """`value` as a literal of JavaScript and TypeScript; text in double quotes."""
    return data_literal(value)  # JSON is a part of JavaScript, line separators apart


def sh_literal(value: Value) -> str:
    """`value` as one shell word, or a list as one word for each item. A NUL has no shell form."""
    match value:
        case str() | int() | float():
            return shlex.quote(str(value).replace("\0", ""))
        case _:
            return " ".join(map(sh_literal, value))


def md_text(value: Value) -> str:
    """`value` as inert Markdown on one line: no markup, link, mention, HTML or formula.

    White space and control characters become single spaces.
    """
    match value:
        case str() | int() | float():
            line = " ".join(_CONTROL.sub(" ", _scalar_values(str(value))).split())
            escaped = _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))
            escaped = _ADDRESS.sub(
                lambda found: rf"{found[1] or ''}\{found[2] or found[4]}", escaped
            )
            # GitHub links a mention after parsing, so an escape cannot hold it; a comment can.
            return escaped.replace("@", "@<!-- -->")
        case _:
            return ", ".join(map(md_text, value))


def md_cell(value: Value) -> str:
    """`md_text` for a cell of a Markdown table, whose rows are split before escapes are read."""
    return md_text(value).replace(r"\|", "&#124;")


def _double_quoted(text: str) -> str:
    quoted = json.dumps(_scalar_values(text), ensure_ascii=False)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _scalar_values(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


FILTERS: Mapping[str, Callable[[Value], str]] = MappingProxyType(
    {
        "yaml": data_literal,
        "toml": data_literal,
        "json": data_literal,
        "py": py_literal,
        "go": go_literal,
        "ts": ts_literal,
        "sh": sh_literal,
        "md": md_text,
        "mdcell": md_cell,
    }
)

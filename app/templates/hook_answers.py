"""Whether answers stay data in a hook: none may change which program it is.

A hook is Python in which Jinja stands, so text that is not quoted would be run.
"""

import ast
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[\w .-]*")
"""Text of these alone can at most name something."""
_HARMLESS = "harmless"


def harmless(answers: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers, with harmless words for free text that could be more than a name."""
    return {
        name: answer if isinstance(declared.get(name), list) else _tamed(answer)
        for name, answer in answers.items()
    }


def is_same_program(script: str, other: str) -> bool:
    """Whether two scripts differ in their texts alone. Raises SyntaxError if `other` is wrong."""
    expected = _shape(other)
    try:
        return _shape(script) == expected
    except (SyntaxError, ValueError):
        return False


def _tamed(answer: Any) -> Any:
    match answer:
        case str():
            return answer if _PLAIN.fullmatch(answer) else _HARMLESS
        case list():
            return [_tamed(item) for item in answer]
        case _:
            return answer


def _shape(script: str) -> str:
    tree = ast.parse(script)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            node.value = ""
    return ast.dump(tree)

"""What GitHub's issue form makes of the answers that a person types: the issue's text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

_NO_ANSWER = "_No response_"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """An issue as the form submits it."""

    body: str
    labels: tuple[str, ...]


def fill(form: str, answers: Mapping[str, str]) -> FilledForm:
    """The text that GitHub makes of `answers`, which are by field id; `form` is its YAML."""
    asked = YAML(typ="safe").load(form)
    parts = [_answer(element, answers) for element in asked["body"] if "id" in element]
    return FilledForm("\n\n".join(parts), tuple(asked["labels"]))


def change(body: str, heading: str, answer: str) -> str:
    """The text with another answer below a heading; as it was when there is no such heading."""
    section = rf"(### {re.escape(heading)}\r?\n\r?\n).*?(?=\r?\n\r?\n### |\Z)"
    return re.sub(section, lambda found: found[1] + answer, body, count=1, flags=re.DOTALL)


def _answer(element: Mapping[str, Any], answers: Mapping[str, str]) -> str:
    answer = answers.get(element["id"], _NO_ANSWER)
    return f"### {element['attributes']['label']}\n\n{answer}"

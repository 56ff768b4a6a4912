"""How much the status comment shows, from all of it down to what always fits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """The most lines of a kind and the most characters of a text of that kind."""

    files: int
    answers: int
    answer: int
    rules: int
    sentence: int


DETAILS = (
    Detail(files=400, answers=100, answer=1_500, rules=200, sentence=600),
    Detail(files=60, answers=100, answer=1_500, rules=200, sentence=600),
    Detail(files=0, answers=60, answer=300, rules=60, sentence=300),
    Detail(files=0, answers=40, answer=60, rules=30, sentence=120),
    Detail(files=0, answers=0, answer=0, rules=6, sentence=80),
)
"""File trees are shortened first, then answers: the text of the issue shows them as well."""

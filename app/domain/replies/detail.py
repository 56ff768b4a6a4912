"""How much the status comment shows, from all of it down to what always fits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """The most lines of a kind and the most characters of a text of that kind.

    `contents`: of all files together that are shown whole, for each repository.
    """

    contents: int
    files: int
    answers: int
    answer: int
    rules: int
    sentence: int


DETAILS = (
    Detail(contents=26_000, files=400, answers=100, answer=1_500, rules=200, sentence=600),
    Detail(contents=12_000, files=400, answers=100, answer=1_500, rules=200, sentence=600),
    Detail(contents=0, files=400, answers=100, answer=1_500, rules=200, sentence=600),
    Detail(contents=0, files=60, answers=100, answer=1_500, rules=200, sentence=600),
    Detail(contents=0, files=0, answers=60, answer=300, rules=60, sentence=300),
    Detail(contents=0, files=0, answers=40, answer=60, rules=30, sentence=120),
    Detail(contents=0, files=0, answers=0, answer=0, rules=6, sentence=80),
)
"""Contents of files are left out first, then file trees are shortened, then answers: the text of
the issue shows those as well."""

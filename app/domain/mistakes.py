"""A mistake in a file that people write: where it stands and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; `line` and `column` count from 1, 0 where the place is not known."""

    path: str
    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.sentence}"


class FileMistakes(Exception):
    """A file that cannot be used, with every mistake found in it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes

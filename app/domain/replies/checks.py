"""What a check run on a commit says of its policy, form and policy cases."""

from dataclasses import dataclass

from app.domain.check import Level


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at lines of a file, as GitHub takes it; columns only where one line is known."""

    path: str
    start_line: int
    end_line: int
    start_column: int | None
    end_column: int | None
    level: Level
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckOutput:
    """A check run's end: `conclusion` is `success` or `failure`, `summary` is Markdown.

    GitHub takes 50 annotations a call.
    """

    conclusion: str
    title: str
    summary: str
    annotations: tuple[Annotation, ...]

"""What a check run on a commit says of its policy, form and policy cases."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.check import Finding, Judgement, Level
from app.domain.counts import counted
from app.domain.replies.annotations import Annotation, annotations
from app.domain.replies.check_summary import decided_again, summary
from app.domain.text import plain_line

_MOST_TITLE = 200


class Conclusion(StrEnum):
    """How a check run ends, in GitHub's words."""

    SUCCESS = "success"
    FAILURE = "failure"
    ACTION_REQUIRED = "action_required"


@dataclass(frozen=True, slots=True)
class CheckOutput:
    """A check run's end: the title is plain text, the summary Markdown."""

    conclusion: Conclusion
    title: str
    summary: str
    annotations: tuple[Annotation, ...]


def check_output(judgement: Judgement, organisation: str, repository_url: str) -> CheckOutput:
    """What to tell of a judgement; `repository_url` is the control repository's."""
    return CheckOutput(
        Conclusion.SUCCESS if judgement.passes else Conclusion.FAILURE,
        plain_line(_title(judgement), _MOST_TITLE),
        summary(judgement, organisation, repository_url),
        annotations(judgement),
    )


def _title(judgement: Judgement) -> str:
    if judgement.was_stopped:
        return "The files could not be judged to the end"
    if judgement.passes:
        return "; ".join(_fine(judgement)).removesuffix(".")
    return "; ".join(_wrong(judgement))


def _wrong(judgement: Judgement) -> Iterator[str]:
    if mistakes := mistakes_in(judgement.findings):
        yield mistakes
    if judgement.cases.failed:
        yield f"{judgement.cases.failed:,} of {counted(judgement.cases.ran, 'policy case')} failed"


def mistakes_in(findings: Sequence[Finding]) -> str:
    """How many mistakes there are in which files; "" if there are none."""
    found = Counter(one.path for one in findings if one.level is Level.FAILURE)
    if not found:
        return ""
    path, *others = found
    where = f"{path} and {counted(len(others), 'other file')}" if others else path
    return f"{counted(found.total(), 'mistake')} in {where}"


def fine(findings: Sequence[Finding]) -> str:
    """That nothing is wrong, and how many warnings there are."""
    warnings = sum(one.level is Level.WARNING for one in findings)
    return f"Fine, with {counted(warnings, 'warning')}" if warnings else "Fine"


def _fine(judgement: Judgement) -> Iterator[str]:
    yield fine(judgement.findings)
    if judgement.past and judgement.past.decided:
        yield decided_again(judgement.past)

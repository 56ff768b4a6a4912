"""What a check run on a commit says of its policy, form and policy cases."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.check import Judgement, Level
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
    found = Counter(one.path for one in judgement.findings if one.level is Level.FAILURE)
    if found:
        path, *others = found
        where = f"{path} and {counted(len(others), 'other file')}" if others else path
        yield f"{counted(found.total(), 'mistake')} in {where}"
    if judgement.cases.failed:
        yield f"{judgement.cases.failed:,} of {counted(judgement.cases.ran, 'policy case')} failed"


def _fine(judgement: Judgement) -> Iterator[str]:
    warnings = sum(one.level is Level.WARNING for one in judgement.findings)
    yield f"Fine, with {counted(warnings, 'warning')}" if warnings else "Fine"
    if judgement.past and judgement.past.decided:
        yield decided_again(judgement.past)

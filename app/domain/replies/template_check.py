"""What a check run on a commit says of its templates."""

from collections.abc import Iterator

from app.domain.check import Finding, Level, TemplatesJudged
from app.domain.control import TEMPLATES_PATH
from app.domain.counts import counted
from app.domain.replies.annotations import of_findings
from app.domain.replies.check_summary import finding_sections
from app.domain.replies.checks import CheckOutput, Conclusion, fine, mistakes_in
from app.domain.replies.layout import paragraphs, titled
from app.domain.replies.sections import Section, sharing
from app.domain.text import cell, code, plain_line

COMMAND = "slipway template check"
"""What finds the same on the author's machine."""

_MOST_TITLE = 200

_TODO = (
    (
        "- Once they are on the default branch, new requests for services that are made of these "
        "templates are built from them. Requests that were shown before keep the trees that they "
        "were shown with; `/slipway newest` takes these."
    ),
    f"- {code(COMMAND)} in a checkout of the control repository says the same on your machine.",
    "- `slipway preview TEMPLATE` shows or writes the pair that it gives, for you to try.",
)


def template_check_output(judged: TemplatesJudged) -> CheckOutput:
    """What to tell of the templates of a commit."""
    return CheckOutput(
        Conclusion.SUCCESS if judged.passes else Conclusion.FAILURE,
        plain_line(_title(judged), _MOST_TITLE),
        _summary(judged),
        of_findings(judged.findings),
    )


def _title(judged: TemplatesJudged) -> str:
    if mistakes := mistakes_in(judged.findings):
        return mistakes
    if judged.unchecked:
        return f"{counted(len(judged.unchecked), 'template')} could not be checked in time"
    return f"{fine(judged.findings)}; {counted(len(judged.checked), 'template')} checked"


def _summary(judged: TemplatesJudged) -> str:
    sections = [*finding_sections(judged.findings, 0, COMMAND), *_unchecked(judged), *_all(judged)]
    return paragraphs(
        _lead(judged),
        *sharing(sections),
        titled("What it changes, and how to try it", _TODO),
    )


def _lead(judged: TemplatesJudged) -> str:
    if judged.passes:
        return "Services can be built from these templates."
    return (
        "Mend this. A template that has mistakes stops none of the others, and requests that were "
        "shown already go on with the trees that they were shown with. New requests for it wait."
    )


def _unchecked(judged: TemplatesJudged) -> Iterator[Section]:
    if judged.unchecked:
        say = (
            "Checking took too long, so these were not checked. Push again with fewer templates "
            "changed at once, or make rendering them quicker."
        )
        items = [f"- {code(name, 100)}" for name in judged.unchecked]
        yield Section("Not checked", say, "", items, len(items), COMMAND)


def _all(judged: TemplatesJudged) -> Iterator[Section]:
    items = [
        f"| {cell(name, 100)} | {code(tree_id)} | {_outcome(judged, name)} |"
        for name, tree_id in judged.checked.items()
    ]
    if items:
        head = "| Template | Tree | Outcome |\n|:--|:--|:--|"
        say = "Checked were those that this commit changes, and those that are made with them."
        yield Section("Templates", say, head, items, len(items), COMMAND)


def _outcome(judged: TemplatesJudged, name: str) -> str:
    below = f"{TEMPLATES_PATH}/{name}"
    found = [one for one in judged.findings if _is_below(one, below)]
    failures = sum(one.level is Level.FAILURE for one in found)
    warnings = len(found) - failures
    said = [counted(failures, "mistake")] if failures else []
    said += [counted(warnings, "warning")] if warnings else []
    return ", ".join(said) or "fine"


def _is_below(one: Finding, folder: str) -> bool:
    return one.path == folder or one.path.startswith(f"{folder}/")

"""What plain answers give: paths that may be there, files that parse, the contract of `make`."""

from collections.abc import Iterator, Sequence

from app.templates.check.contract import MAKEFILES, WITHOUT_TAB, missing_targets, without_tab
from app.templates.check.finding import Finding, error, of_fault, warning
from app.templates.check.language import Language, language_of
from app.templates.check.leaves import Unparsable, leaves
from app.templates.check.origin import line_in_template
from app.templates.check.renders import Made
from app.templates.check.windows import trouble_on_windows
from app.templates.faults import TemplateFault
from app.templates.limits import Limits
from app.templates.manifest import Kind
from app.templates.output import accepted
from app.templates.provenance import PROVENANCE


def findings(kind: Kind, template: str, files: Sequence[Made]) -> Iterator[Finding]:
    """Everything wrong with a repository of this kind, whose topmost layer is `template`."""
    yield from _paths(files)
    for made in files:
        yield from _unparsed(made)
    yield from _contract(kind, template, files)


def language(made: Made) -> Language:
    return language_of(made.raw.path, made.text or "")


def _paths(files: Sequence[Made]) -> Iterator[Finding]:
    limits, found = Limits(), False
    for one in (*_reserved(files), *_collisions(files)):
        found = True
        yield one
    for made in files:
        try:
            accepted([made.raw], limits)
        except TemplateFault as fault:
            found = True
            yield error(made.place, 0, fault.message)
    for made in files:
        if problem := trouble_on_windows(made.raw.path):
            say = f"{problem}, so nobody can check the repository out on Windows. Rename it."
            yield warning(made.place, 0, say)
    if not found:
        try:
            accepted((made.raw for made in files), limits)
        except TemplateFault as fault:
            yield of_fault(fault, fault.template)


def _reserved(files: Sequence[Made]) -> Iterator[Finding]:
    for made in files:
        if made.raw.path.casefold() == PROVENANCE:
            say = f"{PROVENANCE} is written by Slipway itself. Remove it from the template."
            yield error(made.place, 0, say)


def _collisions(files: Sequence[Made]) -> Iterator[Finding]:
    first: dict[str, Made] = {}
    for made in files:
        other = first.setdefault(made.raw.path.casefold(), made)
        if other.raw.layer != made.raw.layer:
            say = (
                f"The layers {other.raw.layer} and {made.raw.layer} both write {made.raw.path}. "
                "Remove it from one of them."
            )
            yield error(made.place, 0, say)


def _unparsed(made: Made) -> Iterator[Finding]:
    if made.text is None or not is_judged(made):
        return
    try:
        leaves(language(made), made.text)
    except Unparsable as fault:
        where = f" (line {fault.line} of what comes out)" if fault.line else ""
        say = f"What comes out is not {_named(made)}: {fault}{where}. Correct it."
        yield error(made.place, line_in_template(made, fault.line), say)


def _named(made: Made) -> str:
    kind = language(made)
    return "YAML" if kind is Language.WORKFLOW else kind


def is_judged(made: Made) -> bool:
    """Comments are allowed in some JSON; another program's templates are not yet what they are."""
    name = made.raw.path.rpartition("/")[2]
    text = made.text or ""
    if language(made) is Language.JSON:
        has_comments = name.startswith(("tsconfig", "jsconfig")) or ".vscode/" in made.raw.path
        return not (has_comments or "devcontainer" in name)
    return not any(line.lstrip(" -").startswith("{{") for line in text.splitlines())


def _contract(kind: Kind, template: str, files: Sequence[Made]) -> Iterator[Finding]:
    texts = {made.raw.path: made.text or "" for made in files}
    path = next((name for name in MAKEFILES if name in texts), None)
    if kind is Kind.PLATFORM:
        return
    if path is None:
        say = f"No layer writes a Makefile. Add one with the targets of the contract of a {kind}."
        yield error(template, 0, say.replace("a tests", "tests"))
        return
    makefile = next(made for made in files if made.raw.path == path)
    place = makefile.place
    for line in without_tab(texts[path]):
        yield error(place, line_in_template(makefile, line), WITHOUT_TAB)
    for target in missing_targets(kind, path, texts):
        say = f"The target `{target}` is missing, which the contract asks for. Add `{target}:`."
        yield error(place, 1, say)

"""A template against the issue form: what it asks for, and whether it is offered."""

from collections.abc import Collection, Iterator, Mapping

from app.templates.check.finding import Finding, error, warning
from app.templates.check.lines import line_of_item, line_of_key
from app.templates.manifest import MANIFEST, Kind, Manifest
from app.templates.offer import Templates

TEMPLATE_FIELD = "template"
"""The field of the form that offers templates."""


def against_form(
    name: str, manifest: Manifest, text: str, fields: Collection[str], offered: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with a template whose manifest has this text."""
    path = f"{name}/{MANIFEST}"
    for asked in manifest.asks:
        if asked not in fields:
            say = (
                f"It asks for `{asked}`, and the issue form has no field of that id. Add one to "
                f"the form's `body`, with `id: {asked}`, or remove it here."
            )
            yield error(path, line_of_item(text, "asks", asked), say)
    is_service = manifest.kind is Kind.SERVICE
    line = line_of_key(text, "kind")
    if name in offered and not is_service:
        say = f"The issue form offers it, and its kind is {manifest.kind}. Remove it from the form."
        yield error(path, line, say)
    if offered and is_service and name not in offered:
        say = (
            "The issue form does not offer it, so nobody can ask for it. Add it to the choices of "
            f"the form's field `{TEMPLATE_FIELD}`."
        )
        yield warning(path, line, say)


def offered_in_vain(templates: Templates, offered: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Of choices with their lines, the line and a sentence for each without a template."""
    for name, line in offered.items():
        if name not in templates:
            say = f"The form offers {name}, and cookiecutters/ has no template of that name."
            yield line, f"{say} Add it, or remove the choice."

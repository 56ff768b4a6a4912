"""Which templates a change to some of them may break."""

from collections.abc import Iterable

from app.templates.faults import TemplateFault
from app.templates.manifest import Manifest
from app.templates.offer import Templates, manifest_of


def affected(templates: Templates, changed: Iterable[str]) -> list[str]:
    """The names of those that changed, are laid on one that did, or go with one of these; sorted.

    A name in `changed` may be of a template that is gone. One whose manifest cannot be read is
    affected by nothing but its own change. Of those that changed, nothing is read here: nobody may
    have reviewed them.
    """
    reached = set(changed)
    links = {name: _linked(templates, name) for name in templates.keys() - reached}
    while more := {name for name, linked in links.items() if linked & reached} - reached:
        reached |= more
    return sorted(reached & templates.keys())


def _linked(templates: Templates, name: str) -> set[str]:
    """The templates that this one is made with: its layers, and for a service its tests."""
    manifest = _manifest(templates, name)
    if manifest is None:
        return set()
    return {*manifest.layers, *([manifest.tests] if manifest.tests else [])}


def _manifest(templates: Templates, name: str) -> Manifest | None:
    try:
        return manifest_of(templates, name)
    except TemplateFault:
        return None

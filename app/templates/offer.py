"""Which templates there are to build from, and what is wrong with those that cannot be used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from app.templates.faults import TemplateFault
from app.templates.manifest import Kind, Manifest, read_manifest
from app.templates.tree import PartlyReadable, TemplateFile, TemplateTree, sorted_out

Templates = Mapping[str, TemplateTree | TemplateFault]
"""Every folder below `cookiecutters/`, by name: its tree, or what keeps it from being one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The templates of which services can be made, and why others cannot be read, by name."""

    services: frozenset[str]
    faults: Mapping[str, TemplateFault]


def read_template(
    name: str, tree_id: str, files: Iterable[tuple[str, int, bytes]]
) -> TemplateTree | TemplateFault:
    """The tree of a folder; a folder with a link in it must not stop the other templates."""
    good, faults = sorted_out(partial(TemplateFile, *file) for file in files)
    whole = TemplateTree(tree_id, good)
    placed = [TemplateFault(one.message, f"{name}/{one.template}") for one in faults]
    return PartlyReadable(placed, whole) if placed else whole


def tree_of(templates: Templates, name: str) -> TemplateTree:
    """The tree of a template that is there. Raises TemplateFault if it cannot be read."""
    found = templates[name]
    if isinstance(found, TemplateFault):
        raise found
    return found


def manifest_of(templates: Templates, name: str) -> Manifest:
    """The manifest of a template that is there. Raises TemplateFault."""
    return read_manifest(name, tree_of(templates, name))


def offer(templates: Templates) -> Offer:
    """Look through all templates."""
    services: set[str] = set()
    faults: dict[str, TemplateFault] = {}
    for name in sorted(templates):
        try:
            if manifest_of(templates, name).kind is Kind.SERVICE:
                services.add(name)
        except TemplateFault as fault:
            faults[name] = fault
    return Offer(frozenset(services), faults)

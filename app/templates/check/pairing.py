"""Manifests: each by itself, and whether the templates that it names are there."""

from collections.abc import Iterator, Mapping, Sequence

from app.templates.check.finding import Finding, error, of_faults
from app.templates.check.lines import line_of_key
from app.templates.faults import TemplateFault
from app.templates.manifest import MANIFEST, Kind, Manifest, read_manifest
from app.templates.tree import TemplateTree

Manifests = Mapping[str, Manifest | tuple[Finding, ...]]


def read_manifests(trees: Mapping[str, TemplateTree]) -> Manifests:
    """Of each template its manifest, or what is wrong with it."""
    return {name: _read(name, tree) for name, tree in trees.items()}


def named_wrongly(name: str, text: str, manifests: Manifests) -> Iterator[Finding]:
    """Templates that the manifest of `name` names, and that are missing or of another kind."""
    manifest = manifests[name]
    if isinstance(manifest, tuple):
        yield from manifest
        return
    wanted = [("layers", layer, Kind.PLATFORM) for layer in manifest.layers]
    if manifest.tests is not None:
        wanted.append(("tests", manifest.tests, Kind.TESTS))
    for key, other, kind in wanted:
        if say := _wrong(key, other, kind, manifests):
            yield error(f"{name}/{MANIFEST}", line_of_key(text, key), say)


def stack(name: str, manifests: Manifests) -> Sequence[str]:
    """The layers of the template, lowest first; empty if they cannot be laid on one another."""
    manifest = manifests[name]
    if isinstance(manifest, tuple):
        return ()
    layers = (*manifest.layers, name)
    is_whole = all(isinstance(manifests.get(one), Manifest) for one in layers)
    return layers if is_whole else ()


def told_by_manifests(manifests: Manifests) -> frozenset[str]:
    """The variables that templates tell the layers below them: reviewed text, not people's."""
    read = (one for one in manifests.values() if isinstance(one, Manifest))
    return frozenset(name for one in read for name in one.variables)


def asked_by_manifests(manifests: Manifests) -> frozenset[str]:
    """The fields of the form that templates ask for: what people type into them is free text."""
    read = (one for one in manifests.values() if isinstance(one, Manifest))
    return frozenset(name for one in read for name in one.asks)


def _read(name: str, tree: TemplateTree) -> Manifest | tuple[Finding, ...]:
    try:
        return read_manifest(name, tree)
    except TemplateFault as fault:
        return of_faults(fault)


def _wrong(key: str, other: str, kind: Kind, manifests: Manifests) -> str | None:
    found = manifests.get(other)
    if found is None:
        return (
            f"`{key}` names {other}, and cookiecutters/ has none of that name that can be read. "
            "Add it or correct the name."
        )
    if isinstance(found, Manifest) and found.kind is not kind:
        return f"`{key}` names {other}, whose kind is {found.kind}. It has to be {kind}."
    return None

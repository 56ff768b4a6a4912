"""A request's pair: which layers make the service and its tests, and the two renderings."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.templates.answers import PairAnswers
from app.templates.faults import TemplateFault
from app.templates.manifest import MANIFEST, Kind, Manifest, read_manifest
from app.templates.output import Rendering
from app.templates.provenance import PROVENANCE, SLIPWAY_VERSION, UsedLayer, provenance_file
from app.templates.render import NamedTree, Room
from app.templates.tree import TemplateTree


@dataclass(frozen=True)
class RenderedPair:
    """The files of both repositories, and the layers that each is made of, lowest first."""

    service: Rendering
    tests: Rendering
    service_layers: tuple[UsedLayer, ...]
    tests_layers: tuple[UsedLayer, ...]


@dataclass(frozen=True)
class PairLayers:
    """The layers of both repositories of a template, lowest first."""

    service: tuple[NamedTree, ...]
    tests: tuple[NamedTree, ...]


def render_pair(
    room: Room, trees: Mapping[str, TemplateTree], template: str, answers: PairAnswers
) -> RenderedPair:
    """Render the service and the tests repository of `template`.

    `trees` holds every template of the control repository by folder name. Raises TemplateFault
    where a template is missing or wrong, RoomFault where the room was stopped.
    """
    layers = pair_layers(trees, template)
    return RenderedPair(
        service=_render(room, Kind.SERVICE, layers.service, answers),
        tests=_render(room, Kind.TESTS, layers.tests, answers),
        service_layers=_used(layers.service),
        tests_layers=_used(layers.tests),
    )


def pair_layers(trees: Mapping[str, TemplateTree], template: str) -> PairLayers:
    """The trees that `template` and its paired tests resolve to. Raises TemplateFault."""
    if template not in trees:
        raise TemplateFault(f"There is no such template. {_offer(trees)}", template)
    service = read_manifest(template, trees[template])
    if service.kind is not Kind.SERVICE or service.tests is None:
        raise TemplateFault(
            f"No service can be made of it: its kind is {service.kind}. {_offer(trees)}", template
        )
    _need(trees, template, "tests", service.tests, Kind.TESTS)
    tests = read_manifest(service.tests, trees[service.tests])
    return PairLayers(
        service=_stack(trees, template, service),
        tests=_stack(trees, service.tests, tests),
    )


def _stack(
    trees: Mapping[str, TemplateTree], name: str, manifest: Manifest
) -> tuple[NamedTree, ...]:
    for layer in manifest.layers:
        _need(trees, name, "layers", layer, Kind.PLATFORM)
    return tuple(NamedTree(layer, trees[layer]) for layer in (*manifest.layers, name))


def _need(trees: Mapping[str, TemplateTree], name: str, key: str, wanted: str, kind: Kind) -> None:
    place = f"{name}/{MANIFEST}"
    if wanted not in trees:
        message = f"`{key}` names {wanted}, and cookiecutters/ has none of that name. Add it."
        raise TemplateFault(message, place)
    found = read_manifest(wanted, trees[wanted]).kind
    if found is not kind:
        message = f"`{key}` names {wanted}, whose kind is {found}. It has to be {kind}."
        raise TemplateFault(message, place)


def _render(
    room: Room, kind: Kind, layers: tuple[NamedTree, ...], answers: PairAnswers
) -> Rendering:
    told = answers.of(kind, layers[-1].name)
    rendering = room.render(layers, told)
    own = provenance_file(told, _used(layers), SLIPWAY_VERSION)
    if any(file.path.casefold() == PROVENANCE for file in rendering.files):
        raise TemplateFault(
            f"{PROVENANCE} is written by Slipway itself. Remove it from the template.",
            layers[-1].name,
        )
    return Rendering(tuple(sorted((*rendering.files, own), key=lambda file: file.path)))


def _used(layers: tuple[NamedTree, ...]) -> tuple[UsedLayer, ...]:
    return tuple(UsedLayer(layer.name, layer.tree.tree_id) for layer in layers)


def _offer(trees: Mapping[str, TemplateTree]) -> str:
    services = [name for name, tree in sorted(trees.items()) if _is_service(name, tree)]
    return f"Services can be made of: {', '.join(services) or 'none yet'}."


def _is_service(name: str, tree: TemplateTree) -> bool:
    try:
        return read_manifest(name, tree).kind is Kind.SERVICE
    except TemplateFault:
        return False

"""A request's pair: which layers make the service and its tests, and the two renderings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.templates.answers import Answer, PairAnswers
from app.templates.faults import TemplateFault
from app.templates.manifest import MANIFEST, Kind, Manifest
from app.templates.offer import Templates, manifest_of, offer, tree_of
from app.templates.output import Rendering
from app.templates.provenance import PROVENANCE, SLIPWAY_VERSION, UsedLayer, provenance_file
from app.templates.render import NamedTree, Room, Stack


@dataclass(frozen=True)
class RenderedPair:
    """The files of both repositories."""

    service: Rendering
    tests: Rendering


@dataclass(frozen=True)
class PairLayers:
    """The layers of both repositories of a template, lowest first."""

    service: tuple[NamedTree, ...]
    tests: tuple[NamedTree, ...]


@dataclass(frozen=True)
class _Half:
    """One repository of the pair: what its answers are, and what it is rendered from."""

    told: Mapping[str, Answer]
    stack: Stack


def render_pair(
    room: Room, templates: Templates, template: str, answers: PairAnswers
) -> RenderedPair:
    """Render the service and the tests repository of `template`.

    Raises TemplateFault where a template is missing or wrong, RoomFault where the room was
    stopped.
    """
    layers = pair_layers(templates, template)
    halves = (
        _half(templates, Kind.SERVICE, layers.service, answers),
        _half(templates, Kind.TESTS, layers.tests, answers),
    )
    renderings = room.render_all([half.stack for half in halves])
    service, tests = map(_with_provenance, halves, renderings)
    return RenderedPair(service, tests)


def pair_layers(templates: Templates, template: str) -> PairLayers:
    """The trees that `template` and its paired tests resolve to. Raises TemplateFault."""
    if template not in templates:
        raise TemplateFault(f"There is no such template. {_offered(templates)}", template)
    service = manifest_of(templates, template)
    if service.kind is not Kind.SERVICE or service.tests is None:
        message = f"No service can be made of it: its kind is {service.kind}."
        raise TemplateFault(f"{message} {_offered(templates)}", template)
    _need(templates, template, "tests", service.tests, Kind.TESTS)
    tests = manifest_of(templates, service.tests)
    return PairLayers(
        service=_stack(templates, template, service),
        tests=_stack(templates, service.tests, tests),
    )


def _stack(templates: Templates, name: str, manifest: Manifest) -> tuple[NamedTree, ...]:
    for layer in manifest.layers:
        _need(templates, name, "layers", layer, Kind.PLATFORM)
    names = (*manifest.layers, name)
    return tuple(NamedTree(layer, tree_of(templates, layer)) for layer in names)


def _need(templates: Templates, name: str, key: str, wanted: str, kind: Kind) -> None:
    place = f"{name}/{MANIFEST}"
    if wanted not in templates:
        message = f"`{key}` names {wanted}, and cookiecutters/ has none of that name. Add it."
        raise TemplateFault(message, place)
    found = manifest_of(templates, wanted).kind
    if found is not kind:
        message = f"`{key}` names {wanted}, whose kind is {found}. It has to be {kind}."
        raise TemplateFault(message, place)


def _half(
    templates: Templates, kind: Kind, layers: tuple[NamedTree, ...], answers: PairAnswers
) -> _Half:
    topmost = layers[-1].name
    told = answers.of(kind, topmost)
    return _Half(told, Stack(layers, told | _variables(templates, topmost, told)))


def _with_provenance(half: _Half, rendering: Rendering) -> Rendering:
    layers = half.stack.layers
    if any(file.path.casefold() == PROVENANCE for file in rendering.files):
        raise TemplateFault(
            f"{PROVENANCE} is written by Slipway itself. Remove it from the template.",
            layers[-1].name,
        )
    own = provenance_file(half.told, _used(layers), SLIPWAY_VERSION)
    return Rendering(tuple(sorted((*rendering.files, own), key=lambda file: file.path)))


def _variables(templates: Templates, topmost: str, told: Mapping[str, Answer]) -> dict[str, Answer]:
    """What the topmost template tells all layers of its repository.

    Provenance leaves it out: the template's tree id stands for it.
    """
    variables = manifest_of(templates, topmost).variables
    for name in variables:
        if name in told:
            raise TemplateFault(
                f"`variables` has `{name}`, and the issue form asks for a field of that id. "
                "Give one of them another name.",
                f"{topmost}/{MANIFEST}",
            )
    return {
        name: value if isinstance(value, str) else list(value) for name, value in variables.items()
    }


def _used(layers: Sequence[NamedTree]) -> tuple[UsedLayer, ...]:
    return tuple(UsedLayer(layer.name, layer.tree.tree_id) for layer in layers)


def _offered(templates: Templates) -> str:
    services = sorted(offer(templates).services)
    return f"Services can be made of: {', '.join(services) or 'none yet'}."

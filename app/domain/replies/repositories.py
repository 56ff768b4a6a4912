"""The part of the status comment that shows both repositories: layers, tree and key files."""

from collections.abc import Iterator

from app.domain.replies.detail import Detail
from app.domain.replies.file_tree import draw
from app.domain.replies.layout import folded, section
from app.domain.state import State
from app.domain.status import FileView, HalfView, LayerView, StatusView
from app.domain.text import code, fenced, inline, link, listing

_MOST_LAYERS = 6
_MOST_NAMED = 20


def pair(view: StatusView, detail: Detail) -> str:
    """Both repositories, each with its files drawn as a tree and folded."""
    title = "What was built" if view.state is State.LIVE else "What will be built"
    halves = "\n\n".join(_half(half, detail) for half in view.halves)
    return section(title, halves, fold=False) if halves else ""


def _half(half: HalfView, detail: Detail) -> str:
    name = link(half.repository, half.url) if half.url else code(half.repository, 200)
    clone = f"\n{code(f'git clone {half.clone_url}', 300)}" if half.clone_url else ""
    layers = f"\nRendered from {_layers(half.layers)}" if half.layers else ""
    head = f"**{name}**: the {inline(half.title, 40)}{clone}{layers}"
    if not half.files:
        return head
    count = f"{len(half.files)} file{'s' if len(half.files) > 1 else ''}"
    if not detail.files:
        return f"{head}\n{count}, too many to draw here."
    drawn = fenced("\n".join(draw(half.files, detail.files, half.executables)))
    return "\n\n".join((f"{head}\n\n{folded(count, drawn)}", *_key_files(half, detail)))


def _layers(layers: tuple[LayerView, ...]) -> str:
    shown = [_layer(one) for one in layers[:_MOST_LAYERS]]
    more = len(layers) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _layer(layer: LayerView) -> str:
    name = link(layer.name, layer.url) if layer.url else inline(layer.name, 60)
    return f"{name} {code(layer.tree[:12])}"


def _key_files(half: HalfView, detail: Detail) -> Iterator[str]:
    """Each file whole or not at all: half of a file would hide what follows."""
    left: list[str] = []
    room = detail.contents
    for file in half.key_files:
        shown = _file(file)
        if file.text is None or len(shown) > room:
            left.append(code(file.path, 200))
            continue
        room -= len(shown)
        yield shown
    if left:
        named = ", ".join(left[:_MOST_NAMED])
        yield f"Too long for here, or no text: {named}. `slipway preview` shows every file."


def _file(file: FileView) -> str:
    return folded(f"<code>{inline(file.path, 200)}</code>", listing(file.text or ""))

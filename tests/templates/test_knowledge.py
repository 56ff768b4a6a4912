"""What is kept of a template holds no answer, changes no byte of what comes out, and is bounded."""

import os
import signal
from pathlib import Path

import pytest

from app.templates.faults import TemplateFault
from app.templates.knowledge import Knowledge
from app.templates.layer import Layer
from app.templates.limits import Limits
from app.templates.preview import load_templates
from app.templates.render import NamedTree, Room
from app.templates.shelf import MOST_BYTES_OF_ONE, Shelf, mark_of
from app.templates.source import Source
from app.templates.study import study
from app.templates.tree import EXECUTABLE, TemplateTree
from tests.templates.builders import ROOT, layer, tree

STARTERS = load_templates(Path(__file__).parents[2] / "cookiecutters")
RICH = tree(
    {
        "cookiecutter.json": '{"name": "{{ 7 }}", "d": {"{{ 1 }}": ["{{ 2 }}"]}, "__e": "{{ 3 }}"}',
        "templates/piece.md": "{{ cookiecutter.name }}",
        f"{ROOT}/plain.txt": "plain",
        f"{ROOT}/{{{{cookiecutter.name}}}}/deep/{{{{cookiecutter.name}}}}.md": "{% include 'x' %}",
        f"{ROOT}/x": "{% include 'piece.md' %}{# note #}",
        f"{ROOT}/picture.png": bytes(range(256)),
    }
)
TREES = {**STARTERS, "rich": RICH}
SECRET = "an answer that nobody else may see"


def source_of(template: TemplateTree, folder: Path, knowledge: Knowledge) -> Source:
    files = [(file.path, file.mode, file.content) for file in template.files]
    return Source(files, folder, knowledge)


def render(source: Source, out: Path) -> None:
    rendering = Layer("layer", source, out, Limits())
    rendering.render(rendering.prepare({"name": "billing", "description": SECRET}))


@pytest.mark.parametrize("name", TREES)
def test_a_render_compiles_nothing_that_a_study_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    knowledge = study(source_of(TREES[name], tmp_path / "studied", Knowledge()))
    code, binary = set(knowledge.code), dict(knowledge.binary)

    render(source_of(TREES[name], tmp_path / "rendered", knowledge), tmp_path / "out")

    assert set(knowledge.code) == code
    assert knowledge.binary == binary
    assert code


def test_what_is_known_comes_back_as_it_was_written(tmp_path: Path) -> None:
    known = study(source_of(RICH, tmp_path, Knowledge()))

    assert Knowledge.read(known.written()) == known


@pytest.mark.parametrize(
    "garbled",
    [
        b"garbled",
        b"\x00",
        Knowledge(code={(None, None, "x"): "no code"}).written(),  # type: ignore[dict-item]
        Knowledge().written()[:-1],
    ],
)
def test_what_cannot_be_read_is_dropped_and_the_render_goes_on(garbled: bytes) -> None:
    one = layer({"a": "{{ cookiecutter.name }}"})
    shelf = Shelf()
    shelf.put(mark_of(one.tree), garbled)

    rendering = Room(shelf=shelf).render([one], {"name": "fine"})

    assert [file.content for file in rendering.files] == [b"fine"]
    assert shelf.taken(mark_of(one.tree)) is None


@pytest.mark.parametrize("name", STARTERS)
def test_what_is_known_changes_nothing_of_what_comes_out(name: str) -> None:
    one = NamedTree(name, STARTERS[name])
    blank = Shelf()
    blank.put(mark_of(one.tree), b"")
    knowing = Room(shelf=Shelf())

    without = Room(shelf=blank).render([one], {"description": SECRET})

    assert knowing.render([one], {"description": SECRET}) == without
    assert knowing.render([one], {"description": SECRET}) == without


def test_no_answer_is_kept() -> None:
    one = layer({"a": "{{ cookiecutter.description }}", "{{cookiecutter.description}}": ""})
    shelf = Shelf()

    rendering = Room(shelf=shelf).render([one], {"description": SECRET})

    assert rendering.files[0].content == SECRET.encode()
    kept = shelf.taken(mark_of(one.tree))
    assert kept
    assert SECRET.encode() not in kept


def test_what_is_known_is_found_out_once() -> None:
    one = layer({"a": "{{ cookiecutter.name }}"})
    shelf = Shelf()
    room = Room(shelf=shelf)
    room.render([one], {})
    first = shelf.taken(mark_of(one.tree))

    room.render([one], {"name": "other"})

    assert shelf.taken(mark_of(one.tree)) is first


def test_a_mistake_is_told_with_its_line_although_the_rest_is_known(tmp_path: Path) -> None:
    one = layer({"a": "one\n{% if %}", "b": "{{ cookiecutter.name }}"})

    known = study(source_of(one.tree, tmp_path, Knowledge()))
    with pytest.raises(TemplateFault) as fault:
        Room().render([one], {})

    assert [name for name, _, _ in known.code] == ["b"]
    assert (fault.value.template, fault.value.line) == (f"layer/{ROOT}/a", 2)


def test_what_was_not_asked_for_longest_leaves_the_shelf_first() -> None:
    shelf = Shelf(most_bytes=3_000)
    for mark in "ab":
        shelf.put(mark, b"x" * 1_000)
    shelf.taken("a")

    shelf.put("c", b"x" * 1_000)

    assert [shelf.taken(mark) is None for mark in "abc"] == [False, True, False]


def test_the_shelf_is_bounded_in_templates_of_which_nothing_is_known() -> None:
    shelf = Shelf(most_bytes=3_000)

    for number in range(1_000):
        shelf.put(str(number), b"")

    assert len(shelf) == 30


def test_a_fork_may_use_the_shelf_whoever_held_it() -> None:
    """Another thread may be at it when a worker forks, and is not there any more afterwards."""
    shelf = Room().shelf
    with shelf._lock:
        child = os.fork()
        if child == 0:
            signal.alarm(5)
            shelf.put("a", b"known")
            os._exit(0 if shelf.taken("a") == b"known" else 1)

    assert os.waitpid(child, 0)[1] == 0


def test_of_a_template_that_takes_too_much_room_nothing_is_kept() -> None:
    shelf = Shelf()

    shelf.put("large", b"x" * (MOST_BYTES_OF_ONE + 1))

    assert shelf.taken("large") == b""


def test_templates_that_differ_in_anything_have_marks_of_their_own() -> None:
    trees = [
        tree({"a": "b"}),
        tree({"a": "c"}),
        tree({"b": "b"}),
        tree({"a": "b"}, modes={"a": EXECUTABLE}),
        tree({"a": "b", "c": ""}),
    ]

    assert len({mark_of(one) for one in trees}) == 5
    assert mark_of(TemplateTree("another id", trees[0].files)) == mark_of(trees[0])

"""Whatever a template does, it is refused by name, and the same warm room then renders the next."""

import json
from collections.abc import Iterator

import pytest

from app.sealed import warm
from app.templates.faults import RoomFault, TemplateFault
from app.templates.limits import Limits
from app.templates.render import NamedTree, Room
from tests.templates.builders import ROOT, layer, tree

TIGHT = Limits(cpu_seconds=1, memory_bytes=256 * 1024 * 1024)
VARIABLES = {"repository": "r", "deep": "d/" * 700}
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture
def room() -> Iterator[Room]:
    """A hasty room that is the same, and right, when the test is over."""
    hasty = Room(TIGHT)
    hasty.walls()
    before = warm.process_ids()
    yield hasty
    after = hasty.render([layer({"a": "{{ cookiecutter.name }}"})], {"name": "next"})
    assert [file.content for file in after.files] == [b"next"]
    assert warm.process_ids() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError"),
        ("{% include 'a' %}", "RecursionError"),
        ("{% extends 'a' %}", "RecursionError"),
        ("{{ range(10 ** 9) | list }}", "range"),
        ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "RecursionError"),
        ("{{ cycler.__init__.__globals__.os.system('id') }}", "may not do this"),
        ("{{ cookiecutter.__class__ }}", "may not do this"),
        ("{% import '/etc/passwd' as x %}", "no such file"),
        ("{% include '../../../../etc/passwd' %}", "no such file"),
        ("{{ 'a'.__mod__('b') }}", "may not do this"),
    ],
)
def test_a_text_that_means_harm_is_refused_with_its_file_and_line(
    room: Room, text: str, words: str
) -> None:
    with pytest.raises(TemplateFault) as fault:
        room.render([layer({"a": f"one\n{text}"})], {})

    assert words in fault.value.message
    assert fault.value.template == f"layer/{ROOT}/a"
    assert fault.value.line == 2


@pytest.mark.parametrize(
    "text",
    [
        LOOP,
        "{{ 'x' * 10**9 }}",
        "{% set x = namespace(t='x') %}{% for a in range(60) %}{% set x.t = x.t * 2 %}{% endfor %}",
        "{{ '%999999999d' % 1 }}",
        "{{ ('a' * 30000) | wordwrap(1) | wordwrap(1) * 99999 }}",
    ],
)
def test_a_text_that_takes_too_much_is_stopped_with_its_file(room: Room, text: str) -> None:
    with pytest.raises((RoomFault, TemplateFault)) as fault:
        room.render([layer({"a": f"one\n{text}"})], {})

    assert fault.value.template == f"layer/{ROOT}/a"


@pytest.mark.parametrize("place", ["default", "name"])
def test_a_loop_is_stopped_wherever_jinja_stands(room: Room, place: str) -> None:
    variables = {"repository": "r", "x": LOOP if place == "default" else "x"}
    files = {"a": "a"} if place == "default" else {LOOP.replace("/", ""): "a"}

    with pytest.raises(RoomFault, match="processor time"):
        room.render([layer(files, variables=variables)], {})


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"n" * 200 + "/" + "m" * 200 + "/" + "{{ 'o' * 200 }}/" * 6 + "a": "a"}, "too long"),
        ({"n" * 300: "a"}, "too long"),
        ({"{{ 'n' * 300 }}": "a"}, "too long"),
        ({"{{cookiecutter.deep}}a": "a"}, "too long"),
        ({"{{cookiecutter.deep}}/a": "a"}, "too long"),
        ({f"f{number}": "" for number in range(2_001)}, "2,000 files"),
        ({"{{ '\\0' }}a": "a"}, "control character"),
        ({"a": bytes(range(256)) * 5_000}, "1,280,000 bytes"),
    ],
)
def test_files_that_are_too_many_too_large_or_oddly_named_are_refused(
    room: Room, files: dict[str, str | bytes], words: str
) -> None:
    with pytest.raises(TemplateFault, match=words) as fault:
        room.render([layer(files, variables=VARIABLES)], {})

    assert fault.value.template.startswith("layer")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' * 5_000 + "1" + "}" * 5_000])
def test_variables_without_end_are_refused(room: Room, text: str) -> None:
    template = NamedTree("layer", tree({"cookiecutter.json": text, f"{ROOT}/a": "a"}))

    with pytest.raises((TemplateFault, RoomFault)) as fault:
        room.render([template], {})

    assert str(fault.value.template).startswith("layer")


def test_a_pattern_of_many_stars_is_no_way_to_hold_the_room_up(room: Room) -> None:
    variables = {"repository": "r", "_copy_without_render": ["*a" * 40 + "b"]}

    rendering = room.render([layer({"a" * 200: "a"}, variables=variables)], {})

    assert len(rendering.files) == 1


def test_what_is_too_large_is_not_even_sent(room: Room) -> None:
    large = layer({"a": json.dumps("x" * 11_000_000)})

    with pytest.raises(TemplateFault, match="10,485,760 bytes"):
        room.render([large], {})

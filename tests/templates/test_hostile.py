"""Templates and answers that mean harm: refused, and nothing outside the room changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.templates.faults import RoomFault, TemplateFault
from app.templates.limits import Limits
from app.templates.render import NamedTree, Room
from tests.templates.builders import ROOT, layer, tree

TIGHT = Limits(cpu_seconds=1, memory_bytes=256 * 1024 * 1024)


@pytest.mark.parametrize(
    "expression",
    [
        "cycler.__init__.__globals__.os.popen('touch OUT').read()",
        "''.__class__.__mro__[1].__subclasses__()",
        "self.__init__.__globals__",
        "namespace.__init__.__globals__",
        "dict.fromkeys.__self__.__base__.__subclasses__()",
        "cookiecutter.name.__class__.__init__",
        "'{0.__class__}'.format(cookiecutter)",
        "''|attr('__class__')",
        "(self|attr('_TemplateReference__context')).environment",
        "cookiecutter.update({'name': 'other'})",
    ],
)
def test_a_template_cannot_reach_out_of_jinja(room: Room, tmp_path: Path, expression: str) -> None:
    out = tmp_path / "reached"
    text = "one\n{{ " + expression.replace("OUT", str(out)) + " }}"

    with pytest.raises(TemplateFault) as fault:
        room.render([layer({"a": text})], {})

    assert fault.value.template == f"layer/{ROOT}/a"
    assert fault.value.line == 2
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "processor time",
        ),
        ("{{ 'x' * 10**9 }}", "memory"),
        ("{% set l = [] %}{{ 'xxxxxxxxxx' * 10**8 }}", "memory"),
    ],
)
def test_a_template_that_takes_too_much_is_stopped_where_it_stands(text: str, words: str) -> None:
    with pytest.raises(RoomFault, match=words) as fault:
        Room(TIGHT).render([layer({"a": f"one\n{text}"})], {})

    assert fault.value.template == f"layer/{ROOT}/a"
    assert fault.value.line == 2


TWINS = (
    "{% set n = namespace(a=[1], b=[1]) %}{% for _ in range(60) %}"
    "{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}"
)


def test_a_room_that_hears_nothing_is_killed() -> None:
    """One long comparison in C takes no signal: the kernel's hard limit ends it."""
    with pytest.raises(RoomFault, match="was stopped"):
        Room(TIGHT).render([layer({"a": TWINS})], {})


def test_what_takes_too_long_to_compile_is_stopped_as_well() -> None:
    """Jinja works out what is constant when it compiles."""
    with pytest.raises(RoomFault, match=r"processor time"):
        Room(replace(TIGHT, memory_bytes=1 << 30)).render([layer({"a": "{{ 7 ** (7 ** 9) }}"})], {})


def test_a_room_that_only_takes_long_is_killed_by_the_clock() -> None:
    with pytest.raises(RoomFault, match=r"more than 0 seconds"):
        Room(Limits(wall_seconds=0)).render([layer({"a": "a"})], {})


@pytest.mark.parametrize(
    ("limits", "files", "words"),
    [
        (Limits(file_bytes=100), {"a": "{{ 'x' * 101 }}"}, "101 bytes"),
        (Limits(total_bytes=300), {"a": "{{ 'x' * 200 }}", "b": "{{ 'x' * 200 }}"}, "400 in all"),
        (Limits(files=2), {"a": "", "b": "", "c": ""}, "Allowed are 2 files"),
        (Limits(total_bytes=100), {"a": "x" * 200}, "with 100 bytes"),
        (Limits(binary_files=1), {"a": b"\xff", "b": "x", "c": b"\xfe"}, "2 files that are no"),
    ],
)
def test_too_much_output_is_refused(
    limits: Limits, files: dict[str, str | bytes], words: str
) -> None:
    with pytest.raises(TemplateFault, match=words):
        Room(limits).render([layer(files)], {})


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("{{cookiecutter.name}}/a", "../escaped"),
        ("{{cookiecutter.name}}/a", "../../../../escaped"),
        ("{{cookiecutter.name}}/a", "/tmp/escaped"),
        ("{{cookiecutter.name}}", "../escaped"),
        ("{{cookiecutter.name}}", "/tmp/escaped"),
        ("x/{{cookiecutter.name}}", "../../escaped"),
    ],
)
def test_a_name_cannot_lead_out_of_the_repository(room: Room, file: str, name: str) -> None:
    with pytest.raises(TemplateFault, match="outside the repository"):
        room.render([layer({file: "a"})], {"name": name})

    assert not Path("/tmp/escaped").exists()


def test_a_copied_folder_cannot_lead_out_either(room: Room) -> None:
    variables = {"name": "", "_copy_without_render": ["*copied*"]}
    files = {"{{cookiecutter.name}}copied/a": "a"}

    with pytest.raises(TemplateFault, match="outside the repository"):
        room.render([layer(files, variables=variables)], {"name": "../../"})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (".git", "git's own folder"),
        (".GIT", "git's own folder"),
        (".g\u200cit", "git's own folder"),
        (".git. ", "git's own folder"),
        ("git~1", "git's own folder"),
        ("a\\b", "backslash"),
        ("c:", "colon"),
        ("a\nb", "control character"),
        ("\x85", "control character"),
    ],
)
def test_a_name_that_some_system_reads_differently_is_refused(
    room: Room, name: str, words: str
) -> None:
    with pytest.raises(TemplateFault, match=words):
        room.render([layer({"{{cookiecutter.name}}/hooks/post-checkout": "x"})], {"name": name})


@pytest.mark.parametrize(
    ("one", "other"), [("README.md", "Readme.md"), ("\u00e9", "e\u0301"), ("a/B", "A/b")]
)
def test_names_that_some_systems_take_for_one_are_refused(room: Room, one: str, other: str) -> None:
    with pytest.raises(TemplateFault, match="upper and lower case only"):
        room.render([layer({one: "1", other: "2"})], {})


def test_a_name_that_an_answer_makes_equal_to_another_is_refused(room: Room) -> None:
    """It would replace the other file without a word."""
    with pytest.raises(TemplateFault, match="already has the name"):
        room.render([layer({"a.md": "1", "{{cookiecutter.name}}": "2"})], {"name": "a.md"})


def test_two_layers_that_write_one_path_are_both_named(room: Room) -> None:
    with pytest.raises(TemplateFault, match=r"platform and python both write docs/a\.md"):
        room.render([layer({"docs/a.md": ""}, "platform"), layer({"docs/a.md": ""}, "python")], {})


def test_a_file_where_another_layer_needs_a_folder_is_refused(room: Room) -> None:
    with pytest.raises(TemplateFault, match="needs a folder where platform writes docs"):
        room.render([layer({"docs": ""}, "platform"), layer({"docs/a.md": ""}, "python")], {})


def test_the_room_knows_nothing_of_its_maker(monkeypatch: pytest.MonkeyPatch) -> None:
    """`environment` stands only if the room itself found nothing but PATH and LANG in it."""
    monkeypatch.setenv("SLIPWAY_PRIVATE_KEY", "not for templates")

    assert "environment" in Room().walls()


def test_every_wall_that_this_platform_offers_stands(room: Room) -> None:
    assert room.walls() >= {"as", "core", "cpu", "files", "fsize", "nofile"}


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    Room().render([layer({"a": "a"})], {})
    with pytest.raises(TemplateFault):
        Room().render([layer({"a": "{{ nothing }}"})], {})

    assert list(tmp_path.iterdir()) == []


def test_a_nested_repository_root_is_no_way_around(room: Room) -> None:
    two = tree({"cookiecutter.json": "{}", f"{ROOT}/a": "", "{{cookiecutter.other}}/b": ""})

    with pytest.raises(TemplateFault, match="has 2 folders"):
        room.render([NamedTree("layer", two)], {})

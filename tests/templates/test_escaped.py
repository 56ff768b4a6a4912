"""What gets out of Jinja still meets the walls, is refused in a sentence, and the room goes on."""

import pytest

from app.sealed import warm
from app.templates.faults import RoomFault, TemplateFault
from app.templates.limits import Limits
from app.templates.render import NamedTree, Room
from app.templates.shelf import mark_of
from tests.templates.builders import ROOT, layer
from tests.templates.escaped import ESCAPED, shelf_with

FEW = Limits(files=100, total_bytes=1_000_000, file_bytes=100_000)
OUTPUT = "import os; out = os.path.abspath('../../out-0-0/project')\n"
WITHOUT_END = OUTPUT + "for number in range(1_000_000):\n    "


def refused(deed: str) -> TemplateFault:
    """Why the escaped template is, if it does this; the same room then renders another one."""
    room = Room(FEW, shelf_with(deed))
    room.walls()
    before = warm.process_ids()
    with pytest.raises(TemplateFault) as fault:
        room.render([ESCAPED], {})
    after = room.render([layer({"b": "{{ cookiecutter.name }}"})], {"name": "next"})
    assert [file.content for file in after.files] == [b"next"]
    assert warm.process_ids() == before
    return fault.value


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("open(f'{out}/{number}', 'w').close()", "makes more than 500 files and folders"),
        ("os.mkdir(f'{out}/{number}')", "makes more than 500 files and folders"),
        ("open(f'{out}/{number}', 'w').write('x' * 9_000)", "writes more than 2,000,000 bytes"),
    ],
)
def test_files_without_end_are_stopped_where_they_are_made(deed: str, words: str) -> None:
    fault = refused(WITHOUT_END + deed)

    assert words in fault.message
    assert fault.template == f"escaped/{ROOT}/a"


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("os.symlink('/etc', f'{out}/x')", "asks for os.symlink"),
        ("os.link('a', f'{out}/x')", "asks for os.link"),
        ("os.mkfifo(f'{out}/x')", "The file x is no plain file"),
        ("open('/etc/passwd')", "outside the repository"),
        ("open('../slipway', 'w')", "outside the repository"),
        ("os.system('id')", "asks for os.system"),
        ("os.fork()", "asks for os.fork"),
        ("__import__('socket').socket()", "asks for socket"),
    ],
)
def test_what_leads_out_is_refused(deed: str, words: str) -> None:
    fault = refused(OUTPUT + deed)

    assert words in fault.message


def test_more_files_than_are_allowed_are_not_even_read() -> None:
    fault = refused(OUTPUT + "for number in range(101): os.mkfifo(f'{out}/{number}')")

    assert "wrote more than 100 files" in fault.message


HEAD = b'{"walls": [], "stacks": [%s], "unread": [%s]}\n'
FILE = b'{"path": "a", "mode": 33188, "size": %d}'
STACK = b'{"layers": [{"name": "x", "files": [' + FILE + b"]}]}"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{}\n",
        b"\xff",
        HEAD % (b"", b""),
        HEAD % (STACK % 0 + b", " + STACK % 0, b""),
        HEAD % (STACK % 9, b"") + b"short",
        HEAD % (STACK % -1, b"") + b"short",
        HEAD % (STACK % 0, b"7"),
    ],
)
def test_an_answer_that_was_not_asked_for_is_none(said: bytes) -> None:
    forge = f"import os, sys; sys.stdout.buffer.write({said!r}); sys.stdout.flush(); os._exit(0)"

    with pytest.raises(RoomFault, match="answered what cannot be read"):
        Room(FEW, shelf_with(forge)).render([ESCAPED], {})


def test_code_that_was_poisoned_does_not_reach_another_template() -> None:
    """It has the same file with the same text in it, and is rendered by the same process."""
    room = Room(shelf=shelf_with("yield 'poison'"))
    other = NamedTree("other", layer({"a": "{{ cookiecutter.name }}", "b": ""}).tree)

    poisoned = room.render([ESCAPED], {"name": "clean"})
    clean = room.render([other], {"name": "clean"})

    assert [file.content for file in poisoned.files] == [b"poison"]
    assert [file.content for file in clean.files] == [b"clean", b""]


def test_a_poisoned_render_leaves_nothing_on_the_shelf() -> None:
    shelf = shelf_with("import sys; sys.stdout.write('known'); yield 'poison'")
    room = Room(shelf=shelf)
    other = layer({"b": "{{ cookiecutter.name }}"}, "other")
    room.render([other], {})
    marks = [mark_of(ESCAPED.tree), mark_of(other.tree)]
    before = [shelf.taken(mark) for mark in marks]

    room.render([ESCAPED, other], {})

    assert [shelf.taken(mark) for mark in marks] == before

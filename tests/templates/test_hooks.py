"""Python hooks do in the room what they do for the command, and what they may not is named."""

import pytest

from app.templates.faults import AnswersRefused, RoomFault, TemplateFault
from app.templates.limits import Limits
from app.templates.render import NamedTree, Room, Stack
from app.templates.tree import EXECUTABLE
from tests import native_walls
from tests.templates.builders import layer
from tests.templates.hooked import FILES, POST, PRE, after, hooked, made

pytestmark = native_walls.needed


def test_a_hook_removes_files_and_folders() -> None:
    hook = "import os, shutil\nos.remove('a.txt')\nshutil.rmtree('docs')\nopen('c', 'w').write('c')"

    assert after(hook) == {"c": "c"}


def test_a_hook_renames_and_copies() -> None:
    hook = (
        "import shutil\nfrom pathlib import Path\nPath('a.txt').rename('z.txt')\n"
        "shutil.copytree('docs', 'more')\nshutil.move('docs/b.txt', 'b.txt')"
    )

    assert after(hook) == {"z.txt": "a", "b.txt": "b", "more/b.txt": "b"}


def test_a_hook_makes_a_file_executable() -> None:
    template = hooked({POST: "from pathlib import Path\nPath('a.txt').chmod(0o755)"})

    rendering = Room(runs_hooks=True).render([NamedTree("layer", template)], {})

    assert [file.path for file in rendering.files if file.mode == EXECUTABLE] == ["a.txt"]


def test_a_hook_is_rendered_with_the_answers() -> None:
    hook = "if '{{ cookiecutter.name }}' == 'billing':\n    open('a.txt', 'w').write('billed')"

    assert after(hook, name="billing")["a.txt"] == "billed"
    assert after(hook, name="ledger")["a.txt"] == "a"


def test_what_a_hook_makes_before_the_files_stays() -> None:
    hook = "from pathlib import Path\nassert not list(Path().iterdir())\nPath('early').touch()"

    assert made(hooked({PRE: hook})) == {"early": "", **FILES}


def test_a_hook_is_a_program_of_its_own() -> None:
    hook = (
        "import sys\nfrom pathlib import Path\n"
        "def main():\n    Path('said').write_text(Path(sys.argv[0]).name + Path(__file__).name)\n"
        "if __name__ == '__main__':\n    main()"
    )

    assert after(hook)["said"] == POST * 2


def test_a_hook_that_ends_well_may_say_so() -> None:
    assert after("import sys\nsys.exit(0)") == FILES


def test_the_layers_above_are_rendered_after_a_hook() -> None:
    below = NamedTree("below", hooked({POST: "open('c', 'w').write('c')"}))

    rendering = Room(runs_hooks=True).render([below, layer({"own": "{{ cookiecutter.name }}"})], {})

    assert [file.path for file in rendering.files] == ["a.txt", "c", "docs/b.txt", "own"]


@pytest.mark.parametrize("name", [PRE, POST])
def test_a_hook_that_refuses_says_why(name: str) -> None:
    hook = (
        "import re, sys\nprint('looking')\n"
        "if not re.match('^[a-z]+$', '{{ cookiecutter.name }}'):\n"
        "    print('\\x1b[31mERROR: {{ cookiecutter.name }} is no name\\x1b[0m', file=sys.stderr)\n"
        "    sys.exit(1)"
    )

    with pytest.raises(AnswersRefused) as fault:
        made(hooked({name: hook}), name="a-b")

    assert fault.value.message == (
        "The template refuses these answers. Its hook said: looking ERROR: a-b is no name"
    )
    assert fault.value.template == f"layer/hooks/{name}"


def test_a_hook_that_refuses_by_a_sentence_is_quoted() -> None:
    with pytest.raises(AnswersRefused, match=r"Its hook said: no good$"):
        after("import sys\nsys.exit('no good')")


def test_a_hook_that_refuses_without_a_word_is_told_of() -> None:
    with pytest.raises(AnswersRefused, match="does not say why"):
        after("raise SystemExit(3)")


@pytest.mark.parametrize(
    ("hook", "line", "words"),
    [
        ("import subprocess\n\nsubprocess.run(['git', 'init'])", 3, "No program can be started"),
        ("import os\nos.system('ls')", 2, "No program can be started here (os.system)"),
        ("import os\nos.fork()", 2, "No program can be started"),
        ("import urllib.request as r\nr.urlopen('http://a.example')", 2, "There is no network"),
        ("import socket\nsocket.socket()", 2, "There is no network here (socket.__new__)"),
        ("open('/etc/passwd')", 1, "would read or write /etc/passwd, outside the repository"),
        ("\nopen('../x', 'w')", 2, "would read or write ../x, outside the repository"),
        ("import os\nos.symlink('a.txt', 'b')", 2, "No links can be made"),
        ("import os\nos.kill(os.getppid(), 9)", 2, "Hooks may not do this (os.kill)"),
        ("1\n1/0", 2, "fails with ZeroDivisionError: division by zero"),
        ("input('name?')", 1, "waits for somebody to type"),
        ("a\nif x", 2, "What comes out is not Python"),
    ],
)
def test_what_a_hook_may_not_do_is_named_with_its_line(hook: str, line: int, words: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        after(hook)

    assert words in fault.value.message
    assert fault.value.template == f"layer/hooks/{POST}"
    assert fault.value.line == line


def test_a_line_is_not_told_where_jinja_moves_lines() -> None:
    with pytest.raises(TemplateFault, match="ZeroDivisionError") as fault:
        after("{% if true %}\n1/0\n{% endif %}\n{% for x in [1, 2] %}\n2\n{% endfor %}")

    assert fault.value.line is None


def test_a_variable_that_a_hook_uses_must_be_declared() -> None:
    with pytest.raises(TemplateFault, match="`nothing` is not declared") as fault:
        after("x = '{{ cookiecutter.nothing }}'")

    assert fault.value.template == f"layer/hooks/{POST}"


def test_output_does_not_get_into_the_answer() -> None:
    hook = "import os, sys\nprint('{' * 9999)\nos.write(1, b'x' * 9999)\nsys.stdout.close()"

    assert after(hook) == FILES


def test_a_hook_without_end_is_stopped() -> None:
    room = Room(Limits(cpu_seconds=1), runs_hooks=True)

    with pytest.raises(RoomFault, match="processor time") as fault:
        room.render([NamedTree("layer", hooked({POST: "while True: pass"}))], {})

    assert fault.value.template == f"layer/hooks/{POST}"


@pytest.mark.parametrize(
    ("hook", "words"),
    [
        ("import os\nos.mkdir('.git')\nopen('.git/config', 'w')", "part of git's own folder"),
        ("open('x:y', 'w')", "colon"),
        ("open('big', 'w').write('x' * 1_100_000)", "more than 1,048,576 bytes"),
        ("[open(str(n), 'w').close() for n in range(2_001)]", "2,000 files"),
    ],
)
def test_what_a_hook_leaves_is_judged_as_any_file(hook: str, words: str) -> None:
    with pytest.raises(TemplateFault, match=words):
        after(hook)


def test_where_hooks_are_off_they_are_passed_over() -> None:
    template = NamedTree("layer", hooked({PRE: "1/0", POST: "1/0"}))

    assert len(Room().render([template], {}).files) == len(FILES)


def test_hooks_of_other_kinds_never_run() -> None:
    assert made(hooked({"post_gen_project.sh": "rm a.txt", "pre_prompt.py": "1/0"})) == FILES


def test_a_hook_of_a_service_cannot_reach_its_tests() -> None:
    hook = "from app.templates import room\nroom.collected = lambda *_: []"
    halves = [
        Stack([NamedTree(name, one)], {})
        for name, one in (
            ("service", hooked({POST: hook})),
            ("tests", hooked({})),
        )
    ]

    service, tests = Room(runs_hooks=True).render_all(halves)

    assert [len(half.files) for half in (service, tests)] == [0, len(FILES)]

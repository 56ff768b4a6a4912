"""Byte for byte, the room makes what the plain `cookiecutter` command makes of the same answers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.templates.render import Room
from app.templates.tree import EXECUTABLE, load_folder
from tests.templates.builders import ROOT, tree
from tests.templates.plain_command import made_by_the_command, made_by_the_room, write

STARTERS = Path(__file__).parents[2] / "cookiecutters"
ANSWERS = {
    "organisation": "acme",
    "name": "billing",
    "tests_repository": "billing-tests",
    "owner": "payments",
    "description": "Writes \"invoices\" in 漢字 & <b>; 50 % of 'x'\\n # all: [x]\t|",
    "tier": "2",
    "depends_on": "ledger",
    "request_url": "https://github.example/acme/services/issues/7",
}
JSON: Any = {
    "name": "Billing",
    "repository": "{{ cookiecutter.name|lower }}-repo",
    "licence": ["MIT", "Apache 2.0", "{{ cookiecutter.name }} only"],
    "is_public": False,
    "is_small": True,
    "workers": 3,
    "nothing": None,
    "places": {"{{ cookiecutter.name }}": {"port": "{{ cookiecutter.port }}"}, "b": ["1", 2]},
    "port": "80{{ cookiecutter.workers }}",
    "_secret": ["{{ raw }}", "b"],
    "__slug": "{{ cookiecutter.name|slugify }}-{{ cookiecutter.licence }}",
    "__list": ["{{ cookiecutter.name }}", "second"],
    "__prompts__": {
        "name": "What is it called?",
        "licence": {"MIT": "Free", "__prompt__": "Which?"},
    },
    "_copy_without_render": ["*.raw", "kept", "{{cookiecutter.name}}/asis"],
}
SHOWN = "".join(f"{name}={{{{ cookiecutter.{name} }}}}\n" for name in JSON if name != "__prompts__")
FILES: dict[str, str | bytes] = {
    "shown.md": SHOWN,
    "asked.json": "{{ _cookiecutter|jsonify }}",
    "{{cookiecutter.name}}/{{cookiecutter.__slug}}.txt": "{% include 'piece.md' %}",
    "{{cookiecutter.name}}/asis/{{cookiecutter.name}}": "{{ not.rendered }}",
    "kept/{{cookiecutter.name}}/a.py": "{% if %}",
    "page.html": "{% extends 'frame.html' %}{% block body %}{{ cookiecutter.name }}{% endblock %}",
    "macro.txt": "{% from 'macros.txt' import twice %}{{ twice('x') }}\n\n",
    "{% if cookiecutter.is_public %}public.md{% endif %}": "left out",
    "{% if cookiecutter.is_small %}small.md{% endif %}": "{{ cookiecutter.is_small }}",
    "windows.txt": "one {{ cookiecutter.name }}\r\ntwo\r\n",
    "windows-plain.txt": "one\r\ntwo\nthree\r\n",
    "mac.txt": "one\rtwo\r",
    "no-end.txt": "{{ cookiecutter.name }}",
    "plain.txt": "one\n\n\n",
    "empty.txt": "",
    "ünï.txt": "漢字 {{ cookiecutter.places }} \u2028 \ufeff",
    "bom.txt": "\ufeffone",
    "picture.png": bytes(range(256)),
    "copied.raw": "{{ raw }}\r\n",
    "run.sh": "#!/bin/sh\necho {{ cookiecutter.name }}\n",
    "raw.txt": "{% raw %}{{ kept }}{% endraw %}{# gone #}\n",
}
ABOVE = {
    "templates/piece.md": "piece of {{ cookiecutter.name }}\n",
    "templates/frame.html": "<b>{% block body %}{% endblock %}</b>\n",
    "templates/macros.txt": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}",
    "README.md": "{{ for authors }}",
}


def same(
    room: Room,
    tmp_path: Path,
    variables: Mapping[str, Any],
    files: Mapping[str, str | bytes],
    answers: Mapping[str, str],
) -> int:
    below = {f"{ROOT}/{path}": content for path, content in files.items()}
    template = tree(
        {"cookiecutter.json": json.dumps(variables), **below, **ABOVE},
        modes={f"{ROOT}/run.sh": EXECUTABLE},
    )
    folder = write(template, tmp_path / "template")

    by_the_command = made_by_the_command(folder, answers, tmp_path)
    by_the_room = made_by_the_room(template, answers, room)

    assert by_the_room == by_the_command
    return len(by_the_room)


@pytest.mark.parametrize("name", sorted(path.name for path in STARTERS.iterdir()))
def test_of_each_starter_template(room: Room, tmp_path: Path, name: str) -> None:
    by_the_command = made_by_the_command(STARTERS / name, ANSWERS, tmp_path)
    by_the_room = made_by_the_room(load_folder(STARTERS / name), ANSWERS, room)

    assert by_the_room == by_the_command
    assert by_the_room


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"name": "Ledger ü", "licence": "Apache 2.0", "is_public": "yes", "workers": "12"},
        {"licence": "{{ cookiecutter.name }} only", "is_small": "off", "port": "1", "other": "x"},
    ],
)
def test_of_everything_that_a_template_may_use(
    room: Room, tmp_path: Path, answers: Mapping[str, str]
) -> None:
    assert same(room, tmp_path, JSON, FILES, answers) > 15


@pytest.mark.parametrize(
    "options",
    [
        {"trim_blocks": True, "lstrip_blocks": True},
        {"newline_sequence": "\r\n"},
        {"line_statement_prefix": "%%", "line_comment_prefix": "##"},
        {"comment_start_string": "<#", "comment_end_string": "#>"},
        {"block_start_string": "[%", "block_end_string": "%]"},
    ],
)
def test_of_other_ways_to_write_jinja(
    room: Room, tmp_path: Path, options: Mapping[str, Any]
) -> None:
    files: dict[str, str | bytes] = {
        "a.txt": "one\n  {% if 1 %}\n  two\n  {% endif %}\n[% if 1 %]three[% endif %] {# x #}\n",
        "b.txt": "%% for x in [1, 2]\n{{ x }}\n%% endfor\n## a comment\n<# another #>\n",
        "c.txt": "plain\ntext\n",
    }
    if "line_statement_prefix" not in options:
        files["b.txt"] = "one <# two #>\nthree\n"
    variables = {"repository": "r", "_jinja2_env_vars": options}

    same(room, tmp_path, variables, files, {})


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_of_line_endings_that_the_template_sets(room: Room, tmp_path: Path, ending: str) -> None:
    variables = {"repository": "r", "_new_lines": ending}

    same(room, tmp_path, variables, {"a": "one\r\ntwo\n", "b": "{{ 1 }}\n", "c": "plain\n"}, {})

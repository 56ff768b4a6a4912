"""What the check finds without rendering: each kind of mistake, at its file and line."""

import json

import pytest

from app.templates.check import Finding
from tests.templates.builders import ROOT
from tests.templates.check.broken import VARIABLES, found, said, service

FILES: dict[str, str | bytes] = {
    "undefined.md": "one\n{{ cookiecutter.onwer }}\n{{ cookiecutter['nmae'] }}\n",
    "undeclared.md": "{{ cookiecutter.owner }}",
    "asked.md": "{{ cookiecutter.a is defined }} {{ cookiecutter.b|default('') }}",
    "name.md": "{{ nothing }}{{ description }}",
    "random.md": "\n{{ [1, 2]|random }}\n{{ uuid4() }}",
    "clock.md": "\n{% now 'utc' %}",
    "date.md": "{{ cookiecutter.__year }}",
    ".github/workflows/raw.yml": (
        "a: 1\nb: ${{ github.ref }}\nc: {% raw %}${{ github.ref }}{% endraw %}\n"
    ),
    ".github/workflows/not.yml": "a: 1\nb: ${{ a && b }}\n",
    "changed.md": "{{ cookiecutter.update({'name': 'x'}) }}",
    "filter.md": "{{ cookiecutter.name|qoute }}",
    "syntax.md": "\n\n{{ cookiecutter.name",
    "raw.yml": "a: 1\nb: {{ cookiecutter.description }}\n",
    "wrong.yml": "b: {{ cookiecutter.description|md }}\n",
    "wrong.md": "{{ cookiecutter.description|yaml }}\n",
    "wrong.toml": "a = {{ cookiecutter.description|jsonify }}\n",
    "run.sh": "echo {{ cookiecutter.description|json }}\n",
    "within.sh": 'true\necho "Hi {{ cookiecutter.description|sh }}"\n',
    "within.go": "var a = `{{ cookiecutter.description|go }}`\n",
    "within.rb": "a = '{{ cookiecutter.description|json }}'\n",
    "again.sh": 'true\nbash -c "echo {{ cookiecutter.description|sh }}"\n',
    "here.sh": "cat <<EOF\n{{ cookiecutter.description|sh }}\nEOF\n",
    "remark.sh": "# {{ cookiecutter.description|sh }}\n",
    "block.yaml": "a: |\n  echo {{ cookiecutter.description|yaml }}\n",
    "config.yaml": 'a.json: |\n  {"a": {{ cookiecutter.description|json }}}\n',
    "own.yaml": "a: 'The {{ cookiecutter.description|yaml }}'\n",
    "remark.go": "/* {{ cookiecutter.description|go }} */\n",
    "page.html": (
        "<title>{{ cookiecutter.description|e }}</title>\n<script>\n"
        "var a = {{ cookiecutter.description|e }};</script>\n"
        "<a title={{ cookiecutter.description|e }}>\n"
        '<a href="{{ cookiecutter.description|e }}">\n'
    ),
    "beside.sh": '# that\'s "it"\necho "a" {{ cookiecutter.description|sh }} \\"b\n',
    "other.conf": "a = {{ cookiecutter.description }}\n",
    "fine.txt": "{{ cookiecutter.description }}",
    "fine.json": '{"a": {{ cookiecutter.description|jsonify }}, "b": {{ cookiecutter.name|json }}}',
    "loop.yml": "{% for a in cookiecutter.depends_on %}\n- {{ a }}\n{% endfor %}",
    "set.yml": "{% set a = 'x' ~ cookiecutter.description %}\na: {{ a }}\nb: {{ a|yaml }}",
    "derived.yml": "a: {{ cookiecutter.title }}",
    "macro.yml": "{% macro m(x) %}{{ x }}{% endmacro %}\na: {{ m(cookiecutter.description) }}",
    "block.yml": "a: {% filter yaml %}{{ cookiecutter.description }}{% endfilter %}",
    "choice.yml": "a: {{ cookiecutter.tier }}",
    "length.yml": "a: {{ cookiecutter.description|length }}",
    "slug.yml": "a: {{ cookiecutter.description|slugify }}",
    ".github/workflows/ci.yml": (
        "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n"
        "      - uses: ./local\n"
        "      - uses: actions/cache@0123456789012345678901234567890123456789 # v4\n"
        "      - run: echo {{ cookiecutter.description|sh }}\n"
    ),
    "Dockerfile": "FROM x:1\nLABEL a={{ cookiecutter.description|json }}\n",
    "base.Dockerfile": (
        "FROM ruby:latest AS build\nFROM registry.example:5000/ruby\nFROM build\nFROM scratch\n"
        "FROM ruby:3.4.1\nFROM ${BASE}\nFROM ruby@sha256:0\n"
    ),
    "tools.mk": "A = {{ cookiecutter.description|sh }}\na:\n    echo\n",
    "a.sql": "insert into a values ('{{ cookiecutter.description|json }}');\n",
    "{{cookiecutter.description}}.md": "",
    "bin/tool": "#!/bin/sh\n",
    "binary": b"\xff{{ cookiecutter.nothing }}",
    "copied.tpl": "{{ cookiecutter.nothing }}",
}
DECLARED = {
    **VARIABLES,
    "tier": ["1", "2"],
    "title": "The {{ cookiecutter.description }}",
    "late": "{{ cookiecutter.later }}{{ cookiecutter.never }}",
    "later": "x",
    "idle": "x",
    "_copy_without_render": ["*.tpl"],
}
LINES = [line.strip() for line in json.dumps(DECLARED, indent=1).splitlines()]


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    beside = {"hooks/post_gen_project.py": "import os", "templates/piece": "{{ anything }}"}
    return found(service(FILES, variables=DECLARED, beside=beside), fields=["title"])


@pytest.mark.parametrize(
    ("path", "line", "severity", "words"),
    [
        ("undefined.md", 2, "error", "`onwer` is not declared in cookiecutter.json"),
        ("undefined.md", 3, "error", "`nmae` is not declared in cookiecutter.json"),
        ("undeclared.md", 1, "error", "`owner` is answered, but not declared"),
        ("name.md", 1, "error", "`nothing` is no name that templates know"),
        ("name.md", 1, "error", "Write `cookiecutter.description`"),
        ("random.md", 2, "error", "`random` gives something else each time"),
        ("random.md", 3, "error", "`uuid4` gives something else each time"),
        ("clock.md", 2, "error", "`now` gives something else each time"),
        ("date.md", 1, "error", "there is no clock here"),
        (".github/workflows/raw.yml", 2, "error", "Write `{% raw %}${{ … }}{% endraw %}`"),
        (".github/workflows/not.yml", 2, "error", "Write `{% raw %}${{ … }}{% endraw %}`"),
        ("changed.md", 1, "error", "Variables stay as they are, so there is no `update` here"),
        ("filter.md", 1, "error", "There is no filter `qoute`"),
        ("syntax.md", 3, "error", "not valid Jinja"),
        ("raw.yml", 2, "error", "`description` is free text, and is not quoted here"),
        ("wrong.yml", 1, "error", "passes the filter `md`, which is not for YAML"),
        ("wrong.md", 1, "error", "Write `{{ cookiecutter.description|md }}`"),
        ("wrong.toml", 1, "error", "passes the filter `jsonify`, which is not for TOML"),
        ("run.sh", 1, "error", "Write `{{ cookiecutter.description|sh }}`"),
        ("within.sh", 2, "error", "`description` stands between quotes, and the filter `sh`"),
        (
            "within.sh",
            2,
            "error",
            'hold before the filter: `{{ ("…" ~ cookiecutter.description)|sh }}`',
        ),
        (
            "again.sh",
            2,
            "error",
            "as in `sh -c 'echo \"$1\"' sh {{ cookiecutter.description|sh }}`",
        ),
        ("here.sh", 2, "error", "`text={{ cookiecutter.description|sh }}`, and write `printf"),
        (
            "remark.sh",
            1,
            "error",
            "stands in a comment, and the next line of a longer text is none",
        ),
        ("block.yaml", 2, "error", "in a block (`|` or `>`), where quotes are part of the text"),
        ("own.yaml", 1, "error", "Remove yours, and join what else they hold"),
        ("remark.go", 1, "error", "a comment that `*/` in the text ends"),
        ("page.html", 3, "error", "in a script or style"),
        ("page.html", 4, "error", "in a tag without quotes around it"),
        ("page.html", 5, "error", "at the beginning of an address"),
        ("within.go", 1, "error", "the filter `go` brings its own"),
        ("within.rb", 1, "error", "the filter `json` brings its own"),
        ("other.conf", 1, "error", "Nobody knows the language of this file"),
        ("loop.yml", 2, "error", "`depends_on` is free text"),
        ("set.yml", 2, "error", "`description` is free text"),
        ("derived.yml", 1, "error", "`description` is free text"),
        ("derived.yml", 1, "error", "`title` is free text"),
        ("macro.yml", 2, "error", "`description` is free text"),
        (".github/workflows/ci.yml", 4, "warning", "actions/checkout@v4 is not pinned"),
        (".github/workflows/ci.yml", 7, "error", "has no safe form in a workflow"),
        ("Dockerfile", 2, "error", "has no safe form in a Dockerfile"),
        ("base.Dockerfile", 1, "warning", "The image ruby:latest is another one whenever"),
        ("base.Dockerfile", 2, "warning", "The image registry.example:5000/ruby is another"),
        ("tools.mk", 3, "error", "make stops at it with “missing separator”"),
        ("a.sql", 1, "error", "hand it over as a parameter"),
        ("tools.mk", 1, "error", "has no safe form in a Makefile"),
        ("{{cookiecutter.description}}.md", 0, "error", "the name of a file must not depend on it"),
        ("bin/tool", 1, "warning", "`git update-index --chmod=+x`"),
    ],
)
def test_a_mistake_in_a_file_is_found_at_its_line(
    findings: list[Finding], path: str, line: int, severity: str, words: str
) -> None:
    place = (f"svc/{ROOT}/{path}", line, severity)

    told = [one.message for one in findings if (one.path, one.line, one.severity) == place]

    assert any(words in one for one in told), told


@pytest.mark.parametrize(
    "path",
    ["asked.md", "fine.txt", "fine.json", "block.yml", "choice.yml", "length.yml", "slug.yml",
     "beside.sh", "config.yaml", "binary", "copied.tpl", "README.md", "Makefile"],
)  # fmt: skip
def test_what_is_in_order_is_not_found(findings: list[Finding], path: str) -> None:
    assert [one for one in findings if one.path == f"svc/{ROOT}/{path}"] == []


@pytest.mark.parametrize(
    ("name", "severity", "words"),
    [
        ("late", "error", "The default of `late` uses `later`, which comes later. Put it above."),
        ("late", "error", "`never` is not declared"),
        ("idle", "warning", "`idle` is declared, and nothing in this template uses it"),
    ],
)
def test_a_doubtful_variable_is_found_where_it_is_declared(
    findings: list[Finding], name: str, severity: str, words: str
) -> None:
    line = next(at for at, text in enumerate(LINES, 1) if text.startswith(f'"{name}"'))
    place = ("svc/cookiecutter.json", line, severity)

    told = [one.message for one in findings if (one.path, one.line, one.severity) == place]

    assert any(words in one for one in told), told


def test_images_that_stay_as_they_are_are_let_pass(findings: list[Finding]) -> None:
    lines = [one.line for one in findings if one.path.endswith("/base.Dockerfile")]

    assert lines == [1, 2]


def test_a_hook_is_told_what_to_do_instead(findings: list[Finding]) -> None:
    [hook] = [one for one in findings if one.path == "svc/hooks/post_gen_project.py"]

    assert "Hooks are programs, and do not run here" in hook.message
    assert "`make setup`" in hook.message


def test_every_finding_says_what_to_do_and_can_be_sent_as_json(findings: list[Finding]) -> None:
    assert len(findings) > 30
    assert findings == sorted(findings)
    for one in findings:
        assert one.message.endswith(".")
        assert one.message.count(". ") >= 1


VARIABLE_MISTAKES = [
    ('{\n "name": "x",\n}', 3, "This is not JSON"),
    ("[]", 1, "should hold one object"),
    ('{\n "name": "x",\n "name": "y"\n}', 3, "declared a second time"),
    ('{\n "_extensions": ["cookiecutter.extensions.UUIDExtension"]\n}', 2, "is not available"),
    ('{\n "_jinja2_env_vars": {"autoescape": true}\n}', 2, "is no option that a template"),
    ('{\n "_jinja2_env_vars": {"block_start_string": 7}\n}', 2, "cannot be set up like this"),
    ('{\n "_extensions": "jinja2_time.TimeExtension"\n}', 2, "is not available"),
    ('{\n "name": "{{ x"\n}', 2, "is not valid Jinja"),
    ("{\n \"year\": \"{% now 'utc', '%Y' %}\"\n}", 2, "Write a fixed text such as a year"),
]


def test_mistakes_in_the_variables_are_found() -> None:
    """Each in a template of its own."""
    texts = {f"svc{number}": one[0] for number, one in enumerate(VARIABLE_MISTAKES)}
    templates = {name: service({}, variables=text)["svc"] for name, text in texts.items()}

    findings = found({**service({}), **templates}, templates)

    for name, (_, line, words) in zip(templates, VARIABLE_MISTAKES, strict=True):
        place = (f"{name}/cookiecutter.json", line)
        told = [one.message for one in findings if (one.path, one.line) == place]
        assert any(words in one for one in told), (place, told)


def test_without_the_form_text_that_may_be_typed_is_a_doubt() -> None:
    variables = {
        **VARIABLES,
        "data_store": "",
        "runtime": "3.12",
        "slug": "{{ cookiecutter.name }}",
    }
    names = ("runtime", "slug", "data_store")
    text = "".join(f"{name}: {{{{ cookiecutter.{name} }}}}\n" for name in names)
    templates = service({"a.yml": text}, variables=variables)

    assert said(found(templates)) == [
        ("svc/…/a.yml", 1, "warning"),
        ("svc/…/a.yml", 3, "error"),
    ]
    assert said(found(templates, fields=[])) == [("svc/…/a.yml", 3, "error")]


def test_all_variables_at_once_hold_free_text() -> None:
    text = "{% for key, value in cookiecutter.items() %}\n{{ key|json }}: {{ value }}\n{% endfor %}"

    findings = found(service({"whole.yml": text}))

    assert said(findings) == [("svc/…/whole.yml", 2, "error")]
    assert findings[0].message.startswith("All variables together hold free text")


def test_two_folders_for_the_repository_are_one_too_many() -> None:
    findings = found(service({}, beside={"{{cookiecutter.name}}/a": ""}))

    assert said(findings) == [("svc", 0, "error")]
    assert "has 2 folders" in findings[0].message

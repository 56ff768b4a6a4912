"""One mistake hides no other: a template that has many is told of all of them in one run."""

from pathlib import Path

from app.operations.template.folders import find
from app.templates.check import check_templates
from app.templates.offer import read_template
from app.templates.tree import PLAIN
from tests.templates.builders import ROOT
from tests.templates.check.broken import MANIFEST, found, said, service, template

MANY = MANIFEST.replace("kind: service", "kind: servise\ntitel: T") + "title: Again\n"
SPOILT = {
    "a.yml": "a: {{ cookiecutter.description }}\n",
    "b.md": "\n{{ cookiecutter.name",
    "c.sh": "#!/bin/sh\n",
}


def test_every_mistake_of_a_manifest_is_told_at_its_line() -> None:
    findings = found(service({}, manifest=MANY))

    places = [(one.line, one.message) for one in findings if one.path == "svc/slipway.yml"]
    assert [line for line, _ in places] == [3, 4, 7]
    assert "`titel` is not a key" in places[1][1]
    assert "a second time" in places[2][1]


def test_a_link_a_manifest_and_variables_that_are_wrong_hide_nothing_of_the_files() -> None:
    """In a tree as git has it."""
    files = template(SPOILT, manifest=MANY, variables="{").files
    listed = [(one.path, one.mode, one.content) for one in files]
    links = [(f"{ROOT}/one", 0o120000, b"x"), (f"{ROOT}/two", 0o160000, b"")]
    tree = read_template("svc", "0" * 40, [*links, *listed])

    findings = found({**service({}), "svc": tree})

    assert said(findings) == [
        ("svc/cookiecutter.json", 1, "error"),
        ("svc/slipway.yml", 3, "error"),
        ("svc/slipway.yml", 4, "error"),
        ("svc/slipway.yml", 7, "error"),
        ("svc/…/a.yml", 1, "error"),
        ("svc/…/b.md", 2, "error"),
        ("svc/…/c.sh", 1, "warning"),
        ("svc/…/one", 0, "error"),
        ("svc/…/two", 0, "error"),
    ]


def test_each_link_in_a_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "cookiecutters" / "svc"
    (folder / ROOT).mkdir(parents=True)
    (folder / "slipway.yml").write_text("kind: none\n")
    for name in ("one", "two"):
        (folder / ROOT / name).symlink_to("/etc/passwd")

    findings = check_templates(find(tmp_path).templates)

    told = {one.path.replace(ROOT, "…") for one in findings}
    assert told >= {"svc/…/one", "svc/…/two", "svc/slipway.yml", "svc/cookiecutter.json"}


def test_what_a_template_sets_up_wrongly_hides_nothing_of_its_files() -> None:
    variables = (
        '{\n"name": "",\n"repository": "",\n"description": "",\n"depends_on": "",\n'
        '"_extensions": ["jinja2_time.TimeExtension",\n"local.Mine"],\n'
        '"_jinja2_env_vars": {"autoescape": true}}'
    )

    findings = found(service({"a.yml": SPOILT["a.yml"]}, variables=variables))

    assert said(findings) == [
        ("svc/cookiecutter.json", 6, "error"),
        ("svc/cookiecutter.json", 7, "error"),
        ("svc/cookiecutter.json", 8, "error"),
        ("svc/…/a.yml", 1, "error"),
    ]


def test_a_manifest_that_is_no_text_is_told_at_its_path() -> None:
    tree = read_template("svc", "0" * 40, [("slipway.yml", PLAIN, b"title: \xff")])

    findings = found({**service({}), "svc": tree})

    assert ("svc/slipway.yml", 0, "error") in said(findings)

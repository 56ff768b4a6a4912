"""What the check finds by rendering: paths, files that do not parse, and what nasty answers do."""

from dataclasses import replace

import pytest

from app.sealed.bounds import Bounds
from app.templates.check import Finding, check_templates
from app.templates.check.messages import BOUNDS
from app.templates.faults import TemplateFault
from app.templates.offer import Templates
from app.templates.tree import EXECUTABLE
from tests.templates.builders import ROOT
from tests.templates.check.broken import (
    MAKEFILE,
    MANIFEST,
    VARIABLES,
    found,
    said,
    service,
    template,
)

QUICK = replace(BOUNDS, cpu_seconds=2, wall_seconds=20.0)


def test_a_template_in_order_has_no_findings() -> None:
    assert check_templates(service({})) == ()


FILES = {
    "a.yml": "one: 1\nkey: 'x\n",
    "b.yml": "{% if 1 %}\none: 1\n{% endif %}\nkey: [x\n",
    "a.toml": "one = 1\nkey = x\n",
    "a.json": '{\n "one": 1,\n}\n',
    "a.py": "one = 1\ndef f(:\n",
    ".github/workflows/ci.yml": "one: 1\n\tkey: x\n",
    "bin/tool": "#!/usr/bin/env python3\n\ndef f(:\n",
    "tsconfig.json": "{ // comment\n}",
    "chart/a.yaml": "{% raw %}{{- if .Values.x }}\na: {{ .Values.a }}\n{{- end }}{% endraw %}",
    "a.go": "not Go at all",
    ".slipway.yml": "",
    ".git/config": "",
    "a:b": "",
    "aux.md": "",
    "base.md": "",
    "Makefile": (
        "include more.mk\nsetup lint: x\nIMAGE := a:b\n.PHONY: run\nx:\n\techo run: test:\n"
        "    echo x\n"
    ),
    "more.mk": "test:\n",
    "changing.md": "one\n{{ cycler('a') }}",
}


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return found(service(FILES, modes={f"{ROOT}/bin/tool": EXECUTABLE}))


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("a.yml", 2, "What comes out is not YAML"),
        ("b.yml", 4, "What comes out is not YAML"),
        ("a.toml", 0, "What comes out is not TOML"),
        ("a.json", 3, "What comes out is not JSON"),
        ("a.py", 2, "What comes out is not Python"),
        (".github/workflows/ci.yml", 2, "What comes out is not YAML"),
        ("bin/tool", 3, "What comes out is not Python"),
        (".slipway.yml", 0, "is written by Slipway itself"),
        (".git/config", 0, "would be part of git's own folder"),
        ("a:b", 0, "has a backslash, a colon"),
        ("base.md", 0, "The layers platform and svc both write base.md"),
        ("Makefile", 7, "make stops at it with “missing separator”"),
        ("Makefile", 1, "The target `image` is missing"),
        ("Makefile", 1, "The target `run` is missing"),
        ("changing.md", 0, "something else the second time"),
    ],
)
def test_what_comes_out_wrong_is_found_in_the_template(
    findings: list[Finding], file: str, line: int, words: str
) -> None:
    place = (f"svc/{ROOT}/{file}", line, "error")

    told = [one.message for one in findings if (one.path, one.line, one.severity) == place]

    assert any(words in one for one in told), said(findings)


def test_nothing_else_is_found(findings: list[Finding]) -> None:
    """Comments in some JSON, other programs' templates and languages unknown here are let pass."""
    assert len(findings) == 16
    assert said(findings).count(("svc/…/aux.md", 0, "warning")) == 1


def test_tests_need_fewer_targets_and_a_makefile() -> None:
    templates = {
        **service({}),
        "checks": template(
            {"a.md": "{{ cookiecutter.name }}"},
            manifest="title: C\ndescription: D.\nkind: tests\nlayers: [platform]\n",
            variables={"name": "", "repository": "{{ cookiecutter.name }}"},
        ),
    }

    findings = found(templates, ["checks"])

    assert said(findings) == [("checks", 0, "error")]
    assert "No layer writes a Makefile" in findings[0].message


MANIFESTS = [
    (MANIFEST.replace("kind: service", "kind: servise"), 3, "kind"),
    (MANIFEST.replace("tests: checks", "tests: other"), 5, "`tests` names other, and cook"),
    (MANIFEST.replace("tests: checks", "tests: platform"), 5, "whose kind is platform"),
    (MANIFEST.replace("[platform]", "[checks]"), 4, "whose kind is tests. It has to be platform"),
]


def test_a_manifest_has_to_lead_to_templates_of_the_right_kind() -> None:
    texts = {f"svc{number}": one[0] for number, one in enumerate(MANIFESTS)}
    templates = {name: service({}, manifest=text)["svc"] for name, text in texts.items()}

    findings = found({**service({}), **templates}, templates)

    for name, (_, line, words) in zip(templates, MANIFESTS, strict=True):
        place = (f"{name}/slipway.yml", line)
        told = [one.message for one in findings if (one.path, one.line) == place]
        assert any(words in one for one in told), (place, told)


def test_quotes_of_ones_own_around_a_filter_are_found() -> None:
    text = 'a: 1\nb: "{{ cookiecutter.description|yaml }}"\n'

    findings = found(service({"a.yml": text}))

    assert said(findings) == [("svc/…/a.yml", 2, "error")]


def test_text_that_changes_the_structure_is_shown_with_the_answer_that_does_it() -> None:
    """A method that Slipway does not know may leave the quotes out."""
    text = "a: 1\nb: x {{ cookiecutter.description|yaml|trim('\"') }}\n"

    findings = found(service({"a.yml": text}))

    assert said(findings) == [("svc/…/a.yml", 2, "error")]
    assert " as `description`, " in findings[0].message


def test_text_that_gets_out_by_a_back_door_is_found_where_it_stands() -> None:
    """Nothing says of the item before this one that it is text which somebody typed."""
    before = "{{ '' if loop.first else loop.previtem }}"
    loop = f"{{% for one in cookiecutter.depends_on %}}{before}{{% endfor %}}\n"
    files = {"a.sh": f"set -e\necho {loop}", "Dockerfile": f"FROM x:1\n# {loop}", "a.txt": loop}

    findings = found(service(files))

    assert said(findings) == [("svc/…/Dockerfile", 2, "error"), ("svc/…/a.sh", 2, "error")]
    assert "What is typed as `depends_on` comes out in this Dockerfile" in findings[0].message
    assert (
        "comes out here as it is. Write it through the filter of this shell" in findings[1].message
    )


def test_text_that_comes_out_changed_is_a_doubt() -> None:
    findings = found(service({"a.yml": "a: {{ cookiecutter.description|trim|yaml }}\n"}))

    assert said(findings) == [("svc/…/a.yml", 1, "warning")]
    assert "comes out changed" in findings[0].message


def test_a_link_is_found_at_its_path() -> None:
    fault = TemplateFault("Templates hold plain files only.", "svc/link")

    assert said(found({**service({}), "svc": fault})) == [("svc/link", 0, "error")]


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


def bounded(templates: Templates, bounds: Bounds) -> list[tuple[str, int, str]]:
    return said(check_templates(templates, bounds=bounds))


def test_a_template_that_hangs_hides_nothing_of_the_others() -> None:
    other = template({"Makefile": MAKEFILE, "a.yml": "a: {{ cookiecutter.description }}"})
    templates = {**service({"a.md": f"one\n{LOOP}"}), "other": other}

    findings = check_templates(templates, bounds=QUICK)

    assert ("other/…/a.yml", 1, "error") in said(findings)
    assert ("svc/…/a.md", 2, "error") in said(findings)
    assert any("processor time" in one.message for one in findings)


def test_a_template_that_cannot_even_be_read_hides_nothing_of_the_others() -> None:
    """Half a million brackets take Jinja's parser longer than it is given."""
    huge = "{{ " + "1 + " * 200_000 + "1 }}"
    templates = {
        **service({"a.md": huge}),
        "other": template({"Makefile": MAKEFILE, "b.sh": "#!/bin/sh"}),
    }

    findings = said(check_templates(templates, bounds=QUICK))

    assert ("other/…/b.sh", 1, "warning") in findings
    assert any(path.startswith("svc") and severity == "error" for path, _, severity in findings)


def test_a_template_that_is_too_large_is_not_looked_at() -> None:
    findings = found(service({f"{number}.md": "" for number in range(2_001)}))

    assert said(findings) == [("svc", 0, "error")]
    assert "Allowed are 2,000 files" in findings[0].message


def test_variables_with_choices_are_answered_with_one_of_them() -> None:
    variables = {**VARIABLES, "tier": ["1", "2"], "exposure": True}
    text = "a: {{ cookiecutter.tier|yaml }}\nb: {{ cookiecutter.exposure|yaml }}\n"

    assert found(service({"a.yml": text}, variables=variables)) == []


def test_a_field_that_a_template_goes_through_is_answered_with_several_texts() -> None:
    variables = {**VARIABLES, "regions": ""}
    text = "{% for one in cookiecutter.regions %}\n- {{ one|yaml }}\n{% endfor %}"

    assert found(service({"a.yml": text}, variables=variables), fields=["regions"]) == []


def test_a_file_nested_too_deeply_hides_nothing_of_the_others() -> None:
    deep = "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}"

    findings = found(service({"a.md": deep, "b.yml": "b: {{ cookiecutter.description }}"}))

    assert said(findings) == [("svc/…/a.md", 0, "error"), ("svc/…/b.yml", 1, "error")]
    assert "nested too deeply" in findings[0].message


def test_what_nobody_knows_to_be_typed_is_one_doubt_and_no_error() -> None:
    variables = {**VARIABLES, "team": "x"}

    findings = found(service({"a.yml": "team: {{ cookiecutter.team }}\n"}, variables=variables))

    assert said(findings) == [("svc/…/a.yml", 1, "warning")]

"""Which layers make which repository, and the provenance that both carry."""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.templates.faults import TemplateFault
from app.templates.limits import Limits
from app.templates.manifest import Kind
from app.templates.output import Rendering
from app.templates.pair import render_pair
from app.templates.provenance import SLIPWAY_VERSION
from app.templates.render import Room
from app.templates.tree import TemplateTree
from tests.templates.builders import ROOT, pair_answers, template, tree

PLATFORM = "title: Platform\ndescription: Shared.\nkind: platform\n"
SERVICE = "title: S\ndescription: D\nkind: service\nlayers: [platform]\ntests: tests\n"
TESTS = "title: T\ndescription: D\nkind: tests\nlayers: [platform]\n"
NASTY = "a: b\n# c {{ 7*7 }} \"'\u202e\x00 [skip ci]"


def templates(**changes: TemplateTree) -> dict[str, TemplateTree]:
    about = {"about": "{{ cookiecutter.kind }} {{ cookiecutter.repository }}"}
    known = {
        "platform": template(PLATFORM, about),
        "python": template(SERVICE, {"main.py": "{{ cookiecutter.name|py }}"}),
        "tests": template(TESTS, {"test.py": "{{ cookiecutter.tests_repository|py }}"}),
    }
    return known | changes


def content(rendering: Rendering, path: str) -> str:
    return next(file.content.decode() for file in rendering.files if file.path == path)


def test_each_repository_is_its_own_layer_on_the_platform(room: Room) -> None:
    pair = render_pair(room, templates(), "python", pair_answers())

    assert [file.path for file in pair.service.files] == [".slipway.yml", "about", "main.py"]
    assert [file.path for file in pair.tests.files] == [".slipway.yml", "about", "test.py"]
    assert content(pair.service, "about") == "service billing"
    assert content(pair.tests, "about") == "tests billing-tests"


def test_provenance_says_from_what_the_repository_was_made(room: Room) -> None:
    trees = templates()
    answers = pair_answers(description=NASTY, extra={"data_store": "x", "template": "python"})

    pair = render_pair(room, trees, "python", answers)
    provenance = YAML(typ="safe", pure=True).load(content(pair.service, ".slipway.yml"))

    assert provenance["slipway"] == SLIPWAY_VERSION
    assert provenance["request"] == answers.request_url
    assert provenance["kind"] == "service"
    assert provenance["pair"] == {"service": "billing", "tests": "billing-tests"}
    assert provenance["layers"] == [
        {"name": "platform", "tree": trees["platform"].tree_id},
        {"name": "python", "tree": trees["python"].tree_id},
    ]
    assert provenance["answers"] == answers.of(Kind.SERVICE, "python")
    assert provenance["answers"]["description"] == NASTY


def telling(variables: str) -> dict[str, TemplateTree]:
    """Templates whose service tells its layers `variables`, which the platform layer declares."""
    shown = "{{ cookiecutter.needs }} {{ cookiecutter.ecosystems|json }}"
    defaults = {"needs": "nothing", "ecosystems": ""}
    files = {"cookiecutter.json": json.dumps(defaults), f"{ROOT}/needs": shown}
    return templates(
        platform=tree({"slipway.yml": PLATFORM, **files}),
        python=template(f"{SERVICE}variables: {variables}\n"),
    )


def test_all_layers_of_a_repository_are_told_what_its_topmost_template_says(room: Room) -> None:
    trees = telling("{needs: 'Python {{ 7*7 }}', ecosystems: [pip, docker]}")

    pair = render_pair(room, trees, "python", pair_answers())

    assert content(pair.service, "needs") == 'Python {{ 7*7 }} ["pip", "docker"]'
    assert content(pair.tests, "needs") == 'nothing ""'


def test_what_a_template_tells_is_no_answer_of_the_request(room: Room) -> None:
    pair = render_pair(room, telling("{needs: Python}"), "python", pair_answers())

    provenance = YAML(typ="safe", pure=True).load(content(pair.service, ".slipway.yml"))

    assert "needs" not in provenance["answers"]


def test_a_variable_and_a_field_of_the_form_cannot_have_one_name(room: Room) -> None:
    answers = pair_answers(extra={"needs": "patience"})

    with pytest.raises(TemplateFault, match=r"python/slipway.yml: .* `needs`, and the issue form"):
        render_pair(room, telling("{needs: Python}"), "python", answers)


def test_provenance_is_the_same_byte_for_byte_whatever_order_the_form_has(room: Room) -> None:
    one = pair_answers(extra={"a": "1", "b": ["2", "3"]})
    other = pair_answers(extra={"b": ["2", "3"], "a": "1"})

    assert render_pair(room, templates(), "python", one) == render_pair(
        room, templates(), "python", other
    )


def test_the_version_in_provenance_is_the_one_that_is_packaged() -> None:
    packaging = Path(__file__).parents[2].joinpath("pyproject.toml").read_text()

    assert f'\nversion = "{SLIPWAY_VERSION}"\n' in packaging


@pytest.mark.parametrize(
    ("changes", "asked", "place", "words"),
    [
        ({}, "go", "go", "no such template. Services can be made of: python."),
        ({}, "tests", "tests", "its kind is tests. Services can be made of: python."),
        (
            {"python": template(SERVICE.replace("tests: tests", "tests: it"))},
            "python",
            "python/slipway.yml",
            "`tests` names it, and cookiecutters/ has none of that name",
        ),
        (
            {"python": template(SERVICE.replace("[platform]", "[base]"))},
            "python",
            "python/slipway.yml",
            "`layers` names base, and cookiecutters/ has none of that name",
        ),
        (
            {"python": template(SERVICE.replace("tests: tests", "tests: platform"))},
            "python",
            "python/slipway.yml",
            "`tests` names platform, whose kind is platform. It has to be tests.",
        ),
        (
            {"python": template(SERVICE, {".Slipway.yml": ""})},
            "python",
            "python",
            "written by Slipway itself",
        ),
    ],
)
def test_a_pair_that_cannot_be_made_says_why_and_what_to_do(
    room: Room, changes: dict[str, TemplateTree], asked: str, place: str, words: str
) -> None:
    with pytest.raises(TemplateFault) as fault:
        render_pair(room, templates(**changes), asked, pair_answers())

    assert fault.value.template == place
    assert words in fault.value.message


WRONG = {"wrong": "one\n{{ nothing }}"}
FORBIDDEN = {".git/config": "x"}


@pytest.mark.parametrize(
    ("service", "tests", "place"),
    [
        ({}, WRONG, f"tests/{ROOT}/wrong"),
        (WRONG, WRONG, f"python/{ROOT}/wrong"),
        (FORBIDDEN, WRONG, "python"),
        ({}, FORBIDDEN, "tests"),
    ],
)
def test_of_two_halves_the_first_at_fault_is_named(
    room: Room, service: dict[str, str], tests: dict[str, str], place: str
) -> None:
    """A half that came out is judged before the next one's fault is told."""
    changes = {
        "python": template(SERVICE, {"main.py": "", **service}),
        "tests": template(TESTS, {"test.py": "", **tests}),
    }

    with pytest.raises(TemplateFault) as fault:
        render_pair(room, templates(**changes), "python", pair_answers())

    assert fault.value.template == place


def test_each_half_may_use_what_the_limits_allow() -> None:
    half = {"text": "{{ 'x' * 900 }}"}
    changes = {"python": template(SERVICE, half), "tests": template(TESTS, half)}
    room = Room(Limits(total_bytes=1_500))

    pair = render_pair(room, templates(**changes), "python", pair_answers())

    assert content(pair.service, "text") == content(pair.tests, "text") == "x" * 900


@pytest.mark.parametrize("name", ["owner", "_extensions", "kind"])
def test_a_field_of_the_form_cannot_take_a_name_of_slipway_s(name: str) -> None:
    answers = pair_answers(extra={name: "x"})

    with pytest.raises(TemplateFault, match=f"field `{name}` .* another id"):
        answers.of(Kind.SERVICE, "python")

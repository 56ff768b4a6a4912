"""What organisations' older templates use: it works as for the command, or is named."""

import json
from typing import Any

import pytest

from app.templates.faults import TemplateFault
from app.templates.hooks import hooks_of
from app.templates.render import NamedTree, Room
from tests.templates.builders import ROOT, layer, tree


def rendered(room: Room, variables: dict[str, Any], text: str, **answers: str | list[str]) -> str:
    template = layer({"a": text}, variables={"repository": "r", **variables})
    return room.render([template], answers).files[0].content.decode()


@pytest.mark.parametrize(
    ("answer", "value"), [("yes", "True"), (" On ", "True"), ("0", "False"), ("n", "False")]
)
def test_a_yes_or_no_is_read_as_the_command_reads_it(room: Room, answer: str, value: str) -> None:
    assert rendered(room, {"has": False}, "{{ cookiecutter.has }}", has=answer) == value


def test_a_yes_or_no_that_is_neither_is_refused(room: Room) -> None:
    with pytest.raises(TemplateFault, match="`has` was answered with 'maybe'") as fault:
        rendered(room, {"has": False}, "", has="maybe")

    assert fault.value.template == "layer/cookiecutter.json"
    assert fault.value.line == 1


def test_a_choice_may_be_answered_as_it_is_written_or_as_it_reads(room: Room) -> None:
    variables = {"name": "x", "who": ["all", "{{ cookiecutter.name }} only"]}
    text = "{{ cookiecutter.who }}"

    assert rendered(room, variables, text, who="{{ cookiecutter.name }} only") == "x only"
    assert rendered(room, variables, text, who="x only") == "x only"


def test_of_several_answers_to_a_choice_each_has_to_be_one(room: Room) -> None:
    variables = {"regions": ["eu", "us"]}
    text = "{{ cookiecutter.regions|json }}"

    assert rendered(room, variables, text, regions=["us", "eu"]) == '["us", "eu"]'
    with pytest.raises(TemplateFault, match="`regions` was answered with '\\$\\(id\\)'"):
        rendered(room, variables, text, regions=["us", "$(id)"])


def test_a_dict_may_refer_to_variables_below_it(room: Room) -> None:
    variables = {"ports": {"http": "80{{ cookiecutter.last }}"}, "last": "07"}

    assert rendered(room, variables, "{{ cookiecutter.ports.http }}") == "8007"


def test_the_template_s_name_is_known_under_a_name_that_the_command_leaves_alone(
    room: Room,
) -> None:
    """The command takes `template` for a list of templates to choose from."""
    said = rendered(room, {"template_name": ""}, "{{ cookiecutter.template_name }}", template="go")

    assert said == "go"


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"_extensions": ["local.Clock"]}, "`local.Clock` is not available"),
        ({"_jinja2_env_vars": {"finalize": "x"}}, "`finalize` is no option"),
        ({"templates": {"one": {"path": "./one"}}}, "several templates under `templates`"),
    ],
)
def test_what_is_not_allowed_is_named_with_its_line(
    room: Room, variables: dict[str, Any], words: str
) -> None:
    text = '{"repository": "r",\n' + json.dumps(variables)[1:]
    template = NamedTree("layer", tree({"cookiecutter.json": text, f"{ROOT}/a": ""}))

    with pytest.raises(TemplateFault, match=words) as fault:
        room.render([template], {})

    assert fault.value.template == "layer/cookiecutter.json"
    assert fault.value.line == 2


def test_a_change_of_variables_is_told_what_to_do_instead(room: Room) -> None:
    with pytest.raises(TemplateFault, match=r"derive another one as `__name`") as fault:
        rendered(room, {"site": " x "}, "\n{{ cookiecutter.update({'site': 'y'}) }}")

    assert fault.value.line == 2


def test_hooks_are_named_and_passed_over(room: Room) -> None:
    template = tree(
        {
            "cookiecutter.json": "{}",
            "hooks/post_gen_project.sh": "touch made",
            "hooks/readme.md": "",
            f"{ROOT}/hooks/pre_gen_project.py": "not a hook",
        }
    )

    assert [path for path, _ in hooks_of(template)] == ["hooks/post_gen_project.sh"]
    assert [file.path for file in room.render([NamedTree("go", template)], {}).files] == [
        "hooks/pre_gen_project.py"
    ]

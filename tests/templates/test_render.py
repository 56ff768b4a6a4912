"""What a template author and a requester may rely on."""

import pytest

from app.templates.answers import Answer
from app.templates.faults import TemplateFault
from app.templates.output import Rendering
from app.templates.render import NamedTree, Room
from app.templates.tree import EXECUTABLE, PLAIN
from tests.templates.builders import ROOT, layer, tree

JINJA = "{{ 7*7 }}{% for x in y %}{{ cycler.__init__.__globals__.os.popen('id').read() }}"


def content(rendering: Rendering) -> dict[str, str]:
    return {file.path: file.content.decode() for file in rendering.files}


def test_answers_and_defaults_reach_the_files(room: Room) -> None:
    variables = {"repository": "example", "name": "example", "title": "{{ cookiecutter.name }}!"}
    files = {"{{cookiecutter.name}}/a.md": "{{ cookiecutter.title }}\n"}

    rendering = room.render([layer(files, variables=variables)], {"name": "billing"})

    assert content(rendering) == {"billing/a.md": "billing!\n"}


def test_jinja_in_an_answer_stays_text(room: Room) -> None:
    """In contents, in names of files and folders, and where a default refers to the answer."""
    variables = {
        "repository": "r",
        "name": "n",
        "description": "d",
        "again": "{{cookiecutter.name}}",
    }
    files = {
        "{{cookiecutter.name}}/{{cookiecutter.name}}.md": "{{ cookiecutter.again }}",
        "description.md": "{{ cookiecutter.description }}",
    }
    answers = {"repository": "{{ 1/0 }}", "name": "{{ 7*7 }}", "description": JINJA}

    rendering = room.render([layer(files, variables=variables)], answers)

    assert content(rendering) == {
        "description.md": JINJA,
        "{{ 7*7 }}/{{ 7*7 }}.md": "{{ 7*7 }}",
    }


def test_lists_and_numbers_reach_the_files_as_such(room: Room) -> None:
    variables = {"repository": "r", "depends_on": "", "number": ""}
    files = {"a": "{% for s in cookiecutter.depends_on %}<{{ s }}>{% endfor %}"
                  "{{ cookiecutter.number + 1 }}"}  # fmt: skip

    rendering = room.render(
        [layer(files, variables=variables)], {"depends_on": ["a", "b"], "number": 7}
    )

    assert content(rendering) == {"a": "<a><b>8"}


def test_an_answer_that_a_template_does_not_declare_is_not_given_to_it(room: Room) -> None:
    with pytest.raises(TemplateFault, match="`secret` is not declared"):
        room.render([layer({"a": "{{ cookiecutter.secret }}"})], {"secret": "x"})


def test_a_private_variable_cannot_be_answered(room: Room) -> None:
    variables = {"repository": "r", "_copy_without_render": ["*.txt"], "__derived": "{{ 1 + 1 }}"}
    files = {"a.txt": "{{ raw }}", "b.md": "{{ cookiecutter.__derived }}"}
    answers: dict[str, Answer] = {"_copy_without_render": ["*.md"], "__derived": "x"}

    rendering = room.render([layer(files, variables=variables)], answers)

    assert content(rendering) == {"a.txt": "{{ raw }}", "b.md": "2"}


def test_a_choice_has_to_be_one_that_the_template_offers(room: Room) -> None:
    variables = {"repository": "r", "tier": ["1", "2"]}
    template = layer({"a": "{{ cookiecutter.tier }}"}, variables=variables)

    assert content(room.render([template], {})) == {"a": "1"}
    with pytest.raises(TemplateFault, match="the template's choices are 1, 2") as fault:
        room.render([template], {"tier": "9"})
    assert (fault.value.template, fault.value.line) == ("layer/cookiecutter.json", 1)


def test_modes_and_binary_content_are_kept(room: Room) -> None:
    picture = bytes(range(256))
    source = tree(
        {"cookiecutter.json": "{}", f"{ROOT}/run": "#!/bin/sh\n", f"{ROOT}/a.png": picture},
        modes={f"{ROOT}/run": EXECUTABLE},
    )

    files = room.render([NamedTree("layer", source)], {}).files

    assert [(file.path, file.mode) for file in files] == [("a.png", PLAIN), ("run", EXECUTABLE)]
    assert files[0].content == picture


def test_hooks_and_the_folder_s_own_files_stay_out(room: Room) -> None:
    source = tree(
        {
            "cookiecutter.json": "{}",
            "README.md": "for authors",
            "hooks/pre_gen_project.py": "raise SystemExit(1)",
            f"{ROOT}/a": "a",
        }
    )

    assert content(room.render([NamedTree("layer", source)], {})) == {"a": "a"}


def test_a_template_may_include_its_own_files_only(room: Room) -> None:
    own = layer({"a": "{% include 'part' %}", "part": "shared"})
    foreign = layer({"a": "\n{% include '../../source/cookiecutter.json' %}"})

    assert content(room.render([own], {}))["a"] == "shared"
    with pytest.raises(TemplateFault, match=r"line 2: .* no such file"):
        room.render([foreign], {})


def test_layers_are_laid_together_in_the_order_of_paths(room: Room) -> None:
    rendering = room.render([layer({"b": "1"}, "platform"), layer({"a": "2"}, "python")], {})

    assert content(rendering) == {"a": "2", "b": "1"}
    assert [file.path for file in rendering.files] == ["a", "b"]


def test_a_second_render_is_identical_and_another_is_not(room: Room) -> None:
    template = layer({"a": "{{ cookiecutter.name }}", "b": "{{ cookiecutter|jsonify }}"})

    first = room.render([template], {"name": "billing"})
    second = room.render([template], {"name": "billing"})
    other = room.render([template], {"name": "ledger"})

    assert first == second
    assert first.digest == second.digest
    assert first.digest != other.digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ cookiecutter.nam }}", "`nam` is not declared in cookiecutter.json"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{% if %}", "not valid Jinja"),
        ("{% now 'utc' %}", "`now` is left out: the same answers have to give the same files"),
        ("{{ 'a'|random }}", "`random` is left out"),
        ("{{ uuid4() }}", "`uuid4` is left out"),
        ("{{ random_ascii_string(5) }}", "`random_ascii_string` is left out"),
        ("{{ lipsum() }}", "`lipsum` is left out"),
        ("{{ 1/0 }}", "ZeroDivisionError"),
        ("{% include 'nowhere' %}", "`nowhere` is included"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_file_and_line(
    room: Room, text: str, message: str
) -> None:
    with pytest.raises(TemplateFault) as fault:
        room.render([layer({"docs/a.md": f"one\ntwo\n{text}\n"}, "python")], {})

    assert message in fault.value.message
    assert fault.value.template == f"python/{ROOT}/docs/a.md"
    assert fault.value.line == 3


def test_text_in_another_encoding_is_named(room: Room) -> None:
    with pytest.raises(TemplateFault, match="is not UTF-8") as fault:
        room.render([layer({"a": "Grüße".encode("latin-1")})], {})

    assert fault.value.template == f"layer/{ROOT}/a"


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({f"{ROOT}/a": ""}, "layer/cookiecutter.json", "The file is missing"),
        ({"cookiecutter.json": "{,}", f"{ROOT}/a": ""}, "layer/cookiecutter.json", "Not JSON"),
        ({"cookiecutter.json": "[]", f"{ROOT}/a": ""}, "layer/cookiecutter.json", "one object"),
        ({"cookiecutter.json": "{}", "a": ""}, "layer/.", "has 0 folders such as"),
        (
            {"cookiecutter.json": '{"a": "x",\n"b": "{{ cookiecutter.c }}"}', f"{ROOT}/a": ""},
            "layer/cookiecutter.json",
            "The default of `b` cannot be rendered",
        ),
        (
            {"cookiecutter.json": '{"_extensions": ["os.system"]}', f"{ROOT}/a": ""},
            "layer/cookiecutter.json",
            "`os.system` is not available",
        ),
        (
            {"cookiecutter.json": '{"_jinja2_env_vars": {"loader": 1}}', f"{ROOT}/a": ""},
            "layer/cookiecutter.json",
            "`loader` is no option",
        ),
    ],
)
def test_a_folder_that_is_no_template_says_what_it_lacks(
    room: Room, files: dict[str, str], place: str, words: str
) -> None:
    with pytest.raises(TemplateFault) as fault:
        room.render([NamedTree("layer", tree(files))], {})

    assert fault.value.template == place
    assert words in fault.value.message

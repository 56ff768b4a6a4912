"""An answer that stands in a hook stays data: what is not quoted is refused, and never run."""

import pytest

from app.templates.faults import TemplateFault
from tests import native_walls
from tests.templates.hooked import POST, after, hooked, made

pytestmark = native_walls.needed

BREAKING_OUT = "'; open('a.txt', 'w').write('mine'); '"


@pytest.mark.parametrize(
    "text",
    [
        BREAKING_OUT,
        "it's",
        "one\ntwo",
        "\\",
        "'\nimport os\nos.remove('a.txt')\n'",
        "' if 1 else '",
        "' + open('a.txt').read() + '",
    ],
)
def test_text_that_would_change_the_hook_is_refused(text: str) -> None:
    with pytest.raises(TemplateFault, match="An answer is not quoted in this hook") as fault:
        after("x = '{{ cookiecutter.description }}'", description=text)

    assert fault.value.template == f"layer/hooks/{POST}"


def test_what_is_derived_from_such_text_is_refused_too() -> None:
    template = hooked(
        {POST: "x = '{{ cookiecutter.__loud }}'"},
        {"repository": "r", "description": "", "__loud": "{{ cookiecutter.description|upper }}"},
    )

    with pytest.raises(TemplateFault, match="An answer is not quoted"):
        made(template, description="'; x; '")


@pytest.mark.parametrize("text", [BREAKING_OUT, "plain", "é \u2028 🚀", "{{ 7*7 }}", '"""'])
def test_text_through_the_filter_arrives_as_it_was_typed(text: str) -> None:
    hook = (
        "text = {{ cookiecutter.description|py }}\n"
        "open('a.txt', 'w', encoding='utf-8', newline='').write(text)"
    )

    assert after(hook, description=text)["a.txt"] == text


def test_a_choice_is_its_author_s_text() -> None:
    template = hooked(
        {POST: "if '{{ cookiecutter.licence }}' == 'None (closed)':\n    open('closed', 'w')"},
        {"repository": "r", "licence": ["MIT", "None (closed)"]},
    )

    assert "closed" in made(template, licence="None (closed)")

"""Where a value stands in a file, by the rules of the file's language."""

import pytest
from jinja2 import Environment

from app.templates.check.language import Language
from app.templates.check.places import places_in

ENVIRONMENT = Environment()  # noqa: S701 - nothing is rendered


def places(language: Language, text: str) -> list[str]:
    """Of each `X`, as they follow one another."""
    tree = ENVIRONMENT.parse(text.replace("X", "{{ x }}"))
    return [place.value for place in places_in(tree, language).values()]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("echo X", "free"),
        ("a=X", "free"),
        ("a=$(echo X)", "free"),
        ('a="$(echo X)"', "free"),
        ("echo 'it'\"'\"'s' X", "free"),
        ('echo "a" X "b"', "free"),
        ("echo \\' X", "free"),
        ("# it's\necho X", "free"),
        ("case a in\n a) echo X ;;\nesac", "free"),
        ("a=$((1 << 2))\necho X", "free"),
        ("cat <<< X", "free"),
        ("cat <<EOF\na\nEOF\necho X", "free"),
        ("echo {% raw %}${#a}{% endraw %} X", "free"),
        ("sh -c 'echo \"$1\"' sh X", "free"),
        ("ssh-keygen -C X", "free"),
        ("grep -c X", "free"),
        ("echo ';' eval; echo X", "free"),
        ("echo 'X'", "quotes"),
        ('echo "a\nb X"', "quotes"),
        ('echo "$(a)X"', "quotes"),
        ("# X", "comment"),
        ("a # X", "comment"),
        ("cat <<EOF\nX\nEOF", "here-document"),
        ("cat <<-'EOF' > a\n\tX\n\tEOF", "here-document"),
        ('bash -c "echo X"', "command"),
        ("/bin/sh -ec X", "command"),
        ("eval X", "command"),
        ("ssh host echo X", "command"),
        ("trap X 0", "command"),
        ("a=`echo X`", "backticks"),
    ],
)
def test_the_shell(text: str, place: str) -> None:
    assert places(Language.SHELL, text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: X", "free"),
        ("- X", "free"),
        ("a: [b, X]", "free"),
        ("a: {b: X}", "free"),
        ("a: it's X", "free"),
        ("a: 'b'\nc: X", "free"),
        ("# it's \"a\nb: X", "free"),
        ("a: |\n  b\nc: X", "free"),
        ("a: 'open\nb: X", "free"),
        ("a: b # X", "free"),
        ("a: 'X'", "quotes"),
        ("a: 'The X'", "quotes"),
        ('a: "b: X"', "quotes"),
        ('a: ["b X"]', "quotes"),
        ('a: "b\n  X"', "quotes"),
        ("- 'it''s X'", "quotes"),
        ("a: |\n  X", "block"),
        ("a: >-\n  b\n\n  X", "block"),
        ("- |2\n  X", "block"),
        ("a: !tag | # why\n  X", "block"),
        ("a:\n  b: |\n    c\n    X", "block"),
    ],
)
def test_yaml(text: str, place: str) -> None:
    assert places(Language.YAML, text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<p>X</p>", "free"),
        ('<a title="X">', "free"),
        ("<a title='a X'>it's</a>", "free"),
        ('<a href="/search?q=X">', "free"),
        ("<!-- X -->", "free"),
        ("<script></script><p>X", "free"),
        ("a < b X", "free"),
        ("<a title=X>", "attribute"),
        ("<a X>", "attribute"),
        ("<script>a = X</script>", "script"),
        ("<STYLE>X", "script"),
        ('<a onclick="f(X)">', "script"),
        ('<p style="X">', "script"),
        ('<a href="X">', "address"),
    ],
)
def test_markup(text: str, place: str) -> None:
    assert places(Language.MARKUP, text) == [place]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        (Language.GO, "a := X", "free"),
        (Language.GO, 'a := "it\'s" + X', "free"),
        (Language.GO, "// it's X", "free"),
        (Language.GO, "a := `b\n X`", "quotes"),
        (Language.GO, '/* "a\n X */', "comment"),
        (Language.SCRIPT, "a = `${1}` + X", "free"),
        (Language.SCRIPT, "a = `b\\` X`", "quotes"),
        (Language.SCRIPT, "/* a */ b = X", "free"),
        (Language.SCRIPT, "/** X */", "comment"),
        (Language.PYTHON, "# it's\na = X", "free"),
        (Language.PYTHON, '"""It\'s "a".\n\nX\n"""', "quotes"),
        (Language.PYTHON, '"""A."""\na = X', "free"),
        (Language.TOML, "a = 'b\\'\nc = X", "free"),
        (Language.TOML, "a = '''\nX'''", "quotes"),
        (Language.JSON, '{"a": X, "b": 1}', "free"),
        (Language.JSON, '{"a": "b X"}', "quotes"),
        (Language.OTHER, "it's X", "free"),
        (Language.OTHER, 'a = "b X"', "quotes"),
    ],
)
def test_code_and_what_is_written_like_it(language: Language, text: str, place: str) -> None:
    assert places(language, text) == [place]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% if a %}'X'{% else %}X{% endif %}", ["quotes", "free"]),
        ("'{% for a in b %}X{% endfor %}'", ["quotes"]),
        ("'{% filter sh %}X{% endfilter %}'", ["quotes", "free"]),
        ("'{% set a %}X{% endset %}X'", ["quotes", "free"]),
        ("'{% macro m() %}X{% endmacro %}' X", ["free", "free"]),
        ("'{% filter upper %}X{% endfilter %}'", ["quotes"]),
    ],
)
def test_what_a_template_writes_in_one_go_is_one_text(text: str, found: list[str]) -> None:
    assert places(Language.SHELL, text) == found

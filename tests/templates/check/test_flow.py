"""Free text is followed through all that Jinja has, to where it comes out."""

import pytest
from jinja2 import Environment

from app.templates.check.flow import Flow, Trace
from app.templates.check.lists import lists_in

ENVIRONMENT = Environment(extensions=["jinja2.ext.do"])  # noqa: S701 - nothing is rendered
KNOWN = {"text": frozenset({Trace("text", None)}), "name": frozenset[Trace]()}


def leaks(template: str) -> list[tuple[int, str, str | None]]:
    """Line, variable and last quoting filter of each."""
    found = Flow(KNOWN).leaks(ENVIRONMENT.parse(template.replace("TEXT", "cookiecutter.text")))
    return sorted((one.line, *one.trace) for one in found)


@pytest.mark.parametrize(
    "template",
    [
        "{{ TEXT }}",
        "{{ cookiecutter['text'] }}",
        "{{ TEXT|upper }}",
        "{{ TEXT.upper() }}",
        "{{ TEXT[:7] }}",
        "{{ 'a' ~ TEXT ~ 'b' }}",
        "{{ 'a' + TEXT }}",
        "{{ '%s' % TEXT }}",
        "{{ '{}'.format(TEXT) }}",
        "{{ [TEXT]|join }}",
        "{{ {'a': TEXT}['a'] }}",
        "{{ TEXT if 1 else 'b' }}",
        "{{ TEXT or 'b' }}",
        "{{ 'a'|default(TEXT) }}",
        "{{ 'a'|replace('a', new=TEXT) }}",
        "{{ TEXT|yaml|replace('\"', '') }}",
        "{% if TEXT %}{{ TEXT }}{% endif %}",
        "{% if 0 %}{% elif 1 %}{{ TEXT }}{% endif %}",
        "{% if 0 %}{% else %}{{ TEXT }}{% endif %}",
        "{% for a in TEXT %}{{ a }}{% endfor %}",
        "{% for a, b in [(1, TEXT)] %}{{ b }}{% endfor %}",
        "{% set a = TEXT %}{{ a }}",
        "{% set a, b = 1, TEXT %}{{ b }}",
        "{% set a %}{{ TEXT }}{% endset %}{{ a }}",
        "{% set a = b %}{% set b = TEXT %}{{ a }}",
        "{% set n = namespace() %}{% set n.a = TEXT %}{{ n.a }}",
        "{% set l = [] %}{% do l.append(TEXT) %}{{ l }}",
        "{% with a = TEXT %}{{ a }}{% endwith %}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(TEXT) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(a=TEXT) }}",
        "{% macro m() %}{{ TEXT }}{% endmacro %}{{ m() }}",
        "{% macro unused() %}{{ TEXT }}{% endmacro %}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ TEXT }}{% endcall %}",
        "{% import 'a' as m %}{{ m.show(TEXT) }}",
        "{% filter upper %}{{ TEXT }}{% endfilter %}",
        "{% filter yaml|upper %}{{ TEXT }}{% endfilter %}",
        "{% block a %}{{ TEXT }}{% endblock %}",
    ],
)
def test_text_that_comes_out_unquoted_is_seen(template: str) -> None:
    assert leaks(template) == [(1, "text", None)]


@pytest.mark.parametrize(
    "template",
    [
        "{{ TEXT|yaml }}",
        "{{ TEXT|upper|yaml }}",
        "{{ ('a' ~ TEXT)|yaml }}",
        "{{ TEXT|yaml|indent }}",
        "{{ TEXT|yaml if 1 }}",
        "{% set a = TEXT|yaml %}{{ a }}",
        "{% set a %}{{ TEXT }}{% endset %}{{ a|yaml }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(TEXT)|yaml }}",
        "{% macro m(a) %}{{ a|yaml }}{% endmacro %}{{ m(TEXT) }}",
        "{% filter yaml %}{{ TEXT }}{% endfilter %}",
        "{% filter upper|yaml %}{{ TEXT }}{% endfilter %}",
    ],
)
def test_text_that_was_quoted_on_its_way_is_seen_as_such(template: str) -> None:
    assert leaks(template) == [(1, "text", "yaml")]


@pytest.mark.parametrize(
    "template",
    [
        "{{ cookiecutter.name }}",
        "{{ TEXT|length }}",
        "{{ TEXT|slugify }}",
        "{{ TEXT == 'a' }}",
        "{{ TEXT is defined }}",
        "{{ not TEXT }}",
        "{% if TEXT %}a{% endif %}",
        "{% for a in TEXT %}x{% endfor %}",
        "{% set a = TEXT %}",
        "{# {{ TEXT }} #}",
        "{% raw %}{{ TEXT }}{% endraw %}",
    ],
)
def test_what_holds_no_text_is_let_pass(template: str) -> None:
    assert leaks(template) == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ cookiecutter }}",
        "{{ cookiecutter|json }}",
        "{{ cookiecutter['te' ~ 'xt'] }}",
        "{{ cookiecutter.get('text') }}",
        "{{ cookiecutter|attr('text') }}",
        "{% for key, value in cookiecutter.items() %}{{ value }}{% endfor %}",
        "{% set all = cookiecutter %}{{ all.text }}",
    ],
)
def test_all_variables_together_hold_whatever_one_of_them_does(template: str) -> None:
    assert [variable for _, variable, _ in leaks(template)] == ["cookiecutter"]


def test_each_leak_has_the_line_at_which_it_comes_out() -> None:
    template = "a\n{% set a = TEXT %}\n\n{{ a }}\n{{ TEXT|md }}"

    assert leaks(template) == [(4, "text", None), (5, "text", "md")]


@pytest.mark.parametrize(
    ("template", "is_list"),
    [
        ("{% for a in cookiecutter.regions %}{% endfor %}", True),
        ("{% for a in (cookiecutter.regions or [])|sort %}{% endfor %}", True),
        ("{% for a in [cookiecutter.name] + cookiecutter.regions %}{% endfor %}", True),
        ("{{ cookiecutter.regions|join(', ')|yaml }}", True),
        ("{% for a in cookiecutter.regions.split() %}{% endfor %}", False),
        ("{{ cookiecutter.regions|yaml }}", False),
    ],
)
def test_a_variable_is_a_list_if_a_template_goes_through_it(template: str, is_list: bool) -> None:
    found = lists_in([ENVIRONMENT.parse(template)])

    assert ("regions" in found) is is_list
    assert "depends_on" in found

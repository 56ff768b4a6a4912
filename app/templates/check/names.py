"""Names in a template: those that it uses, and those that nobody knows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from app.templates.check.advice import CHANGING, changing, is_clock, no_name
from app.templates.check.declared import FREE, OWN
from app.templates.check.flow import ALL, variable_named
from app.templates.check.language import QUOTING

ANSWERS = FREE | OWN

_ASKING = {"default", "d"}


class Used(NamedTuple):
    """A variable where it is used; `must_be_there` unless the template asks whether it is."""

    variable: str
    line: int
    must_be_there: bool


class Unknown(NamedTuple):
    """What would stop the render at this line, and what to do about it."""

    line: int
    sentence: str
    is_name: bool = False


def used(tree: nodes.Template) -> list[Used]:
    """Each use of a variable; `cookiecutter` as a whole is a use of ALL."""
    return list(_used(tree, is_asked=False))


def unknown(tree: nodes.Template, environment: Environment, text: str) -> Iterator[Unknown]:
    """Filters, tests and other names that there are none of, in what was read of `text`."""
    missing: dict[str, set[str]] = {"filter": set(), "test": set()}
    for kind, node_type, known in (
        ("filter", nodes.Filter, environment.filters),
        ("test", nodes.Test, environment.tests),
    ):
        for node in tree.find_all(node_type):
            if node.name not in known:
                missing[kind].add(node.name)
                yield Unknown(node.lineno, _no_such(kind, node.name))
    try:
        names = _undeclared_names(tree, environment, missing)
    except TemplateSyntaxError as fault:
        yield Unknown(fault.lineno, f"This is not valid Jinja: {fault.message} Correct it.")
        return
    for one in tree.find_all(nodes.Name):
        if one.name in names and one.ctx == "load":
            say = no_name(one.name, text, one.lineno, is_answer=one.name in ANSWERS)
            yield Unknown(one.lineno, say, is_name=True)


def _undeclared_names(
    tree: nodes.Template, environment: Environment, missing: Mapping[str, Iterable[str]]
) -> set[str]:
    """What is neither set in the template nor known to Jinja."""
    # Jinja stops at the first filter that it does not know: here they all are.
    lenient = environment.overlay()
    lenient.filters = environment.filters | dict.fromkeys(missing["filter"], _nothing)
    lenient.tests = environment.tests | dict.fromkeys(missing["test"], _nothing)
    tree.set_environment(lenient)
    return find_undeclared_variables(tree) - {ALL, f"_{ALL}"} - set(environment.globals)


def _nothing(_value: object) -> str:
    return ""


_CHANGES = frozenset({"clear", "pop", "popitem", "setdefault", "update"})
"""How other templates change variables while they are rendered."""


def undeclared(name: str) -> str:
    """What to say of a variable that is used and not declared."""
    if name in ANSWERS:
        return (
            f"`{name}` is answered, but not declared in cookiecutter.json, so it is not there. "
            f"Declare it with a default."
        )
    if is_clock(name):
        return (
            f"`{name}` is not declared in cookiecutter.json, and there is no clock here: the same "
            "answers have to give the same files. Write a fixed text such as a year, or ask for it "
            "in the form."
        )
    if name in _CHANGES:
        return (
            f"Variables stay as they are, so there is no `{name}` here. Derive another one as "
            "`__name` in cookiecutter.json."
        )
    return f"`{name}` is not declared in cookiecutter.json. Declare it or correct the name."


def _used(node: nodes.Node, *, is_asked: bool) -> Iterator[Used]:
    name = variable_named(node)
    if name is not None:
        yield Used(name, node.lineno, not is_asked)
        return
    if isinstance(node, nodes.Name) and node.name == ALL:
        yield Used(ALL, node.lineno, must_be_there=False)
    match node:
        case nodes.Test():
            asks = node.name in {"defined", "undefined"}
        case nodes.Filter():
            asks = node.name in _ASKING
        case _:
            asks = False
    for child in node.iter_child_nodes():
        yield from _used(child, is_asked=asks)


def _no_such(kind: str, name: str) -> str:
    if name in CHANGING:
        return changing(name)
    offered = f" Free text is quoted by {', '.join(sorted(QUOTING))}." if kind == "filter" else ""
    return f"There is no {kind} `{name}`.{offered} Correct the name or do without."

"""The defaults in `cookiecutter.json`: what each variable is made of, and mistakes in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, TemplateSyntaxError

from app.templates.check.advice import not_jinja
from app.templates.check.declared import Declared, context_path
from app.templates.check.finding import Finding, error
from app.templates.check.flow import Flow, Trace, Traces
from app.templates.check.names import undeclared, unknown, used


@dataclass
class Defaults:
    """Of each variable the free text that it is made of; `uses` are those that others mention."""

    known: dict[str, Traces] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def read_defaults(
    template: str, declared: Declared, environment: Environment, free: frozenset[str]
) -> Defaults:
    """Go through the defaults in the order of the file, as they are rendered."""
    done = Defaults()
    for name, default in declared.variables.items():
        done.known[name] = frozenset({Trace(name, None)}) if name in free else frozenset()
        for text in _texts(default) if _is_rendered(name) else ():
            say = _read(text, name, declared, environment, done)
            path, line = context_path(template), declared.line(name)
            done.findings += [error(path, line, one) for one in say]
    return done


def _read(
    text: str, name: str, declared: Declared, environment: Environment, done: Defaults
) -> Iterator[str]:
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as fault:
        yield f"The default of `{name}`. {not_jinja(fault, text)}"
        return
    yield from (one.sentence for one in unknown(tree, environment, text))
    earlier = done.known.keys() - {name}
    for one in used(tree):
        done.uses.add(one.variable)
        if one.must_be_there and one.variable not in earlier:
            yield _missing(one.variable, name, declared)
    done.known[name] |= {leak.trace for leak in Flow(done.known).leaks(tree)}


def _missing(variable: str, name: str, declared: Declared) -> str:
    if variable in declared.variables:
        return f"The default of `{name}` uses `{variable}`, which comes later. Put it above."
    return undeclared(variable)


def _is_rendered(name: str) -> bool:
    return not name.startswith("_") or name.startswith("__")


def _texts(default: Any) -> Iterator[str]:
    match default:
        case str():
            yield default
        case list():
            for one in default:
                yield from _texts(one)
        case dict():
            for key, value in default.items():
                yield from _texts(key)
                yield from _texts(value)

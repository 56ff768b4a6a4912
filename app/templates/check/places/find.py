"""Finds the place of each value in a file of some language."""

from collections.abc import Callable, Mapping

from jinja2 import nodes

from app.templates.check.language import Language
from app.templates.check.places.in_code import places_in_code
from app.templates.check.places.in_lines import places_in_lines
from app.templates.check.places.in_markup import places_in_markup
from app.templates.check.places.in_shell import places_in_shell
from app.templates.check.places.in_yaml import places_in_yaml
from app.templates.check.places.place import Place
from app.templates.check.places.written import written

_Finder = Callable[[str], list[Place]]
_FINDERS: Mapping[Language, _Finder] = {
    Language.SHELL: places_in_shell,
    Language.YAML: places_in_yaml,
    Language.MARKUP: places_in_markup,
} | {
    language: places_in_code(language)
    for language in (
        Language.GO, Language.JSON, Language.PYTHON, Language.SCRIPT, Language.TOML,
    )
}  # fmt: skip


def places_in(tree: nodes.Template, language: Language) -> Mapping[int, Place]:
    """The place of each value by the `id` of its node; what is not there stands free."""
    find = _FINDERS.get(language, places_in_lines)
    return {
        id(node): place
        for one in written(tree)
        for node, place in zip(one.values, find(one.text), strict=True)
    }

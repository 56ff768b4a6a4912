"""In which language a file is written, and which filters free text may pass to get there."""

import re
from enum import StrEnum

from app.templates.quoting import FILTERS


class Language(StrEnum):
    """As people call it."""

    WORKFLOW = "workflow"
    MAKEFILE = "Makefile"
    DOCKERFILE = "Dockerfile"
    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"
    PYTHON = "Python"
    SHELL = "shell"
    MARKDOWN = "Markdown"
    GO = "Go"
    SCRIPT = "JavaScript"
    MARKUP = "markup"
    SQL = "file of SQL"
    TEXT = "text"
    OTHER = "file"


CLOSED = {
    Language.WORKFLOW: (
        "GitHub evaluates ${{ … }} in a workflow wherever it stands. Leave it out, or let a step "
        "read it from a file of the repository"
    ),
    Language.MAKEFILE: (
        "A Makefile has rules of its own on top of the shell's. Let a program read it from a file "
        "of the repository"
    ),
    Language.DOCKERFILE: (
        "A Dockerfile has rules of its own on top of the shell's. Let a program read it from a "
        "file of the repository"
    ),
    Language.SQL: (
        "No filter quotes for SQL. Let a program read it from a file, and hand it over as a "
        "parameter"
    ),
}
"""Where no quoting helps: why, and what to do instead."""

_ESCAPES = frozenset({"e", "escape", "forceescape"})
_DUMPS = frozenset({"jsonify", "tojson"})
QUOTING = frozenset(FILTERS) | _ESCAPES | _DUMPS
"""The filters that end in one complete literal of some language, or in inert text."""

BRINGS_QUOTES = QUOTING - _ESCAPES - {"md", "mdcell"}
"""Between quotes of the template's own, the text of such a literal stands outside of all quotes."""

_DATA = frozenset({"yaml", "toml", "json"})
_FITTING = {
    Language.YAML: _DATA,
    Language.TOML: _DATA,
    Language.JSON: _DATA | _DUMPS,
    Language.PYTHON: frozenset({"py"}),
    Language.SHELL: frozenset({"sh"}),
    Language.MARKDOWN: frozenset({"md", "mdcell"}),
    Language.GO: frozenset({"go", "json"}),
    Language.SCRIPT: frozenset({"ts", "json"}) | _DUMPS,
    Language.MARKUP: _ESCAPES,
}
_BEST = {Language.GO: ("go", "json"), Language.SCRIPT: ("ts", "json"), Language.MARKDOWN: ("md",)}

_WORKFLOW = re.compile(r"(^|/)(\.github/(workflows|actions)/.+|action)\.ya?ml$")
_MAKEFILE = re.compile(r"(^|/)((GNUm|M|m)akefile[^/]*|[^/]+\.mk)$")
_DOCKERFILE = re.compile(r"(^|/)(((Docker|Container)file[^/]*)|[^/]+\.[Dd]ockerfile)$")
_TEXT = re.compile(r"(^|/)(LICEN[SC]E|NOTICE|AUTHORS|[^/]+\.txt)$")
_ENDINGS = {
    Language.YAML: ("yml", "yaml"),
    Language.TOML: ("toml",),
    Language.JSON: ("json",),
    Language.PYTHON: ("py", "pyi"),
    Language.SHELL: ("sh", "bash"),
    Language.MARKDOWN: ("md", "markdown"),
    Language.GO: ("go",),
    Language.SCRIPT: ("ts", "mts", "cts", "tsx", "js", "mjs", "cjs", "jsx"),
    Language.MARKUP: ("html", "htm", "xml", "svg"),
    Language.SQL: ("sql",),
}
_BY_ENDING = {ending: language for language, all_ in _ENDINGS.items() for ending in all_}
_FIRST_LINE = re.compile(r"#!.*\b(python|sh|bash)[\d.]*\b")


def language_of(path: str, text: str) -> Language:
    """By its name, or by the program that its first line names."""
    for pattern, language in (
        (_WORKFLOW, Language.WORKFLOW),
        (_MAKEFILE, Language.MAKEFILE),
        (_DOCKERFILE, Language.DOCKERFILE),
        (_TEXT, Language.TEXT),
    ):
        if pattern.search(path):
            return language
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    if dot and ending.lower() in _BY_ENDING:
        return _BY_ENDING[ending.lower()]
    program = _FIRST_LINE.match(text)
    if program is None:
        return Language.OTHER
    return Language.PYTHON if program[1] == "python" else Language.SHELL


def fits(quoting: str | None, language: Language) -> bool:
    """Whether text that passed this filter is harmless in that language."""
    if language is Language.TEXT:
        return True
    return quoting is not None and quoting in _FITTING.get(language, QUOTING)


def filter_for(language: Language) -> str | None:
    """The filter to use there; None where each will do, for nobody knows the language."""
    fitting = _FITTING.get(language)
    if fitting is None:
        return None
    wanted = (*_BEST.get(language, ()), language.lower(), *sorted(fitting))
    return next(name for name in wanted if name in fitting and name in QUOTING)

"""Places where what a filter gives does not hold free text, or comes out as something else."""

from app.templates.check.flow import ALL, Leak
from app.templates.check.language import BRINGS_QUOTES, Language, fits
from app.templates.check.places import Place

_INSTEAD = {
    Place.HERE_DOCUMENT: (
        "in a here-document, which the shell expands and which a line of the text can end. Set a "
        "variable to it before, `text={it}`, and write `printf '%s\\n' \"$text\"`"
    ),
    Place.COMMAND: (
        "in a command that a shell reads once more, so that no quotes hold it. Hand it over as an "
        "argument, as in `sh -c 'echo \"$1\"' sh {it}`, or let a program read it from a file"
    ),
    Place.BACKTICKS: (
        "between backticks, and one of its own ends them. Write `$(…)` for the command"
    ),
    Place.SCRIPT: (
        "in a script or style, where escaping for markup does not hold it. Put it into an "
        'attribute such as `data-text="{it}"`, and let the script read it from there'
    ),
    Place.ATTRIBUTE: (
        "in a tag without quotes around it, so that a space ends it. Write quotes around it"
    ),
    Place.ADDRESS: (
        "at the beginning of an address, which can be a script as well. Write the address "
        "yourself, up to the first `/` after the host"
    ),
}
"""Of places where nothing holds it; `{it}` is the value as it should be written."""

_BLOCK = (
    "`{variable}` stands in a block (`|` or `>`), where quotes are part of the text. Write one "
    "literal instead of the block: `{it}`. If the block holds a program, let that read the text "
    "from a file; if it holds JSON or YAML of its own, use the filter `json`."
)
_COMMENT = {
    Language.SHELL: "a comment, and the next line of a longer text is none. Leave it out",
    Language.GO: "a comment that `*/` in the text ends. Leave it out, or begin the line with `//`",
    Language.SCRIPT: (
        "a comment that `*/` in the text ends. Leave it out, or begin the line with `//`"
    ),
}


def amiss(leak: Leak, language: Language) -> str | None:
    """Why the value may not stand at its place, whatever its filter; None if nothing is wrong."""
    variable, quoting = leak.trace
    name = "text" if variable == ALL else variable
    if leak.place in _INSTEAD:
        return f"`{name}` stands {_INSTEAD[leak.place].format(it=_value(name, language))}."
    if leak.place is Place.COMMENT and language in _COMMENT:
        return f"`{name}` stands in {_COMMENT[language]}."
    if leak.place is Place.BLOCK and quoting not in {"json", "toml"}:
        return _BLOCK.format(variable=name, it=_joined(name, "yaml"))
    if quoting is None or language is Language.TEXT or not fits(quoting, language):
        return None
    if leak.place is Place.QUOTES and quoting in BRINGS_QUOTES:
        return _quoted(name, quoting)
    return None


def _quoted(name: str, quoting: str) -> str:
    return (
        f"`{name}` stands between quotes, and the filter `{quoting}` brings its own, which end "
        "them. Remove yours, and join what else they hold before the filter: "
        f"`{_joined(name, quoting)}`."
    )


def _joined(name: str, quoting: str) -> str:
    return f'{{{{ ("…" ~ cookiecutter.{name})|{quoting} }}}}'


def _value(name: str, language: Language) -> str:
    quoting = "e" if language is Language.MARKUP else "sh"
    return f"{{{{ cookiecutter.{name}|{quoting} }}}}"

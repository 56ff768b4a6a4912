"""Free text that reaches a file: whether it may stand there as it does."""

from app.templates.check.amiss import amiss
from app.templates.check.finding import Finding, Severity
from app.templates.check.flow import ALL, Leak
from app.templates.check.language import CLOSED, Language, filter_for, fits


def judged(path: str, leak: Leak, language: Language, severity: Severity) -> Finding | None:
    """What is wrong with a variable in the output of the file at `path`, if anything is."""
    variable, quoting = leak.trace
    if language in CLOSED:
        say = f"{_free(variable)}, and has no safe form in a {language}. {CLOSED[language]}."
    elif wrong := amiss(leak, language):
        say = wrong
    elif fits(quoting, language):
        return None
    elif quoting is None:
        say = f"{_free(variable)}, and is not quoted here. {_use(variable, language)}"
    else:
        say = f"`{variable}` passes the filter `{quoting}`, which is not for {language}. "
        say += _use(variable, language)
    return Finding(path, leak.line, severity, say)


def in_path(path: str, variable: str, severity: Severity) -> Finding:
    """A file whose name depends on what people type."""
    say = (
        f"{_free(variable)}, and the name of a file must not depend on it. Use "
        "`cookiecutter.name`, or a name of your own."
    )
    return Finding(path, 0, severity, say)


def _free(variable: str) -> str:
    if variable == ALL:
        return "All variables together hold free text"
    return f"`{variable}` is free text"


def _use(variable: str, language: Language) -> str:
    if variable == ALL:
        return "Write out those that you need, each through the filter of this language."
    wanted = filter_for(language)
    if wanted is None:
        return (
            "Nobody knows the language of this file: write it through the filter that quotes for "
            f"it, such as `{{{{ cookiecutter.{variable}|json }}}}`."
        )
    quotes = {
        Language.MARKDOWN: "",
        Language.MARKUP: " in text or within the quotes of an attribute, never in a script",
    }.get(language, ", which brings the quotes along")
    return f"Write `{{{{ cookiecutter.{variable}|{wanted} }}}}`{quotes}."

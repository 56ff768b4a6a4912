"""What answers to a form must be, and the issue text that GitHub makes of them."""

from collections.abc import Mapping

from sandbox.pages.forms.definition import (
    Checkboxes,
    CheckboxesAttributes,
    Dropdown,
    DropdownAttributes,
    Input,
    IssueForm,
    Question,
    Textarea,
)

NO_RESPONSE = "_No response_"
UNSET = "None"

Answers = Mapping[str, tuple[str, ...]]
"""By the key of the question: what was typed, or the options that were chosen or ticked."""


def first_answers(form: IssueForm) -> dict[str, tuple[str, ...]]:
    """What the form shows before anybody has touched it."""
    return {key: _default(question) for key, question in form.questions.items()}


def complaints(form: IssueForm, answers: Answers) -> dict[str, str]:
    """What the web form refuses, a sentence by question; empty when it submits."""
    found = {
        key: _complaint(question, answers.get(key, ())) for key, question in form.questions.items()
    }
    return {key: sentence for key, sentence in found.items() if sentence}


def body_of(form: IssueForm, answers: Answers) -> str:
    """The issue's text: headings and values as GitHub writes them.

    Typed text goes in as it came, line ends included: a browser sends CRLF.
    """
    parts = [
        f"### {question.attributes.label}\n\n{_value(question, answers.get(key, ()))}"
        for key, question in form.questions.items()
    ]
    return "\n\n".join(parts)


def _default(question: Question) -> tuple[str, ...]:
    match question:
        case Dropdown(attributes=asked):
            chosen = asked.default
            known = chosen is not None and 0 <= chosen < len(asked.options)
            return (asked.options[chosen],) if chosen is not None and known else ()
        case Checkboxes():
            return ()
        case Input(attributes=typed) | Textarea(attributes=typed):
            return (typed.value,) if typed.value else ()


def _complaint(question: Question, answer: tuple[str, ...]) -> str:
    empty = not any(one.strip() for one in answer)
    if empty and question.validations.required:
        return "This field is required."
    match question:
        case Checkboxes(attributes=asked):
            return _about_ticks(asked, answer)
        case Dropdown(attributes=choice):
            return _about_choice(choice, answer)
        case Input():
            many = any(line_end in text for text in answer for line_end in "\r\n")
            return "Write this on one line." if many else ""
        case Textarea():
            return ""


def _about_ticks(asked: CheckboxesAttributes, answer: tuple[str, ...]) -> str:
    for option in asked.options:
        if option.required and option.label not in answer:
            return f"Tick “{option.label}” to go on."
    return _about_unknown([option.label for option in asked.options], answer)


def _about_choice(asked: DropdownAttributes, answer: tuple[str, ...]) -> str:
    if len(answer) > 1 and not asked.multiple:
        return "Choose one option only."
    return _about_unknown(asked.options, answer)


def _about_unknown(options: list[str], answer: tuple[str, ...]) -> str:
    unknown = [one for one in answer if one not in options]
    return f"“{unknown[0]}” is none of the options." if unknown else ""


def _value(question: Question, answer: tuple[str, ...]) -> str:
    match question:
        case Checkboxes(attributes=asked):
            lines = [
                f"- [{'x' if one.label in answer else ' '}] {one.label}" for one in asked.options
            ]
            return "\n".join(lines)
        case Dropdown(attributes=choice):
            # That several unset ones read `_No response_` and a single one `None`: unconfirmed.
            chosen = [one for one in choice.options if one in answer]
            return ", ".join(chosen) or (NO_RESPONSE if choice.multiple else UNSET)
        case Input(attributes=typed) | Textarea(attributes=typed):
            text = "".join(answer)
            if not text.strip():
                return NO_RESPONSE
            return f"```{typed.render}\n{text}\n```" if typed.render else text

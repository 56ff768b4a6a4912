"""What an issue's text answers to the form, and what keeps it from being an answer."""

from dataclasses import dataclass

from app.domain.answers import Answer, Answers, Problem
from app.domain.form.fields import Field, FieldKind, Form
from app.domain.form.sections import Section, split_sections
from app.domain.form.values import Unreadable, read_value
from app.domain.hidden import describe, hidden_names


@dataclass(frozen=True, slots=True)
class Reading:
    """Field id to answer for every field without a problem; decided only if there is none."""

    answers: Answers
    problems: tuple[Problem, ...]


def read_answers(form: Form, body: str | None) -> Reading:
    """Read an issue's text as GitHub renders a submitted form; `body` as its API gives it.

    A text whose headings are in doubt gives no answer at all. Problems name fields by label.
    """
    if body is None or not body.strip():
        say = (
            "The issue has no text. Open a new one with the form “"
            f"{form.name}”, or paste the form's headings with your answers here."
        )
        return Reading({}, (Problem(None, say),))
    sections = split_sections(form, body)
    if sections.problems:
        return Reading({}, sections.problems)
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for section in sections.found:
        try:
            answer = _answer(section)
        except Unreadable as reason:
            problems.append(Problem(section.field.label, str(reason)))
        else:
            answers |= {} if answer is None else {section.field.id: answer}
    return Reading(answers, tuple(problems))


def _answer(section: Section) -> Answer | None:
    _refuse_hidden(section.field, f"{section.heading}\n{section.text}")
    answer = read_value(section.field, section.text)
    if section.field.required and answer in (None, "", ()):
        raise Unreadable("This field must be filled in. Write your answer below its heading.")
    return answer


def _refuse_hidden(field: Field, text: str) -> None:
    names = hidden_names(text)
    if "\t" in text and field.kind is not FieldKind.TEXTAREA:
        names = (*names, describe("\t"))
    if names:
        shown = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
        say = f"There are characters here that nobody can see: {shown}. Type the text anew."
        raise Unreadable(say)

"""The text that GitHub makes of a form that somebody filled in."""

from collections.abc import Mapping

from app.domain.form.fields import Field, FieldKind, Form


def written_answers(form: Form, answers: Mapping[str, str | tuple[str, ...]]) -> str:
    """The issue's text; `answers` maps field ids to what was typed, chosen or ticked."""
    return "\n\n".join(
        f"### {field.label}\n\n{_section(field, answers.get(field.id, ''))}"
        for field in form.fields
    )


def _section(field: Field, answer: str | tuple[str, ...]) -> str:
    several = (answer,) if isinstance(answer, str) else answer
    if field.kind is FieldKind.CHECKBOXES:
        ticks = (f"- [{'X' if option in several else ' '}] {option}" for option in field.options)
        return "\n".join(ticks)
    text = ", ".join(several)
    if not text.strip():
        return "_No response_"
    return f"```\n{text}\n```" if field.fenced else text

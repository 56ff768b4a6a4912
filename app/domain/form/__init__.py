"""The issue form: what it asks, and what an issue's text answers to it."""

from app.domain.form.answers import Reading, read_answers
from app.domain.form.definition import read_form
from app.domain.form.fields import Field, FieldKind, Form
from app.domain.form.written import written_answers

__all__ = ["Field", "FieldKind", "Form", "Reading", "read_answers", "read_form", "written_answers"]

"""What an issue form may ask: its elements and their attributes, in GitHub's form schema."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


class FormFault(Exception):
    """The form's file cannot be used; the message says why, for a person."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class Validations(_Part):
    """What the web form insists on."""

    required: bool = False


class _Attributes(_Part):
    label: Annotated[str, Field(min_length=1)]
    description: str = ""


class TextAttributes(_Attributes):
    """`render` names the language of the code block that a text area's answer becomes."""

    placeholder: str = ""
    value: str = ""
    render: str = ""


class DropdownAttributes(_Attributes):
    """`default` is the index of the option that is chosen at first."""

    options: Annotated[list[str], Field(min_length=1)]
    multiple: bool = False
    default: int | None = None


class Option(_Part):
    """One checkbox."""

    label: str
    required: bool = False


class CheckboxesAttributes(_Attributes):
    """The checkboxes under one label."""

    options: Annotated[list[Option], Field(min_length=1)]


class MarkdownAttributes(_Part):
    """Text that the form shows and does not submit."""

    value: str


class Markdown(_Part):
    """An element that asks nothing."""

    type: Literal["markdown"]
    attributes: MarkdownAttributes


class _Question(_Part):
    id: str | None = None
    validations: Validations = Validations()


class Input(_Question):
    """One line of text."""

    type: Literal["input"]
    attributes: TextAttributes


class Textarea(_Question):
    """Many lines of text."""

    type: Literal["textarea"]
    attributes: TextAttributes


class Dropdown(_Question):
    """One option, or several, of a list."""

    type: Literal["dropdown"]
    attributes: DropdownAttributes


class Checkboxes(_Question):
    """Options to tick; each may be required by itself."""

    type: Literal["checkboxes"]
    attributes: CheckboxesAttributes


Question = Input | Textarea | Dropdown | Checkboxes
Element = Annotated[Markdown | Question, Field(discriminator="type")]


def _names(value: object) -> object:
    """GitHub takes a list, or one string with commas."""
    if isinstance(value, str):
        return [name.strip() for name in value.split(",") if name.strip()]
    return [] if value is None else value


Names = Annotated[list[str], BeforeValidator(_names)]


class IssueForm(_Part):
    """A whole form."""

    name: str
    description: str
    title: str = ""
    labels: Names = []
    assignees: Names = []
    body: Annotated[list[Element], Field(min_length=1)]

    @property
    def questions(self) -> dict[str, Question]:
        """What is submitted, in order: by id, or by its place (`field-3`) where it has none."""
        return {key: one for key, one in self.elements if not isinstance(one, Markdown)}

    @property
    def elements(self) -> list[tuple[str, Element]]:
        """All that the form shows, in order, with the same keys."""
        return [
            (getattr(one, "id", None) or f"field-{n}", one) for n, one in enumerate(self.body, 1)
        ]

    @model_validator(mode="after")
    def _nothing_is_asked_twice(self) -> "IssueForm":
        asked = [one for one in self.body if not isinstance(one, Markdown)]
        ids = Counter(one.id for one in asked if one.id)
        labels = Counter(one.attributes.label for one in asked)
        for kind, counted in (("id", ids), ("label", labels)):
            for word, count in counted.items():
                if count > 1:
                    raise ValueError(f"the {kind} {word!r} is there twice")
        if not asked:
            raise ValueError("the body must ask something, not only show markdown")
        return self


def read_form(text: str) -> IssueForm:
    """Read a form's YAML; FormFault lists what does not fit GitHub's form schema."""
    try:
        data = YAML(typ="safe").load(text)
        return IssueForm.model_validate(data)
    except YAMLError as error:
        raise FormFault(f"It is no YAML: {error}") from None
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in one['loc']) or 'form'}: {one['msg']}"
            for one in error.errors()
        ]
        raise FormFault("; ".join(lines)) from None

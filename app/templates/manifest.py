"""`slipway.yml`: what a template is, what it is laid on and which tests go with it."""

from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from app.templates.faults import TemplateFault
from app.templates.tree import TemplateTree

MANIFEST = "slipway.yml"


class Kind(StrEnum):
    """What a template is for."""

    PLATFORM = "platform"
    SERVICE = "service"
    TESTS = "tests"


class Manifest(BaseModel):
    """The manifest of one template; the guide in docs/templates.md explains each key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=60)
    description: str = Field(min_length=1, max_length=300)
    kind: Kind
    layers: tuple[str, ...] = ()
    tests: str | None = None

    @model_validator(mode="after")
    def _services_name_their_tests(self) -> Self:
        if self.kind is Kind.SERVICE and self.tests is None:
            raise ValueError("a service needs `tests:`, the folder of its integration tests")
        if self.kind is not Kind.SERVICE and self.tests is not None:
            raise ValueError("only a service has `tests:`; remove the key")
        return self


def read_manifest(name: str, tree: TemplateTree) -> Manifest:
    """The manifest of the template called `name`.

    Raises TemplateFault with the line of the first mistake.
    """
    place = f"{name}/{MANIFEST}"
    text = tree.text(MANIFEST)
    if text is None:
        raise TemplateFault("The file is missing. Add it: docs/templates.md shows one.", place)
    data = _parsed(text, place)
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        raise _fault(error, data, place) from error


def _parsed(text: str, place: str) -> Any:
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = None if mark is None else mark.line + 1
        raise TemplateFault(f"This is not YAML: {error.problem}.", place, line) from error
    except YAMLError as error:
        raise TemplateFault(f"This is not YAML: {error}.", place) from error
    if not isinstance(data, dict):
        raise TemplateFault("The file should hold keys such as `title:` and `kind:`.", place, 1)
    return data


def _fault(error: ValidationError, data: Any, place: str) -> TemplateFault:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else None
    line = data.lc.key(key)[0] + 1 if key in data else 1
    return TemplateFault(_sentence(key, first["type"], first["msg"]), place, line)


def _sentence(key: str | None, mistake: str, message: str) -> str:
    match key, mistake:
        case None, _:
            said = message.removeprefix("Value error, ")
            return f"{said[:1].upper()}{said[1:]}."
        case _, "missing":
            return f"`{key}` is missing."
        case _, "extra_forbidden":
            return f"`{key}` is not a key of this file."
        case _:
            return f"`{key}`: {message}."

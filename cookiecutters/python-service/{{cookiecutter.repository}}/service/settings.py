"""What the environment may set, with its types."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict


def _digits(value: object) -> object:
    """Refuse what Python takes for a number as well, such as ` 8_000 `."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise PydanticCustomError("digits", "Input should be a whole number, in digits")
    return value


Whole = Annotated[int, BeforeValidator(_digits)]


class Settings(BaseSettings):
    """The settings; each is read from the variable of its name in capitals, unless that is empty."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    host: str = "127.0.0.1"
    port: Whole = Field(default=8000, ge=1, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    drain_seconds: Whole = Field(default=1, ge=0, le=600)
    stop_seconds: Whole = Field(default=20, ge=1, le=600)
    version: str = "dev"


class WrongSettings(Exception):
    """A sentence for each variable that cannot be."""


def read_settings() -> Settings:
    """The settings that the environment gives. Raises WrongSettings."""
    try:
        return Settings()
    except ValidationError as error:
        raise WrongSettings("\n".join(_sentences(error))) from error


def _sentences(error: ValidationError) -> list[str]:
    return [
        f'{str(mistake["loc"][0]).upper()} is "{mistake["input"]}": {mistake["msg"]}.'
        for mistake in error.errors()
    ]

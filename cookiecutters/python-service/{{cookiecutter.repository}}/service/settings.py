"""What the environment may set, with its types."""

from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings; each is read from the variable of its name in capitals."""

    model_config = SettingsConfigDict(frozen=True)

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8000, ge=1, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    drain_seconds: int = Field(default=1, ge=0, le=600)
    stop_seconds: int = Field(default=20, ge=1, le=600)
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

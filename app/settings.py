"""What an operator may set, and what each mistake in it is called."""

import difflib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails

from app import settings_values as values

PREFIX = "SLIPWAY_"


class SettingsError(Exception):
    """The environment does not make a configuration; `mistakes` holds one sentence for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class LogLevel(StrEnum):
    """How much is logged, from all to the least."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class TemplateHooks(StrEnum):
    """What becomes of the hooks of templates."""

    OFF = "off"
    PYTHON = "python"


class Settings(BaseModel):
    """The settings, each from the variable of its name with `SLIPWAY_` before it.

    A field's description says what to do; it ends every mistake about that field.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True
    )

    app_id: Annotated[str, AfterValidator(values.app_id)] = Field(
        description="Take the App ID or the client ID from the App's settings page."
    )
    private_key: Annotated[SecretStr, AfterValidator(values.private_key)] = Field(
        description="Give the App's RSA private key: the PEM text, or the path of its file."
    )
    webhook_secret: Annotated[
        tuple[SecretStr, ...],
        BeforeValidator(values.comma_separated),
        AfterValidator(values.webhook_secrets),
    ] = Field(
        description="Give the App's webhook secret, at least 16 characters; two, separated by a "
        "comma, while you change it."
    )
    orgs: Annotated[
        tuple[str, ...],
        BeforeValidator(values.comma_separated),
        AfterValidator(values.organisations),
    ] = Field(description="List the organisations to serve by login, separated by commas.")
    github_api_url: Annotated[str, AfterValidator(values.api_url)] = Field(
        default="https://api.github.com",
        description="Give https://api.github.com, or https://HOST/api/v3 for an Enterprise "
        "Server; plain http is for this machine only.",
    )
    control_repo: Annotated[str, AfterValidator(values.repository_name)] = Field(
        default="services",
        description="Give the control repository's name alone, without its organisation.",
    )
    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default=Path("var"), description="Give a folder that Slipway may write to."
    )
    database_url: str = Field(
        default="",
        repr=False,
        description="Give postgresql://USER:PASSWORD@HOST/NAME or sqlite:////PATH.",
    )
    redis_url: Annotated[str, AfterValidator(values.redis_url)] = Field(
        default="",
        repr=False,
        description="Give redis://, rediss:// or unix:///PATH, or leave it unset for the "
        "embedded Redis.",
    )
    host: str = Field(
        default="127.0.0.1", description="Give the address that the web process listens on."
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="Give the port that the web process listens on."
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        description="Give the address on which Prometheus finds metrics; not a public one.",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Give the port on which Prometheus finds metrics, or 0 for none.",
    )
    webhook_max_bytes: int = Field(
        default=25 * 2**20,
        ge=2**16,
        description="GitHub sends up to 26214400 bytes (25 MiB); leave it at that.",
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO, description="Give debug, info, warning or error."
    )
    sweep_seconds: int = Field(
        default=30, ge=1, le=3600, description="Give the seconds between two sweeps."
    )
    keep_deliveries_days: int = Field(
        default=30,
        ge=4,
        le=36500,
        description="Give the days after which a handled webhook is dropped; GitHub's own list of "
        "them reaches three days back, and what is on it must be known again.",
    )
    keep_facts_days: int = Field(
        default=730,
        ge=1,
        le=36500,
        description="Give the days after which what a request was decided on is dropped, once the "
        "request has ended and 10,000 of its organisation are newer.",
    )
    lease_seconds: int = Field(
        default=120,
        ge=2,
        le=3600,
        description="Give the seconds after which a worker that was not heard of is taken for "
        "dead; more than the longest call and the longest rendering take.",
    )
    write_gap_ms: int = Field(
        default=1000,
        ge=0,
        le=60_000,
        description="Give the milliseconds between two writes to one organisation; GitHub asks "
        "for 1000.",
    )
    github_timeout_seconds: int = Field(
        default=20,
        ge=1,
        le=25,
        description="Give the seconds to wait for an answer of GitHub, 11 to 25; fewer only where "
        "GitHub is the sandbox on this machine.",
    )
    calls_at_once: int = Field(
        default=20,
        ge=1,
        le=100,
        description="Give how many calls to one organisation may be under way at once; GitHub "
        "allows 100, together with all others who call there for this App.",
    )

    template_hooks: TemplateHooks = Field(
        default=TemplateHooks.OFF,
        description="Give off, or python, to run the Python hooks of templates in the sealed room.",
    )

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, url: str, info: ValidationInfo) -> str:
        if url:
            return values.database_url(url)
        data_dir = info.data.get("data_dir", Path("var"))
        return f"sqlite:///{data_dir / 'slipway.db'}"

    @field_validator("github_timeout_seconds")
    @classmethod
    def _github_timeout(cls, seconds: int, info: ValidationInfo) -> int:
        api = info.data.get("github_api_url")  # none if that is a mistake itself
        return values.github_timeout(seconds, api) if api else seconds

    @classmethod
    def load(cls, environment: Mapping[str, str]) -> Self:
        """Reads the variables that begin with `SLIPWAY_`, and `PORT`, which hosts set.

        Raises:
            SettingsError: with every mistake, not the first alone.
        """
        given = _given(environment)
        mistakes = [_unknown(name) for name in sorted(given.keys() - cls.model_fields.keys())]
        known = {name: text for name, text in given.items() if name in cls.model_fields}
        try:
            settings = cls.model_validate(known)
        except ValidationError as error:
            details = error.errors(include_url=False)
            raise SettingsError(mistakes + [_sentence(detail) for detail in details]) from None
        if mistakes:
            raise SettingsError(mistakes)
        return settings

    @property
    def uses_sqlite(self) -> bool:
        """SQLite takes one writer: one worker process, and migrations without being asked."""
        return self.database_url.startswith("sqlite")

    @property
    def runs_hooks(self) -> bool:
        """Whether Python hooks of templates run."""
        return self.template_hooks is TemplateHooks.PYTHON

    @property
    def git_url(self) -> str:
        """Where people look at repositories and git clones them; no slash at its end."""
        parts = urlsplit(self.github_api_url)
        return f"{parts.scheme}://{parts.netloc.removeprefix('api.')}"


def variable(field: str) -> str:
    """The environment variable that sets a field."""
    return PREFIX + field.upper()


def _given(environment: Mapping[str, str]) -> dict[str, str]:
    """Field name to text; a variable set to nothing counts as not set."""
    given = {
        name.removeprefix(PREFIX).lower(): text.strip()
        for name, text in environment.items()
        if name.startswith(PREFIX) and text.strip()
    }
    if port := environment.get("PORT", "").strip():
        given.setdefault("port", port)
    return given


def _unknown(field: str) -> str:
    near = difflib.get_close_matches(field, Settings.model_fields, n=1)
    hint = f"Did you mean {variable(near[0])}?" if near else "docs/operating.md lists them all."
    return f"{variable(field)} is no setting of Slipway. {hint}"


def _sentence(detail: ErrorDetails) -> str:
    """One mistake in words: the variable, what is wrong with it, what to do."""
    field = str(detail["loc"][0])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            wrong = "is not set"
        case "value_error":
            wrong = str(context["error"])
        case "int_parsing":
            wrong = "is not a whole number"
        case "greater_than_equal":
            wrong = f"is less than {context['ge']}"
        case "less_than_equal":
            wrong = f"is more than {context['le']}"
        case _:
            wrong = "is not a value that Slipway knows"
    return f"{variable(field)} {wrong}. {Settings.model_fields[field].description}"

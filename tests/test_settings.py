"""What an operator may set, and what each mistake in it is called."""

import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.settings import Settings, SettingsError, variable
from tests.environment import ROOT, environment, private_key

OPERATING = ROOT / "docs" / "operating.md"


def mistakes(**values: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        Settings.load(environment(**values))
    return raised.value.mistakes


def test_the_least_that_must_be_set_is_enough() -> None:
    settings = Settings.load(environment())

    assert settings.github_api_url == "https://api.github.com"
    assert settings.control_repo == "services"
    assert settings.database_url == f"sqlite:///{Path('var').absolute()}/slipway.db"
    assert settings.redis_url == ""
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_a_github_on_this_machine_may_be_waited_for_as_briefly_as_one_likes() -> None:
    here = environment(github_api_url="http://127.0.0.1:9/api/v3", github_timeout_seconds="1")

    assert Settings.load(here).github_timeout_seconds == 1


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.load({"SLIPWAY_PORT": "many", "SLIPWAY_LOG_LEVEL": "loud"})

    named = {sentence.split()[0] for sentence in raised.value.mistakes}
    assert named == {
        "SLIPWAY_APP_ID",
        "SLIPWAY_PRIVATE_KEY",
        "SLIPWAY_WEBHOOK_SECRET",
        "SLIPWAY_ORGS",
        "SLIPWAY_PORT",
        "SLIPWAY_LOG_LEVEL",
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("app_id", "slipway", "neither a number nor a client ID"),
        ("private_key", "/no/such/file", "neither PEM text nor the path"),
        ("private_key", "-----BEGIN RSA PRIVATE KEY-----", "no private key in PEM"),
        ("webhook_secret", "short", "shorter than 16 characters"),
        ("webhook_secret", "long enough for anyone, short", "shorter than 16 characters"),
        ("webhook_secret", ",", "holds no secret"),
        ("orgs", " , ", "names no organisation"),
        ("orgs", "acme, acme/services", "'acme/services', which is no login"),
        ("github_api_url", "http://github.example/api/v3", "over plain http"),
        ("github_timeout_seconds", "10", "less than 11: GitHub may do"),
        ("github_timeout_seconds", "26", "is more than 25"),
        ("github_api_url", "https://github.example", "not '/api/v3'"),
        ("github_api_url", "https://api.github.com/api/v3", "not '/'"),
        ("github_api_url", "https://user:secret@github.example/api/v3", "more than a scheme"),
        ("github_api_url", "https://github.example:port/api/v3", "cannot be read as an address"),
        ("github_api_url", "github.example", "no web address"),
        ("control_repo", "acme/services", "no repository name"),
        ("database_url", "mysql://localhost/slipway", "neither PostgreSQL nor SQLite"),
        ("database_url", "slipway.db", "no database address"),
        ("redis_url", "localhost:6379", "no address of a Redis"),
        ("port", "many", "not a whole number"),
        ("port", "65536", "more than 65535"),
        ("sweep_seconds", "0", "less than 1"),
        ("webhook_max_bytes", "1", "less than 65536"),
        ("log_level", "loud", "not a value that Slipway knows"),
    ],
)
def test_a_mistake_names_the_variable_and_what_to_do(name: str, text: str, said: str) -> None:
    [sentence] = mistakes(**{name: text})

    assert sentence.startswith(f"{variable(name)} ")
    assert said in sentence
    assert sentence.endswith(f". {Settings.model_fields[name].description}")


def test_a_variable_that_does_not_exist_is_a_mistake_too() -> None:
    """Else a slip in its name would leave the default in force, unnoticed."""
    [sentence] = mistakes(webhook_secrets="another long secret")

    assert sentence == (
        "SLIPWAY_WEBHOOK_SECRETS is no setting of Slipway. Did you mean SLIPWAY_WEBHOOK_SECRET?"
    )


def test_a_variable_set_to_nothing_is_not_set() -> None:
    assert Settings.load(environment(port=" ")).port == 8000


def test_a_host_that_sets_port_is_obeyed() -> None:
    assert Settings.load(environment() | {"PORT": "5000"}).port == 5000


def test_slipways_own_port_comes_first() -> None:
    assert Settings.load(environment(port="1234") | {"PORT": "5000"}).port == 1234


def test_the_key_may_be_a_path(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text(private_key())

    settings = Settings.load(environment(private_key=str(path)))

    assert settings.private_key.get_secret_value() == private_key()


def test_the_key_may_stand_on_one_line() -> None:
    """Some hosts take no line breaks in a variable."""
    settings = Settings.load(environment(private_key=private_key().replace("\n", "\\n")))

    assert settings.private_key.get_secret_value().strip() == private_key().strip()


def test_a_key_of_another_kind_is_refused() -> None:
    key = generate_private_key(SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    [sentence] = mistakes(private_key=pem)

    assert "of another kind than RSA" in sentence


def test_secrets_are_listed_with_commas() -> None:
    settings = Settings.load(environment(webhook_secret="the former secret , the secret to come"))

    secrets = [secret.get_secret_value() for secret in settings.webhook_secret]
    assert secrets == ["the former secret", "the secret to come"]


def test_nothing_secret_is_shown() -> None:
    settings = Settings.load(
        environment(
            webhook_secret="hush hush hush hush",
            database_url="postgresql://slipway:hush@db/slipway",
            redis_url="redis://:hush@redis",
        )
    )

    assert "hush" not in repr(settings) + str(settings)
    assert "PRIVATE KEY" not in repr(settings) + str(settings)


def test_a_mistake_shows_nothing_secret() -> None:
    sentences = mistakes(webhook_secret="hush", private_key="hush", redis_url="hush", port="x")

    assert "hush" not in " ".join(sentences)


@pytest.mark.parametrize(
    ("api", "git"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://api.acme.ghe.com/", "https://acme.ghe.com"),
        ("https://git.acme/api/v3", "https://git.acme"),
        ("http://[::1]:80/api/v3", "http://[::1]:80"),
        ("http://localhost/api/v3/", "http://localhost"),
    ],
)
def test_the_address_of_pages_follows_from_the_api(api: str, git: str) -> None:
    assert Settings.load(environment(github_api_url=api)).git_url == git


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_by_all_its_names(scheme: str) -> None:
    settings = Settings.load(environment(database_url=f"{scheme}://db/slipway"))

    assert settings.database_url == "postgresql+psycopg://db/slipway"
    assert not settings.uses_sqlite


@pytest.mark.parametrize(
    "url", ["redis://redis:6379/1", "rediss://:secret@redis", "unix:///run/redis.sock"]
)
def test_redis_may_be_reached_in_three_ways(url: str) -> None:
    assert Settings.load(environment(redis_url=url)).redis_url == url


def test_the_documented_table_lists_exactly_what_there_is() -> None:
    documented = re.findall(r"^\| `(SLIPWAY_\w+)` \|", OPERATING.read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(variable(field) for field in Settings.model_fields)


def test_the_documented_defaults_are_the_ones_in_force() -> None:
    rows = re.findall(r"^\| `(SLIPWAY_\w+)` \| `([^`]+)` \|", OPERATING.read_text(), re.MULTILINE)
    defaults = {
        variable(name): str(field.default)
        for name, field in Settings.model_fields.items()
        if not field.is_required() and field.default != ""
    }

    assert dict(rows) == defaults


def test_an_organisation_that_is_listed_twice_is_served_once() -> None:
    assert Settings.load(environment(orgs="acme,Globex,ACME,globex")).orgs == ("acme", "Globex")

"""What the `slipway` command says before it starts anything."""

import socket
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.environment import environment

_COMMANDS = (
    *("web", "worker", "migrate", "sandbox", "demo", "doctor"),
    *("status", "deliveries", "replay", "resume", "give-up", "audit", "policy", "catalog"),
)


def slipway(*arguments: str, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, arguments, env=dict(env or {}))


def test_mistakes_in_the_settings_are_listed() -> None:
    result = slipway("web", env={"SLIPWAY_PORT": "many"})

    assert result.exit_code == 2
    assert result.stderr.startswith("Slipway cannot start with these settings:\n  - SLIPWAY_")
    assert "\n  - SLIPWAY_PORT is not a whole number." in result.stderr


def test_migrate_makes_the_tables(tmp_path: Path) -> None:
    result = slipway("migrate", env=environment(data_dir=str(tmp_path)))

    assert result.exit_code == 0, result.output
    with sqlite3.connect(tmp_path / "slipway.db") as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "deliveries" in tables


def test_a_postgresql_that_is_behind_is_not_migrated_unasked(postgres_server: str) -> None:
    result = slipway("worker", env=environment(database_url=postgres_server))

    assert result.exit_code == 1
    assert "Run `slipway migrate`" in result.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        result = slipway("web", env=environment(data_dir=str(tmp_path), port=port))

    assert result.exit_code == 1
    assert result.stderr.startswith(f"The web process cannot listen on 127.0.0.1:{port}: ")


def test_a_database_that_is_away_is_said_in_a_sentence(tmp_path: Path) -> None:
    away = environment(database_url=f"postgresql://slipway@/slipway?host={tmp_path}")

    result = slipway("migrate", env=away)

    assert result.exit_code == 1
    assert result.stderr.startswith("The database of SLIPWAY_DATABASE_URL cannot be used: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_port_for_metrics_that_is_taken_is_said_with_its_own_variables(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        socket.create_server(("127.0.0.1", 0)) as free,
    ):
        taken_port, free_port = taken.getsockname()[1], free.getsockname()[1]
        free.close()
        ports = {"port": str(free_port), "metrics_port": str(taken_port)}

        result = slipway("web", env=environment(data_dir=str(tmp_path), **ports))

    assert result.exit_code == 1
    assert "set SLIPWAY_METRICS_PORT and SLIPWAY_METRICS_HOST otherwise" in result.stderr


@pytest.mark.parametrize(
    "command", [("status",), ("deliveries",), ("replay", "1"), ("resume", "acme#1"), ("audit",)]
)
def test_every_command_about_rows_says_that_the_database_is_away(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    away = environment(database_url=f"postgresql://slipway@/slipway?host={tmp_path}")

    result = slipway(*command, env=away)

    assert result.exit_code == 1
    assert result.stderr.startswith("The database of SLIPWAY_DATABASE_URL cannot be used: ")


def test_help_lists_every_command() -> None:
    result = slipway("--help")

    assert "..." not in result.output.partition("Commands:")[2], "a description is cut"
    for command in _COMMANDS:
        assert f"\n  {command} " in result.output

"""`slipway doctor` as an operator types it."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main
from tests.doctor.clinic import Clinic, clinic
from tests.environment import environment


def doctor(asked: Clinic, *options: str) -> Result:
    chosen = asked.settings
    own = {
        "app_id": chosen.app_id,
        "data_dir": str(chosen.data_dir),
        "github_api_url": chosen.github_api_url,
    }
    return CliRunner().invoke(main, ["doctor", *options], env=environment(**own))


def test_the_command_ends_well_where_nothing_is_broken(healthy: Clinic) -> None:
    result = doctor(healthy)

    assert result.exit_code == 0, result.output
    assert "\nControl repository acme/services\n  ✓ It can be read" in result.stdout
    assert "Nothing keeps Slipway from its work." in result.stdout


def test_nothing_but_json_is_printed_where_json_is_asked_for(healthy: Clinic) -> None:
    result = doctor(healthy, "--json")

    assert json.loads(result.stdout)["ok"] is True


def test_the_command_fails_where_something_is_broken(tmp_path: Path) -> None:
    with clinic(tmp_path, control={"rulesets": []}) as sick:
        result = doctor(sick)

    assert result.exit_code == 1
    assert (
        "  ✗ It is not protected by review, so that nothing is built.\n      In a" in result.stdout
    )
    assert "checks found what must be mended (✗)." in result.stdout


def test_mistakes_in_the_settings_are_all_listed() -> None:
    wrong = {"SLIPWAY_PORT": "many", "SLIPWAY_APP_ID": "no id!"}

    result = CliRunner().invoke(main, ["doctor"], env=wrong)

    assert result.exit_code == 2
    for name in ("SLIPWAY_PORT", "SLIPWAY_APP_ID", "SLIPWAY_PRIVATE_KEY", "SLIPWAY_ORGS"):
        assert f"  - {name} " in result.stderr

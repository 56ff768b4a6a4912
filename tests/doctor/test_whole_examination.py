"""What the whole examination says, prints and leaves alone."""

import io
import json
from pathlib import Path

from app.doctor import report
from app.doctor.finding import Level
from app.sealed.walls import ALL_WALLS
from app.templates.render import Room
from sandbox.world.calls import Kind
from tests.doctor.clinic import Clinic, clinic
from tests.environment import WEBHOOK_SECRET, private_key

READS = {"contents": "read", "issues": "read", "members": "read", "metadata": "read"}


def test_nothing_is_broken_in_an_organisation_in_good_health(healthy: Clinic) -> None:
    findings = list(healthy.findings())

    # Some systems do not grant a room all its walls.
    expected = set() if Room().walls() == ALL_WALLS else {"Rendering"}
    assert {one.subject for one in findings if one.level is not Level.FINE} == expected
    assert [one for one in findings if one.level is Level.BROKEN] == []
    assert len(findings) == 22


def test_subjects_are_not_mixed(healthy: Clinic) -> None:
    subjects = [one.subject for one in healthy.findings()]

    headings = [
        one for one, before in zip(subjects, [None, *subjects], strict=False) if one != before
    ]
    assert len(headings) == len(set(headings))


def test_nothing_is_written_to_github(healthy: Clinic) -> None:
    list(healthy.findings())

    routes = healthy.sandbox.world.calls.routes
    written = {route for method, route in routes if method != "GET" and "graphql" not in route}
    assert written == {"/app/installations/{installation_id}/access_tokens"}
    assert healthy.sandbox.world.calls.kinds[Kind.CONTENT] == 0


def test_one_failing_check_does_not_stop_the_others(tmp_path: Path) -> None:
    app = {"permissions": {**READS}, "events": [], "webhook_url": ""}
    control = {"rulesets": [], "labels": [], "contents": {"policy.yml": "version: 2"}}

    with clinic(tmp_path, app=app, control=control) as sick:
        found = sick.with_settings(redis_url=f"unix://{tmp_path}/none").trouble()

    assert [one.subject for one in found if one.subject != "Rendering"] == [
        "Redis",
        "App",
        "App",
        "App",
        "Organisation acme",
        "Control repository acme/services",
        "Control repository acme/services",
    ]


def test_no_secret_is_printed(healthy: Clinic) -> None:
    away = "postgresql://slipway:the-password@127.0.0.1:1/slipway"
    sick = healthy.with_settings(database_url=away, redis_url="redis://:the-password@127.0.0.1:1/0")
    printed = io.StringIO()

    status = report.write(sick.findings(), printed)

    assert status == 1
    assert "The database does not answer." in printed.getvalue()
    assert "the-password" not in printed.getvalue()
    assert WEBHOOK_SECRET not in printed.getvalue()
    assert private_key().splitlines()[1] not in printed.getvalue()


def test_json_says_the_same(healthy: Clinic) -> None:
    printed = io.StringIO()

    status = report.write_json(healthy.findings(), printed)

    told = json.loads(printed.getvalue())
    assert (status, told["ok"]) == (0, True)
    assert told["findings"][0] == {
        "subject": "Settings",
        "level": "fine",
        "sentence": "All settings are usable. They serve acme.",
        "todo": [],
    }


def test_each_organisation_is_examined(healthy: Clinic) -> None:
    both = healthy.with_settings(orgs="acme,globex")

    subjects = [one.subject for one in both.findings()]

    assert "Organisation acme" in subjects
    assert subjects[-1] == "Organisation globex"

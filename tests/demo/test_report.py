"""What `demo-report.json` holds."""

import json
from datetime import UTC, datetime
from pathlib import Path

from app.demo.report import FILE_NAME, CallsReport, Report, RepositoryReport

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_report_holds_steps_repositories_and_calls(tmp_path: Path) -> None:
    report = Report(ok=True, calls=CallsReport(reads=20, writes=9, content_creating=4))
    report.add_step("live", NOON, 1.23456, "Both are there.", ok=True)
    report.repositories.append(RepositoryReport("billing", "http://x/acme/billing.git", "1" * 40))

    report.write(tmp_path)

    assert _read(tmp_path) == {
        "ok": True,
        "steps": [
            {
                "name": "live",
                "started_at": "2026-01-31T12:00:00.000+00:00",
                "seconds": 1.235,
                "ok": True,
                "detail": "Both are there.",
            }
        ],
        "repositories": [
            {
                "name": "billing",
                "clone_url": "http://x/acme/billing.git",
                "head_commit": "1" * 40,
            }
        ],
        "calls": {"reads": 20, "writes": 9, "content_creating": 4},
    }


def test_a_report_is_not_ok_until_all_of_the_story_happened(tmp_path: Path) -> None:
    report = Report()
    report.add_step("start", NOON, 0.1, "Port 8080 is in use.", ok=False)

    report.write(tmp_path)

    assert _read(tmp_path)["ok"] is False


def test_a_report_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("of yesterday")

    Report(ok=True).write(tmp_path)

    assert _read(tmp_path)["ok"] is True


def _read(folder: Path) -> dict[str, object]:
    found = json.loads((folder / "demo-report.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found

"""Check runs, suites and statuses of a commit."""

from tests.fidelity.guide import Guide
from tests.sandbox.checks import annotation, head_of, output


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    sha = head_of(installation)
    said = output(text="All of it", annotations=[annotation(title="Short", raw_details="hello")])
    action = {"label": "Mend it", "description": "Add a line", "identifier": "mend"}
    body = {"name": "policy", "head_sha": sha, "output": said, "actions": [action]}
    made = installation.does("POST", f"{where}/check-runs", body | {"external_id": "1"})
    run, suite = f"{where}/check-runs/{made['id']}", made["check_suite"]["id"]
    installation.does("PATCH", run, {"status": "in_progress"})
    installation.does("PATCH", run, {"conclusion": "action_required"})
    installation.gets(run)
    installation.gets(f"{run}/annotations")
    installation.does("POST", f"{run}/rerequest")
    pressed = {"repository": "acme/services", "id": made["id"], "identifier": "mend"}
    guide.controls("check_run", pressed | {"actor": "ada"})
    installation.gets(f"{where}/commits/{sha}/check-runs")
    installation.gets(f"{where}/commits/{sha}/check-suites")
    installation.does("POST", f"{where}/check-suites", {"head_sha": sha})
    preference = {"auto_trigger_checks": [{"app_id": 4242, "setting": True}]}
    installation.does("PATCH", f"{where}/check-suites/preferences", preference)
    installation.gets(f"{where}/check-suites/{suite}")
    installation.gets(f"{where}/check-suites/{suite}/check-runs")
    installation.does("POST", f"{where}/check-suites/{suite}/rerequest")
    _statuses(guide, sha)


def _statuses(guide: Guide, sha: str) -> None:
    installation, where = guide.installation, guide.where
    said = {"state": "success", "context": "ci", "description": "Well", "target_url": guide.app.url}
    installation.does("POST", f"{where}/statuses/{sha}", said)
    installation.gets(f"{where}/commits/{sha}/statuses")
    installation.gets(f"{where}/commits/{sha}/status")

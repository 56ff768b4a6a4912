"""After going back, the one deployment that GitHub calls current is that of the older commit."""

from pathlib import Path

import pytest

from tests.cookiecutters.jobs import Job, workflow
from tests.cookiecutters.pairs import ANSWERS, rendered
from tests.cookiecutters.runner import COMMIT, Runner

OLDER = "f" * 40
# GitHub's deployments of one environment, each a folder with its commit and its last state; it
# keeps what it is told as lines. `--jq` is run for real.
GH = """\
#!/usr/bin/env bash
shift
path=$1 method=POST jq=. ; shift
declare -A fields=()
while [ $# -gt 0 ]; do
  case "$1" in
    --method) method=$2; shift ;;
    --jq) jq=$2; shift ;;
    -f | -F) fields[${2%%=*}]=${2#*=}; shift ;;
  esac
  shift
done
echo "$method $path $(for key in ref state environment environment_url; do
  [ -z "${fields[$key]:-}" ] || printf '%s=%s ' "$key" "${fields[$key]}"; done)" >> "$KNOWN/calls"
known="$KNOWN/deployments" number=${path%/statuses} number=${number##*/}
case "$method $path" in
  "POST "*/deployments)
    mkdir "$known/9"; echo "${fields[ref]}" > "$known/9/sha"; echo '{"id": 9}' ;;
  "POST "*/statuses) echo "${fields[state]}" > "$known/$number/state"; echo '{}' ;;
  "GET "*/statuses) jq --raw-input '[{state: .}]' "$known/$number/state" ;;
  "GET "*/deployments) for one in "$known"/*; do
    [ "$(cat "$one/sha")" != "${fields[sha]}" ] || echo "${one##*/}"
  done | jq --slurp 'map({id: .})' ;;
esac | jq --raw-output "$jq"
"""


class WithDeployments(Runner):
    """A runner whose GitHub knows these deployments to production: number, commit, state."""

    def knows_of(self, *deployments: tuple[int, str, str]) -> None:
        for number, commit, state in deployments:
            folder = self.folder / f"deployments/{number}"
            folder.mkdir(parents=True)
            (folder / "sha").write_text(commit + "\n")
            (folder / "state").write_text(state + "\n")

    def states(self) -> dict[int, str]:
        folders = (self.folder / "deployments").iterdir()
        return {int(one.name): (one / "state").read_text().strip() for one in folders}

    def _write(self) -> None:
        super()._write()
        (self.folder / "gh").write_text(GH)


@pytest.fixture
def runner(tmp_path: Path) -> WithDeployments:
    pair = rendered("python-service", ANSWERS["plain"], tmp_path / "pair")
    return WithDeployments(pair.service, tmp_path)


def reports(runner: Runner, url: str, version: str = OLDER) -> None:
    knows = {
        "github.token": "a-token",
        "inputs.environment": "prod",
        "inputs.version": version,
        "needs.promote.outputs.url": url,
    }
    job = Job(workflow(runner.repository, "roll-back")["jobs"]["report"], knows)

    status, said, _ = job.runs(runner, runner.folder)

    assert status == 0, said


def test_only_the_older_commit_is_deployed_afterwards(runner: WithDeployments) -> None:
    """Of the run by hand, GitHub says that it deployed the newest commit."""
    runner.knows_of((5, OLDER, "inactive"), (6, COMMIT, "success"), (7, COMMIT, "success"))

    reports(runner, "https://billing.example.com")

    assert runner.states() == {5: "inactive", 6: "inactive", 7: "inactive", 9: "success"}
    calls = (runner.folder / "calls").read_text()
    assert f"POST repos/Acme/billing/deployments ref={OLDER} environment=prod" in calls
    assert "/9/statuses state=success environment_url=https://billing.example.com" in calls


def test_what_failed_stays_failed(runner: WithDeployments) -> None:
    runner.knows_of((6, COMMIT, "failure"), (7, COMMIT, "success"))

    reports(runner, "https://billing.example.com")

    assert runner.states() == {6: "failure", 7: "inactive", 9: "success"}


def test_going_to_the_newest_commit_leaves_its_report(runner: WithDeployments) -> None:
    runner.knows_of((7, COMMIT, "success"))

    reports(runner, "https://billing.example.com", version=COMMIT)

    assert runner.states() == {7: "inactive", 9: "success"}


def test_a_script_that_says_no_address_reports_none(runner: WithDeployments) -> None:
    runner.knows_of((7, COMMIT, "success"))

    reports(runner, "")

    assert "environment_url" not in (runner.folder / "calls").read_text()

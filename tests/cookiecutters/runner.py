"""A runner of GitHub's for the scripts of a rendered repository: its programs, and what they know.

`gh` and `skopeo` are stand-ins that tell what a test wrote down; the scripts and `jq` are real.
"""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "sha256:" + "ab" * 32
IMAGE = f"ghcr.io/acme/billing@{DIGEST}"
_GH = """\
#!/bin/sh
case "$1 $2" in
    "run download") while [ "$1" != --dir ]; do shift; done; cp "$KNOWN/image.txt" "$2" ;;
    "attestation verify") cat "$KNOWN/attestation" ;;
    "api graphql") cat "$KNOWN/graphql" ;;
    "api "*artifacts*) cat "$KNOWN/artifacts" ;;
    "api "*runs/*) cat "$KNOWN/run-${2##*/}" ;;
    *) exit 2 ;;
esac
"""
# A registry that is out of order says so; one without such an image says that.
_SKOPEO = """\
#!/bin/sh
case "$1" in
    login) cat > "$KNOWN/password" ;;
    inspect) [ ! -e "$KNOWN/outage" ] || { cat "$KNOWN/outage" >&2; exit 1; }
        cat "$KNOWN/tag" 2> /dev/null || { echo "Error: manifest unknown" >&2; exit 1; } ;;
    copy) printf "%s\\n" "$@" > "$KNOWN/copied"
        while [ "$1" != --digestfile ]; do shift; done; printf %s "$(cat "$KNOWN/pushed")" > "$2" ;;
    *) exit 2 ;;
esac
"""


@dataclass
class Runner:
    """Runs the scripts of `repository`; `known` are GitHub's and the registry's answers by name."""

    repository: Path
    folder: Path
    known: dict[str, Any] = field(default_factory=dict)

    def run(self, script: str, *arguments: str, **variables: str) -> tuple[int, str, str]:
        """What a script of the repository does."""
        return self.does([self.repository / script, *arguments], self.folder, variables)

    def does(
        self, command: Sequence[str | Path], folder: Path, variables: Mapping[str, str]
    ) -> tuple[int, str, str]:
        """The status, what was printed, and what went to $GITHUB_OUTPUT."""
        self._write()
        output = self.folder / "output"
        output.write_text("")
        environment = {
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "KNOWN": str(self.folder),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "Acme/billing",
            "GITHUB_ACTOR": "olga",
            "GITHUB_SHA": COMMIT,
            "GH_TOKEN": "a-token",
        }
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env={**environment, **variables},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr, output.read_text()

    def _write(self) -> None:
        for name, program in (("gh", _GH), ("skopeo", _SKOPEO)):
            (self.folder / name).write_text(program)
            (self.folder / name).chmod(0o755)
        for name, said in self.known.items():
            text = said if isinstance(said, str) else json.dumps(said)
            (self.folder / name).write_text(text)


def artifact(**run: Any) -> dict[str, Any]:
    """An artifact as GitHub lists it, of a run of the default branch."""
    known = {
        "id": 5,
        "repository_id": 1,
        "head_repository_id": 1,
        "head_branch": "main",
        "head_sha": COMMIT,
    }
    return {"name": f"image-{COMMIT}", "expired": False, "workflow_run": known | run}


def recorded(*artifacts: dict[str, Any], **run: Any) -> dict[str, Any]:
    """What GitHub knows of a commit whose deploy left these records."""
    path = ".github/workflows/deploy.yml"
    return {
        "artifacts": {"total_count": len(artifacts), "artifacts": artifacts},
        "run-5": {"id": 5, "event": "push", "path": path} | run,
        "image.txt": IMAGE + "\n",
        "tag": DIGEST + "\n",
    }


def attested(**certificate: str) -> dict[str, Any]:
    """What GitHub and the registry know of a commit whose image is signed."""
    known = {"sourceRepositoryDigest": COMMIT, "sourceRepositoryRef": "refs/heads/main"}
    proof = {"verificationResult": {"signature": {"certificate": known | certificate}}}
    return {"tag": DIGEST + "\n", "attestation": [proof]}

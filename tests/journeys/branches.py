"""A branch of the control repository that somebody works on, and what checks say of its commits."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL

POLICY = "policy.yml"


@dataclass
class Branch:
    """A branch by its name; `login` is who works on it."""

    acme: Acme
    name: str
    login: str = "paula"

    def changes(self, change: Callable[[str], str], path: str = POLICY) -> str:
        """Commit a change to a file of the branch, and let Slipway have its turn; the commit."""
        commit_id = self.changes_quietly(change, path)
        self.acme.settles()
        return commit_id

    def changes_quietly(self, change: Callable[[str], str], path: str = POLICY) -> str:
        """Commit a change to a file of the branch; the commit's id."""
        file = f"{CONTROL}/contents/{path}"
        found = self.acme.does(self.login, "GET", f"{file}?ref={self.name}")
        return self._put(file, change(base64.b64decode(found["content"]).decode()), found["sha"])

    def adds(self, path: str, text: str) -> str:
        """Commit a new file, and let Slipway have its turn; the commit's id."""
        commit_id = self._put(f"{CONTROL}/contents/{path}", text, None)
        self.acme.settles()
        return commit_id

    def adds_all(self, files: Mapping[str, str | bytes]) -> str:
        """Commit all these files at once, and let Slipway have its turn; the commit's id."""
        commit_id = self.adds_all_quietly(files)
        self.acme.settles()
        return commit_id

    def removes(self, folder: str) -> str:
        """Commit that a folder is gone, and let Slipway have its turn; the commit's id."""
        all_files = f"{CONTROL}/git/trees/{self.name}?recursive=1"
        tree = self.acme.does(self.login, "GET", all_files)["tree"]
        below = [one for one in tree if one["path"].startswith(f"{folder}/")]
        blobs = [one | {"sha": None} for one in below if one["type"] == "blob"]
        commit_id = self._commits(blobs)
        self.acme.settles()
        return commit_id

    def adds_all_quietly(self, files: Mapping[str, str | bytes]) -> str:
        """Commit all these files at once; the commit's id."""
        return self._commits([self._entry(path, content) for path, content in files.items()])

    def _commits(self, entries: Sequence[Mapping[str, Any]]) -> str:
        above = self.acme.does(self.login, "GET", f"{CONTROL}/commits/{self.name}")
        order = {"base_tree": above["commit"]["tree"]["sha"], "tree": entries}
        tree = self.acme.does(self.login, "POST", f"{CONTROL}/git/trees", order)["sha"]
        order = {"message": f"Change {self.name}", "tree": tree, "parents": [above["sha"]]}
        commit_id = self.acme.does(self.login, "POST", f"{CONTROL}/git/commits", order)["sha"]
        ref = f"{CONTROL}/git/refs/heads/{self.name}"
        self.acme.does(self.login, "PATCH", ref, {"sha": commit_id})
        return str(commit_id)

    def _entry(self, path: str, content: str | bytes) -> dict[str, str]:
        """Text goes along with the tree; a blob of bytes is made first."""
        entry = {"path": path, "mode": "100644", "type": "blob"}
        if isinstance(content, str):
            return entry | {"content": content}
        order = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
        made = self.acme.does(self.login, "POST", f"{CONTROL}/git/blobs", order)
        return entry | {"sha": made["sha"]}

    def _put(self, file: str, text: str, sha: str | None) -> str:
        content = base64.b64encode(text.encode()).decode()
        order = {"message": f"Change {self.name}", "content": content, "branch": self.name}
        done = self.acme.does(self.login, "PUT", file, order | ({"sha": sha} if sha else {}))
        return str(done["commit"]["sha"])


def branch(acme: Acme, name: str, login: str = "paula") -> Branch:
    """A new branch of the control repository, where the default branch is now."""
    order = {"ref": f"refs/heads/{name}", "sha": tip(acme)}
    acme.does(login, "POST", f"{CONTROL}/git/refs", order)
    return Branch(acme, name, login)


def tip(acme: Acme) -> str:
    """The commit of the default branch."""
    return str(acme.does("ada", "GET", f"{CONTROL}/commits/main")["sha"])


def runs(acme: Acme, commit_id: str, name: str = "slipway/policy") -> list[Mapping[str, Any]]:
    """All check runs of that name on a commit, the newest first."""
    path = f"{CONTROL}/commits/{commit_id}/check-runs?check_name={name}&filter=all"
    return list(acme.does("ada", "GET", path)["check_runs"])


def run(acme: Acme, commit_id: str, name: str = "slipway/policy") -> Mapping[str, Any]:
    """The one check run of that name on a commit."""
    [found] = runs(acme, commit_id, name)
    return found


def annotations(acme: Acme, check_run: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a check run says at lines of files."""
    path = f"{CONTROL}/check-runs/{check_run['id']}/annotations?per_page=100"
    return list(acme.does("ada", "GET", path))

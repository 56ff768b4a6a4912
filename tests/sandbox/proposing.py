"""Branches, commits and pull requests for tests, made as anybody would make them."""

from base64 import b64encode
from typing import Any

from tests.sandbox.voices import Voice

REPOSITORY = "/repos/acme/services"
PULLS = f"{REPOSITORY}/pulls"
DEFAULT = {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}
REVIEW = {
    "dismiss_stale_reviews_on_push": False,
    "require_code_owner_review": False,
    "require_last_push_approval": False,
    "required_approving_review_count": 0,
    "required_review_thread_resolution": False,
}


def tip(voice: Voice, branch: str) -> str:
    return str(voice.gets(f"{REPOSITORY}/git/ref/heads/{branch}")["object"]["sha"])


def branches(voice: Voice, name: str = "topic", at: str = "main") -> None:
    made = {"ref": f"refs/heads/{name}", "sha": tip(voice, at)}
    voice.does("POST", f"{REPOSITORY}/git/refs", made)


def pushes(voice: Voice, branch: str = "topic", path: str = "new.txt", text: str = "new\n") -> str:
    """Commit one file to a branch; answers the commit."""
    content = b64encode(text.encode()).decode()
    body = {"message": f"Write {path}", "content": content, "branch": branch}
    known = voice.asks("GET", f"{REPOSITORY}/contents/{path}?ref={branch}")
    if known.ok:
        body["sha"] = known.json()["sha"]
    return str(voice.does("PUT", f"{REPOSITORY}/contents/{path}", body)["commit"]["sha"])


def proposes(voice: Voice, branch: str = "topic", **fields: Any) -> Any:
    """A branch with one commit upon main, and a pull request for it."""
    branches(voice, branch)
    pushes(voice, branch, f"{branch}.txt")
    return opens(voice, head=branch, **fields)


def opens(voice: Voice, **fields: Any) -> Any:
    usual = {"title": "Add a file", "head": "topic", "base": "main"}
    return voice.does("POST", PULLS, usual | fields)


def reviews(voice: Voice, number: int, event: str = "APPROVE", body: str = "So be it.") -> Any:
    return voice.does("POST", f"{PULLS}/{number}/reviews", {"event": event, "body": body})


def merges(voice: Voice, number: int, **fields: Any) -> Any:
    """The whole answer of a merge, refused or not."""
    return voice.asks("PUT", f"{PULLS}/{number}/merge", fields)


def rules(voice: Voice, *rules: dict[str, Any], **fields: Any) -> Any:
    """Lay rules upon the default branch."""
    usual = {"name": "rules", "target": "branch", "enforcement": "active", "conditions": DEFAULT}
    return voice.does("POST", f"{REPOSITORY}/rulesets", usual | {"rules": list(rules)} | fields)


def review_rule(**parameters: Any) -> dict[str, Any]:
    return {"type": "pull_request", "parameters": REVIEW | parameters}


def state_of(voice: Voice, number: int) -> str:
    """`mergeable_state`, once it is known."""
    path = f"{PULLS}/{number}"
    voice.gets(path)
    return str(voice.gets(path)["mergeable_state"])

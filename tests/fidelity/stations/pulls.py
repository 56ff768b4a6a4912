"""Pull requests from opening to merging, with reviews."""

from base64 import b64encode

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    installation.gets(f"{where}/pulls/comments")
    number = _opened(guide, "change")
    pull = f"{where}/pulls/{number}"
    installation.gets(f"{where}/pulls?state=all")
    installation.gets(pull)
    installation.gets(f"{pull}/files")
    commits = installation.gets(f"{pull}/commits")
    installation.gets(f"{where}/commits/{commits[0]['sha']}/pulls")
    installation.gets(f"{pull}/comments")
    _as_issue(guide, number)
    _reviews(guide, pull)
    _changes(guide, number)
    installation.does("PUT", f"{pull}/merge", {"merge_method": "squash"})
    installation.does("GET", f"{pull}/merge")
    installation.gets(f"{where}/issues/{number}/events")
    installation.gets(f"{where}/issues/{number}/timeline")
    _branches(guide)


def _opened(guide: Guide, branch: str) -> int:
    installation, where = guide.installation, guide.where
    tip = installation.gets(f"{where}/git/ref/heads/main")["object"]["sha"]
    installation.does("POST", f"{where}/git/refs", {"ref": f"refs/heads/{branch}", "sha": tip})
    _written(guide, branch, f"{branch}.txt")
    made = {"title": "Change", "head": branch, "base": "main", "body": "Please."}
    return int(installation.does("POST", f"{where}/pulls", made)["number"])


def _written(guide: Guide, branch: str, path: str) -> None:
    file = {"message": "Write", "content": b64encode(b"x").decode(), "branch": branch}
    guide.installation.does("PUT", f"{guide.where}/contents/{path}", file)


def _as_issue(guide: Guide, number: int) -> None:
    issue = f"{guide.where}/issues/{number}"
    guide.ada.does("POST", f"{issue}/labels", {"labels": ["bug"]})
    guide.ada.does("DELETE", f"{issue}/labels/bug")
    guide.ada.does("POST", f"{issue}/assignees", {"assignees": ["ada"]})
    guide.ada.does("DELETE", f"{issue}/assignees", {"assignees": ["ada"]})
    guide.ada.does("PUT", f"{issue}/lock", {"lock_reason": "resolved"})
    guide.ada.does("DELETE", f"{issue}/lock")
    guide.ada.does("POST", f"{issue}/comments", {"body": "Hello"})


def _reviews(guide: Guide, pull: str) -> None:
    installation, ada = guide.installation, guide.ada
    asked = {"reviewers": ["ada"], "team_reviewers": ["payments"]}
    installation.does("POST", f"{pull}/requested_reviewers", asked)
    installation.gets(f"{pull}/requested_reviewers")
    installation.does("DELETE", f"{pull}/requested_reviewers", asked)
    thrown = ada.does("POST", f"{pull}/reviews", {"body": "Hm"})
    ada.does("DELETE", f"{pull}/reviews/{thrown['id']}")
    made = ada.does("POST", f"{pull}/reviews", {"body": "Hm"})
    review = f"{pull}/reviews/{made['id']}"
    ada.does("POST", f"{review}/events", {"event": "APPROVE"})
    ada.does("PUT", review, {"body": "Well"})
    installation.gets(f"{pull}/reviews")
    installation.gets(review)
    installation.gets(f"{review}/comments")
    installation.does("PUT", f"{review}/dismissals", {"message": "Too early"})


def _changes(guide: Guide, number: int) -> None:
    installation, where = guide.installation, guide.where
    pull = f"{where}/pulls/{number}"
    installation.does("PATCH", pull, {"title": "Another title", "body": "Another text"})
    installation.does("PATCH", pull, {"state": "closed"})
    installation.does("PATCH", pull, {"state": "open"})
    _written(guide, "main", "meanwhile.txt")
    installation.does("PUT", f"{pull}/update-branch", {})


def _branches(guide: Guide) -> None:
    """Branches are merged without a pull request, too: once, and then there is nothing to do."""
    number = _opened(guide, "other-change")
    merge = {"base": "main", "head": "other-change"}
    for _ in "12":
        guide.installation.does("POST", f"{guide.where}/merges", merge)
    guide.installation.gets(f"{guide.where}/pulls/{number}")

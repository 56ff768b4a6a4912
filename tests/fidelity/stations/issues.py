"""Issues with their labels, comments and events."""

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, ada, where = guide.installation, guide.ada, guide.where
    number = guide.dana.opens_an_issue()["number"]
    issue = f"{where}/issues/{number}"
    installation.does("POST", f"{where}/issues", {"title": "By the App", "labels": ["bug"]})
    installation.gets(f"{where}/issues")
    ada.does("PATCH", issue, {"title": "Another title", "body": "Another text"})
    ada.does("POST", f"{issue}/assignees", {"assignees": ["dana"]})
    ada.does("DELETE", f"{issue}/assignees", {"assignees": ["dana"]})
    ada.does("PUT", f"{issue}/lock", {"lock_reason": "resolved"})
    ada.does("DELETE", f"{issue}/lock")
    ada.does("POST", f"{issue}/reactions", {"content": "heart"})
    _labels(guide, issue)
    _suggestions(guide, issue)
    _comments(guide, issue)
    ada.does("PATCH", issue, {"state": "closed", "state_reason": "completed"})
    installation.gets(issue)
    installation.gets(f"{issue}/events")
    installation.gets(f"{issue}/timeline")
    ada.does("PATCH", issue, {"state": "open"})
    moved = {"repository": "acme/services", "number": number, "target": "acme/other"}
    guide.controls("transfer", moved | {"actor": "ada"})


def _labels(guide: Guide, issue: str) -> None:
    installation, where = guide.installation, guide.where
    installation.does("POST", f"{where}/labels", {"name": "rejected", "color": "ff0000"})
    installation.gets(f"{where}/labels")
    installation.gets(f"{where}/labels/rejected")
    installation.does("PATCH", f"{where}/labels/rejected", {"new_name": "refused"})
    guide.ada.does("POST", f"{issue}/labels", {"labels": ["approved/platform", "refused"]})
    installation.gets(f"{issue}/labels")
    installation.does("DELETE", f"{issue}/labels/refused")
    installation.does("PUT", f"{issue}/labels", {"labels": ["bug"]})
    installation.does("DELETE", f"{issue}/labels")
    installation.does("DELETE", f"{where}/labels/refused")


def _suggestions(guide: Guide, issue: str) -> None:
    labels = [{"name": name, "suggest": True} for name in ("bug", "question")]
    guide.installation.does("POST", f"{issue}/labels", {"labels": labels})
    pending = guide.installation.gets(f"{issue}/suggestions")
    for one, answer in zip(pending, ("approve", "dismiss"), strict=True):
        guide.ada.does("POST", f"{issue}/suggestions/{one['id']}/{answer}")


def _comments(guide: Guide, issue: str) -> None:
    installation, where = guide.installation, guide.where
    made = installation.does("POST", f"{issue}/comments", {"body": "Hello"})
    comment = f"{where}/issues/comments/{made['id']}"
    installation.does("PATCH", comment, {"body": "Hello again"})
    guide.dana.does("POST", f"{comment}/reactions", {"content": "+1"})
    installation.gets(comment)
    installation.gets(f"{issue}/comments")
    installation.gets(f"{where}/issues/comments")
    installation.does("DELETE", comment)

"""Issues below others: added, moved, looked up and taken away."""

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    parent = f"{where}/issues/{guide.dana.opens_an_issue()['number']}"
    first = guide.dana.opens_an_issue()
    second = guide.dana.opens_an_issue("other")
    for one in (first, second):
        installation.does("POST", f"{parent}/sub_issues", {"sub_issue_id": one["id"]})
    installation.gets(f"{parent}/sub_issues")
    installation.gets(f"{where}/issues/{first['number']}/parent")
    moved = {"sub_issue_id": second["id"], "before_id": first["id"]}
    installation.does("PATCH", f"{parent}/sub_issues/priority", moved)
    installation.does("DELETE", f"{parent}/sub_issue", {"sub_issue_id": first["id"]})

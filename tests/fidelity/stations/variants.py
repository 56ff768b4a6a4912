"""Other answers of routes that were shown before, and webhooks of what happens seldom."""

from base64 import b64encode

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    _changes_a_file(guide)
    _dispatches_without_asking(guide)
    _deletes_an_issue(guide)
    _gives_repositories_away(guide)


def _changes_a_file(guide: Guide) -> None:
    """200 where a new file is 201."""
    path = f"{guide.where}/contents/docs/guide.md"
    sha = guide.installation.gets(path)["sha"]
    content = b64encode(b"read this\n").decode()
    body = {"message": "Change the guide", "content": content, "sha": sha}
    guide.installation.does("PUT", path, body)


def _dispatches_without_asking(guide: Guide) -> None:
    """204, for the older version of the API tells of the run only if it is asked to."""
    path = f"{guide.where}/actions/workflows/deploy.yml/dispatches"
    guide.installation.does("POST", path, {"ref": "main", "inputs": {"version": "1"}})


def _deletes_an_issue(guide: Guide) -> None:
    issue = guide.dana.opens_an_issue()
    query = "mutation($id: ID!) { deleteIssue(input: {issueId: $id}) { clientMutationId } }"
    answer = guide.ada.queries(query, id=issue["node_id"])
    assert "errors" not in answer


def _gives_repositories_away(guide: Guide) -> None:
    """Only who receives one is told, so the App is installed there before the second comes."""
    for name in ("gift", "other-gift"):
        guide.ada.does("POST", "/orgs/acme/repos", {"name": name})
        order = {"repository": f"acme/{name}", "organisation": "globex", "actor": "ada"}
        guide.controls("repositories/transfer", order)
        if name == "gift":
            guide.controls("install", {"organisation": "globex", "actor": "ada"})

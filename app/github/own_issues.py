"""Issues that Slipway opens itself: made, found again by their mark, written anew and closed."""

from app.github.client import Client
from app.github.errors import NotFound, Refusal

_ISSUES = "/repos/{owner}/{repo}/issues"
_ISSUE = _ISSUES + "/{number}"


def open_issue(client: Client, owner: str, repo: str, title: str, body: str) -> int:
    """The new issue's number. From `POST /repos/{owner}/{repo}/issues`."""
    answer = client.rest(f"POST {_ISSUES}", {"title": title, "body": body}, owner=owner, repo=repo)
    return int(answer["number"])


def find_own_issue(client: Client, owner: str, repo: str, login: str, marker: str) -> int | None:
    """The number of the issue by `login` with this line in it, among that one's newest 100.

    From `GET /repos/{owner}/{repo}/issues`.
    """
    query = {"creator": login, "state": "all", "per_page": 100}
    found = client.rest(f"GET {_ISSUES}", None, query, owner=owner, repo=repo)
    marked = (one["number"] for one in found if marker in (one["body"] or "").splitlines())
    return next(marked, None)


def check_own_issue(client: Client, owner: str, repo: str, login: str, number: int) -> None:
    """Raises NotFound for an issue that is gone, or that somebody else opened.

    Where the repository was replaced by another one, a person's issue has the number now. From
    `GET …/issues/{number}`.
    """
    found = client.rest(f"GET {_ISSUE}", owner=owner, repo=repo, number=number)
    # GitHub shows no user for an account that was deleted.
    if (found["user"] or {}).get("login") != login:
        raise NotFound(Refusal(f"GET {_ISSUE}", "this issue is somebody else's"))


def rewrite_issue(client: Client, owner: str, repo: str, number: int, body: str) -> None:
    """Give an issue another text, and open it if it is closed.

    From `PATCH …/issues/{number}`. Raises NotFound or Moved for one that is gone.
    """
    said = {"body": body, "state": "open"}
    client.rest(f"PATCH {_ISSUE}", said, owner=owner, repo=repo, number=number)

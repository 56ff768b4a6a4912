"""What lies between two commits: `/repos/{owner}/{repo}/compare/{basehead}`."""

from sandbox.errors import ApiError, not_found
from sandbox.git.diffs import compare
from sandbox.git.store import NoSuchObject
from sandbox.rest.paging import page_of
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.comparison import comparison
from sandbox.shapes.git import commits
from sandbox.world.repositories import Repository

routes = Routes()
COMMITS_SHOWN = 250


@routes("GET", REPOSITORY + "/compare/{basehead}", needs="contents:read")
def compare_commits(call: Call, basehead: str) -> Answer:
    """Commits by pages if any is asked for, else the last 250; files on the first page alone.

    That the other pages have an empty list of files is unconfirmed.
    """
    where = call.repository
    base, _, head = basehead.partition("...")
    found = compare(where.git, _commit(where, base), _commit(where, head))
    if found is None:
        raise ApiError(404, f"No common ancestor between {base} and {head}.")
    shape = comparison(call.world, where, found, basehead)
    if not {"page", "per_page"} & call.query.keys():
        chosen = found.commits[-COMMITS_SHOWN:]
        return Answer(shape | {"commits": commits(call.world, where, chosen)})
    page, headers = page_of(call, found.commits)
    shape["commits"] = commits(call.world, where, page)
    if call.query.get("page", "1") != "1":
        shape["files"] = []
    return Answer(shape, headers=headers)


def _commit(where: Repository, name: str) -> str:
    """The commit that is meant by a ref, or by one with its owner before it; 404 without."""
    owner, colon, ref = name.rpartition(":")
    if colon and owner.lower() not in {where.owner.login.lower(), where.full_name.lower()}:
        raise not_found()
    try:
        return where.git.resolve(ref)
    except NoSuchObject:
        raise not_found() from None

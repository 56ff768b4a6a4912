"""The pull requests of a repository, by state."""

from flask import render_template
from flask import request as http_request

from sandbox.acts.check_suites import grow_stale
from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.world.issues import State
from sandbox.world.pulls import pulls_of

pages = Pages()


@pages("GET", REPOSITORY + "/pulls")
def list_pulls(visit: Visit, owner: str, repo: str) -> str:
    """`?state=open|closed`, open at first."""
    where = visit.repository(owner, repo)
    asked = http_request.args.get("state")
    state = State.CLOSED if asked == State.CLOSED.value else State.OPEN
    known = pulls_of(where)
    pulls = [one for one in reversed(known) if one.state is state]
    for one in pulls:
        grow_stale(visit.world, where.checks.of_commit.get(one.head_sha, []))
    return render_template(
        "pulls.html",
        where=where,
        state=state,
        counts={one: sum(1 for pull in known if pull.state is one) for one in State},
        pulls=pulls,
    )

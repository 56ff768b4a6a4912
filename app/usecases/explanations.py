"""Says on an issue why its request does not go on, where no look gets far enough to say it.

Each is said once as far as can be: what cannot be posted now is tried at the next slow attempt.
"""

import structlog

from app.domain.replies import announcements as say
from app.domain.status import Failure
from app.github.errors import GitHubError
from app.github.issues import create_comment, own_comments
from app.github.permissions import TELL
from app.store.requests import RequestRow
from app.usecases.obstacles import Obstacle
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)


def held_back(bench: Workbench, row: RequestRow, obstacle: Obstacle) -> None:
    """That an admin has to act first, and that it then goes on by itself."""
    _say_once(bench, row, say.held_back(obstacle.why, obstacle.todo))


def parked(bench: Workbench, row: RequestRow, failure: Failure) -> None:
    """That looking at it failed too often, and who can see why."""
    _say_once(bench, row, say.look_parked(failure))


def _say_once(bench: Workbench, row: RequestRow, text: str) -> None:
    """Once for each time that a request comes to a halt: `seen` moves when a look succeeds."""
    marker = f"<!-- slipway:halt {row.seen} -->"
    try:
        installation = bench.github.installation(row.organisation)
        client = bench.github.for_step(installation, TELL, [bench.control_repository])
        where = (client, row.organisation, bench.control_repository, row.issue_number)
        posted = own_comments(*where, bench.github.own_login())
        if not any(marker in body.splitlines() for body in posted):
            create_comment(*where, f"{text}\n{marker}\n")
    except GitHubError as error:
        _log.warning("not explained on the issue", reason=str(error))

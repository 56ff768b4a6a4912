"""What is said while Slipway is on trial: what is approved is built at somebody's word."""

from app.domain.issue import Person
from app.domain.replies.layout import paragraphs
from app.domain.replies.people import either, mention, mention_team, name
from app.domain.status import StatusView
from app.domain.text import fenced, inline

COMMAND = "/slipway build"


def please_start(view: StatusView) -> str:
    """To those who may start the build: it can begin."""
    if view.builders is None:
        return ""
    whom = [mention_team(view.organisation, team) for team in view.builders.teams[:5]]
    called = either([*whom, *(mention(user) for user in view.builders.users[:5])])
    first = f"{called or 'An admin'}, this request is approved and can be built."
    told = "Slipway is on trial here (shadow mode), so it builds nothing by itself."
    last = "To have it built, read the status comment, then paste this line into a new comment:"
    end = "Whoever builds it by hand closes this issue."
    return paragraphs(first, f"{told} {last}", fenced(COMMAND), end)


def started(author: Person) -> str:
    """The build begins."""
    say = "The build begins as soon as all of it was read once more"
    return paragraphs(f"Noted: {name(author)} starts the build. {say}.")


def started_already(author: Person) -> str:
    """Somebody was quicker."""
    return paragraphs(f"{name(author)}, the build was started already; once is enough.")


def not_started(sentence: str) -> str:
    """It starts nothing, and why."""
    return paragraphs(inline(sentence, 600))


def cannot_start(author: Person, why: str) -> str:
    """The command was fine, and something else is not."""
    first = f"{name(author)}, it cannot be built at the moment: {inline(why, 400)}"
    return paragraphs(first, "Give the command again once the status comment offers the build.")

"""One run of `slipway init`: look, show the plan, ask, make what is missing, say what is next."""

import time
from collections.abc import Callable, Iterable
from typing import TextIO

from app.domain.control import FORM_PATH
from app.domain.form import read_form
from app.domain.policy import Visibility
from app.github.budget import Pause
from app.github.installations import read_installation
from app.github.warrant import Warrant
from app.operations import screen
from app.operations.init.found import Found, Place, Wanted, look
from app.operations.init.making import make
from app.operations.init.parts import Mark, Part, parts_of
from app.operations.init.starter import Teams, starter_files
from app.usecases.workbench import Workbench

Agreed = Callable[[], bool]

_MOST_LOOKS = 15
_BETWEEN_SECONDS = 2.0


class NotInstalled(Exception):
    """The App is not at work in the organisation; the text says what to do."""


def place_of(bench: Workbench, organisation: str) -> Place:
    """The App in the organisation. Raises NotInstalled, GitHubError."""
    warrant = Warrant(purpose="init of the control repository", organisation=organisation)
    connection = bench.github.under(warrant)
    installation = read_installation(connection, organisation)
    if installation is None or installation.is_suspended:
        raise NotInstalled(
            f"The App is not installed in {organisation}, or suspended there. Install it from the "
            "App's settings, under “Install App”."
        )
    return Place(connection, installation, bench.control_repository)


def wanted_at(place: Place, teams: Teams, visibility: Visibility | None) -> Wanted:
    """What this version of Slipway puts there, under the organisation's own spelling."""
    login = place.installation.organisation
    files = starter_files(login, teams)
    form = next(content for path, _, content in files if path == FORM_PATH)
    label = read_form(form.decode()).request_label
    return Wanted(login, place.repository, teams, files, label, visibility)


class NotShown(Exception):
    """GitHub made a repository and does not show it; the text says what to do."""


def run(
    place: Place, wanted: Wanted, stream: TextIO, agreed: Agreed, pause: Pause = time.sleep
) -> bool:
    """Bring the control repository as far as it goes now; whether all of it is done.

    `agreed` is asked before anything is written. Raises GitHubError, NotShown.
    """
    parts = parts_of(place, wanted, look(place, wanted))
    show(stream, parts)
    if not any(part.mark is Mark.TO_DO for part in parts):
        return conclude(stream, parts)
    if not agreed():
        screen.line(stream, "Nothing was written.")
        return False
    _make_all(place, wanted, stream, pause)
    return conclude(stream, parts_of(place, wanted, look(place, wanted)))


def _make_all(place: Place, wanted: Wanted, stream: TextIO, pause: Pause) -> None:
    """One by one, looking again after the repository was created: it brings a commit along."""
    made: set[str] = set()
    while True:
        found = _look(place, wanted, pause) if made else look(place, wanted)
        to_do = [
            part
            for part in parts_of(place, wanted, found)
            if part.mark is Mark.TO_DO and part.name not in made
        ]
        if not to_do:
            return
        for part in to_do[:1] if found.repository is None else to_do:
            made.add(part.name)
            screen.line(stream, f"  {Mark.DONE} {make(place, wanted, found, part)}")


def _look(place: Place, wanted: Wanted, pause: Pause) -> Found:
    """Once the repository is made: GitHub may take a moment until it shows it."""
    for _ in range(_MOST_LOOKS):
        found = look(place, wanted)
        if found.repository is not None:
            return found
        pause(_BETWEEN_SECONDS)
    raise NotShown(
        f"GitHub made {wanted.organisation}/{wanted.repository} and does not show it yet. Run the "
        "command again in a minute: it goes on where it stopped."
    )


def show(stream: TextIO, parts: Iterable[Part]) -> None:
    """A line for each part, and below it what goes into detail."""
    for part in parts:
        screen.line(stream, f"  {part.mark} {part.sentence}")
        for line in part.lines:
            screen.line(stream, f"      {line}")
    screen.line(stream)


def conclude(stream: TextIO, parts: tuple[Part, ...]) -> bool:
    """What people have to do next; whether there is nothing."""
    open_parts = [part for part in parts if part.mark is not Mark.DONE]
    if not open_parts:
        screen.line(stream, "There is nothing to do. `slipway doctor` examines all of it.")
        return True
    screen.line(stream, "What is left, then run this again:")
    show(stream, open_parts)
    return False

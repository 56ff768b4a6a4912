"""`slipway policy check`: every mistake and every doubt, a line each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TextIO

from app.domain.mistakes import Mistake
from app.domain.review import (
    Review,
    people_named,
    review,
    undefined_properties,
    unknown_templates,
    wrong_people,
)
from app.github.installations import read_installation
from app.github.people import is_user, team_members
from app.github.permissions import PROPERTIES, READ_ORGANISATION, lacking
from app.github.properties import read_definitions
from app.operations import screen
from app.operations.policy.files import LawFiles
from app.usecases.workbench import Workbench


class Severity(StrEnum):
    """A mistake keeps a policy from coming into force, a warning does not."""

    MISTAKE = "mistake"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of what was found; `line` and `column` count from 1, 0 for the whole file."""

    path: str
    line: int
    column: int
    severity: Severity
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, in the order of the files."""

    ok: bool
    remarks: tuple[Remark, ...]


def look_through(files: LawFiles, now: datetime) -> Review:
    """Review the files, under the paths that they have here."""
    found = review(files.policy, files.form, now)
    warnings = list(found.warnings)
    if found.subject and files.templates is not None:
        warnings += unknown_templates(found.subject, files.templates)
    return replace(
        found,
        mistakes=tuple(map(files.here, found.mistakes)),
        warnings=tuple(map(files.here, warnings)),
    )


def with_people(found: Review, files: LawFiles, bench: Workbench, organisation: str) -> Review:
    """The review, with teams and people that GitHub does not know, or of whom there are too few.

    Raises GitHubError.
    """
    if found.subject is None:
        return found
    people = people_named(found.subject)
    installation = bench.github.installation(organisation)
    client = bench.github.for_step(installation, READ_ORGANISATION)
    members = team_members(client, organisation, (one.name for one in people.teams))
    logins = dict.fromkeys(one.name for one in people.users)
    unknown = {login for login in logins if not is_user(client, login)}
    wrong = wrong_people(people, organisation, members, unknown)
    return replace(found, mistakes=(*found.mistakes, *map(files.here, wrong)))


def with_properties(found: Review, files: LawFiles, bench: Workbench, organisation: str) -> Review:
    """The review, with custom properties that the organisation has not defined like that.

    GitHub is asked only if the policy sets some. Raises GitHubError.
    """
    subject = found.subject
    if subject is None or not subject.policy.repositories.properties:
        return found
    installation = read_installation(bench.github, organisation)
    if installation is None or lacking(installation.permissions, PROPERTIES):
        say = "The App may not read the organisation's properties, so that these are not checked."
        doubt = files.here(subject.remark(say, "repositories", "properties"))
        return replace(found, warnings=(*found.warnings, doubt))
    client = bench.github.for_step(installation.id, PROPERTIES)
    wrong = undefined_properties(subject, organisation, read_definitions(client, organisation))
    return replace(found, mistakes=(*found.mistakes, *map(files.here, wrong)))


def judge(found: Review, *, strict: bool) -> Checked:
    """`strict` lets no warning pass."""
    remarks = (
        *_remarks(found.mistakes, Severity.MISTAKE),
        *_remarks(found.warnings, Severity.WARNING),
    )
    ordered = sorted(remarks, key=lambda one: (one.path, one.line, one.column))
    return Checked(not found.mistakes and not (strict and found.warnings), tuple(ordered))


def write(stream: TextIO, checked: Checked, files: LawFiles) -> None:
    """Each as `FILE:LINE:COLUMN: mistake: …`, as editors and terminals know to open it."""
    for one in checked.remarks:
        place = f"{one.path}:{one.line}:{one.column}" if one.line else one.path
        screen.line(stream, f"{place}: {one.severity}: {one.sentence}")
    counts = [
        _counted(sum(one.severity is severity for one in checked.remarks), severity)
        for severity in Severity
    ]
    screen.line(stream, f"{files.policy_path}: {' and '.join(counts)}.")


def _remarks(mistakes: tuple[Mistake, ...], severity: Severity) -> Iterator[Remark]:
    for one in mistakes:
        yield Remark(one.path, one.line, one.column, severity, one.sentence)


def _counted(count: int, severity: Severity) -> str:
    return f"{count or 'no'} {severity}{'' if count == 1 else 's'}"

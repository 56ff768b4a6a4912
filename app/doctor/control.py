"""Checks the control repository: that it can be read, says what it should, and is protected."""

from dataclasses import dataclass

from app.doctor.finding import Finding, broken, doubtful, fine
from app.doctor.organisation import Organisation
from app.domain.control import ControlRepository
from app.domain.law import Law
from app.domain.mistakes import FileMistakes, Mistake
from app.domain.verdict import Status
from app.github.errors import Conflict, GitHubError, Invalid, NotFound
from app.github.repositories import find_repository
from app.github.requests import read_control
from app.usecases.law import newest_texts, read_law
from app.usecases.protection import protection


@dataclass(frozen=True, slots=True)
class Control:
    """The control repository of an organisation, as just read."""

    organisation: Organisation
    read: ControlRepository
    is_archived: bool

    @property
    def subject(self) -> str:
        return subject_of(self.organisation)

    @property
    def law(self) -> Law | None:
        """The form and policy, None unless both check."""
        try:
            return read_law(newest_texts(self.read))
        except FileMistakes:
            return None


def subject_of(organisation: Organisation) -> str:
    """The heading of what is found about the control repository."""
    return f"Control repository {organisation.login}/{organisation.control_repository}"


def open_control(organisation: Organisation) -> Control | GitHubError:
    """Read it, or say what GitHub answered."""
    name = organisation.control_repository
    try:
        client = organisation.reader()
        repository = find_repository(client, organisation.login, name)
        read = read_control(client, organisation.login, name)
    except GitHubError as error:
        return error
    return Control(organisation, read, repository is not None and repository.is_archived)


def check_readable(organisation: Organisation, opened: Control | GitHubError) -> Finding:
    """Whether it is there, within the App's reach, and not archived."""
    subject = subject_of(organisation)
    match opened:
        case Control(is_archived=True):
            return broken(
                subject, "It is archived, so that no request can be answered.", "Unarchive it."
            )
        case Control():
            return fine(subject, f"It can be read, at commit {opened.read.commit_id[:12]}.")
        # A token for a repository that is not there is refused with 422, of one kind or another.
        case NotFound() | Invalid() | Conflict():
            return broken(
                subject,
                "It does not exist, holds no commit, or is out of the App's reach.",
                "Create it with a policy, a form and templates, or correct SLIPWAY_CONTROL_REPO.",
                f"Let the App reach it at {organisation.installation_url}.",
            )
        case _:
            return broken(subject, "It could not be read.", str(opened))


def check_law(control: Control) -> Finding:
    """Whether policy and form check; each mistake with file, line and column."""
    try:
        read_law(newest_texts(control.read))
    except FileMistakes as error:
        count = len(error.mistakes)
        wrong = f"Policy and form have {count} mistake{'s' if count > 1 else ''}."
        return broken(control.subject, wrong, *map(_written, error.mistakes))
    return fine(control.subject, "Policy and form check.")


def check_labels(control: Control, law: Law) -> Finding:
    """Whether the labels exist by which people ask, approve and veto."""
    there = {label.name.casefold() for label in control.read.labels}
    lacking = [name for name in law.form.labels if name.casefold() not in there]
    if lacking:
        return doubtful(
            control.subject,
            f"It has no label {', '.join(lacking)}, which the form sets.",
            "GitHub leaves a label out that does not exist, without a word. Create it under",
            "Issues, “Labels”.",
        )
    policy = law.policy
    used = [rule.label for rule in policy.approvals if not rule.explicit] + (
        [policy.veto.label] if policy.veto else []
    )
    later = [name for name in used if name.casefold() not in there]
    if later:
        return fine(
            control.subject,
            f"It has the form's label; the first request makes {', '.join(later)}.",
        )
    return fine(control.subject, "It has all labels of form and policy.")


def check_protection(control: Control) -> Finding:
    """Whether nobody alone can change policy, form or templates: without it nothing is built."""
    organisation = control.organisation
    where = (organisation.reader(), organisation.login, organisation.control_repository)
    verdict = protection(*where, control.read)
    if verdict.status is Status.SATISFIED:
        return fine(control.subject, "It is protected by review.")
    todo = [one.sentence for one in verdict.children if one.status is not Status.SATISFIED]
    wrong = "It is not protected by review, so that nothing is built."
    return broken(control.subject, wrong, *todo)


def _written(mistake: Mistake) -> str:
    return str(mistake) if mistake.line else f"{mistake.path}: {mistake.sentence}"

"""The parts of a control repository: what is there, what would be made, what people have to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.control import CODEOWNERS_PATHS, FORM_PATH, POLICY_PATH
from app.domain.policy import Access, Visibility
from app.domain.protection import BranchRules
from app.operations.init import by_hand
from app.operations.init.comparing import listed
from app.operations.init.found import BRANCH, CHECKS, RULESET, Found, Place, Wanted, names

_NEEDED = {POLICY_PATH, FORM_PATH, CODEOWNERS_PATHS[0]}
_ORDER = list(Access)


class Mark(StrEnum):
    """How a part stands, as it is printed."""

    DONE = "✓"
    TO_DO = "+"
    WAITS = "…"
    BY_HAND = "!"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, in a sentence; `lines` go into detail, or say what to do by hand."""

    name: str
    mark: Mark
    sentence: str
    lines: tuple[str, ...] = ()


def parts_of(place: Place, wanted: Wanted, found: Found) -> tuple[Part, ...]:
    """All parts, in the order in which they are made; one alone while all others need it."""
    first = repository(place, wanted, found)
    if first.mark is Mark.BY_HAND:
        return (first,)
    return (
        first,
        files(place, wanted, found),
        label(place, wanted, found),
        *access(place, wanted, found),
        ruleset(place, found),
    )


def visibility_of(wanted: Wanted, found: Found) -> Visibility:
    """Private, unless it was said or the plan has no rulesets for private repositories."""
    if wanted.visibility is not None:
        return wanted.visibility
    return Visibility.PUBLIC if found.plan == "free" else Visibility.PRIVATE


def repository(place: Place, wanted: Wanted, found: Found) -> Part:
    called = f"{wanted.organisation}/{wanted.repository}"
    if found.repository is not None:
        if found.repository.is_archived:
            return Part("repository", Mark.BY_HAND, f"{called} is archived.", ("Unarchive it.",))
        return Part("repository", Mark.DONE, f"{called} is there.")
    visibility = visibility_of(wanted, found)
    why = ""
    if visibility is Visibility.PUBLIC and wanted.visibility is None:
        why = ": on the free plan, private repositories have no rulesets to protect them"
    if lacks := place.lacks(administration="write"):
        say = f"{called} is not there, and the App may not create it."
        return Part("repository", Mark.BY_HAND, say, by_hand.repository(wanted, lacks))
    return Part("repository", Mark.TO_DO, f"Create {called}, {visibility.value}{why}.")


def files(place: Place, wanted: Wanted, found: Found) -> Part:
    contents = found.contents
    missing = names(contents.on_default.missing if contents else wanted.files)
    if not missing:
        assert contents is not None
        different = tuple(listed(contents.on_default.different))
        also = " These differ from the starter and stay as they are:" if different else ""
        return Part("files", Mark.DONE, f"No file of the starter is missing.{also}", different)
    if lacks := place.lacks(contents="write"):
        say = f"{len(missing)} files are missing, and the App may not write any."
        return Part("files", Mark.BY_HAND, say, by_hand.files(wanted, lacks))
    if contents and contents.has_branch and contents.pull and not contents.pull.is_open:
        return _left_over(contents.pull.url, is_merged=contents.pull.is_merged)
    if contents and contents.pull and contents.pull.is_open and not contents.on_branch.missing:
        return Part("files", Mark.WAITS, f"{contents.pull.url} waits to be reviewed and merged.")
    may_open = not place.lacks(pull_requests="write")
    if contents and contents.has_branch and not contents.on_branch.missing and not may_open:
        say = f"The branch {BRANCH} has all files, and no pull request yet."
        return Part("files", Mark.BY_HAND, say, by_hand.pull_request(found))
    how = "by a pull request" if may_open else "on a branch, for you to open a pull request"
    different = tuple(listed(contents.on_default.different)) if contents else ()
    also = " These differ from the starter and stay as they are:" if different else ""
    count = f"{len(missing)} file{'s' if len(missing) > 1 else ''}"
    return Part("files", Mark.TO_DO, f"Add {count} {how} from {BRANCH}.{also}", different)


def _left_over(url: str, *, is_merged: bool) -> Part:
    if is_merged:
        say = f"{url} is merged, yet files are missing, and its branch {BRANCH} is still there."
        return Part("files", Mark.BY_HAND, say, ("Delete the branch and run this again.",))
    say = f"{url} was closed without being merged."
    todo = f"Reopen it, or delete the branch {BRANCH} and run this again for a new one."
    return Part("files", Mark.BY_HAND, say, (todo,))


def label(place: Place, wanted: Wanted, found: Found) -> Part:
    if wanted.label.casefold() in found.labels:
        return Part("label", Mark.DONE, f"The label {wanted.label} is there, which the form sets.")
    if lacks := place.lacks(issues="write"):
        say = f"The label {wanted.label} is missing, and the App may not create it."
        return Part("label", Mark.BY_HAND, say, by_hand.label(wanted, lacks))
    return Part("label", Mark.TO_DO, f"Create the label {wanted.label}, which the form sets.")


def access(place: Place, wanted: Wanted, found: Found) -> Iterator[Part]:
    for team, level in wanted.access.items():
        yield _access(place, wanted, found, team, level)


def _access(place: Place, wanted: Wanted, found: Found, team: str, level: Access) -> Part:
    name = f"access of {team}"
    if team not in found.teams:
        say = f"There is no team {team} in {wanted.organisation}."
        return Part(name, Mark.BY_HAND, say, by_hand.team(team))
    if found.access and team in found.access:
        has = found.access[team]
        if has is None or _ORDER.index(has) >= _ORDER.index(level):
            return Part(name, Mark.DONE, f"The team {team} can {_can(level)}.")
    if lacks := place.lacks(administration="write"):
        say = f"The team {team} cannot {_can(level)}, and the App may not give it access."
        return Part(name, Mark.BY_HAND, say, by_hand.access(wanted, team, level, lacks))
    return Part(name, Mark.TO_DO, f"Let the team {team} {_can(level)}.")


def _can(level: Access) -> str:
    return "write, to review changes" if level is Access.PUSH else "set labels, to approve"


def ruleset(place: Place, found: Found) -> Part:
    rules = found.rules
    if rules and _is_enough(found, rules):
        return Part("ruleset", Mark.DONE, "Changes to the default branch have to be reviewed.")
    if not _has_needed(found):
        say = "The ruleset for the default branch is laid once the files are on it."
        return Part("ruleset", Mark.WAITS, say)
    if rules is None:
        say = "The plan has no rulesets for private repositories, so nothing can be built."
        return Part("ruleset", Mark.BY_HAND, say, by_hand.PLAN)
    if lacks := place.lacks(administration="write"):
        say = "Not all changes have to be reviewed, and the App may not lay a ruleset."
        return Part(
            "ruleset", Mark.BY_HAND, say, (*by_hand.setting(lacks), *by_hand.ruleset(found))
        )
    named = " and ".join(checks_of(found))
    checks = f", and {named} to pass" if named else ""
    verb = "Complete" if found.ruleset_id is not None else "Lay"
    say = f"{verb} the ruleset “{RULESET}”: a code owner has to approve each change{checks}."
    return Part("ruleset", Mark.TO_DO, say)


def _is_enough(found: Found, rules: BranchRules) -> bool:
    """Rules of the organisation's own do as well; the checks are for our ruleset to ask for."""
    reviewed = rules.approvals and rules.code_owner_review and rules.reviews_every_push
    asked = found.ruleset_id is None or rules.required_checks.issuperset(checks_of(found))
    return bool(reviewed) and asked


def checks_of(found: Found) -> tuple[str, ...]:
    """Only those that are known to be reported: a check that never comes blocks every change."""
    return tuple(name for name in CHECKS if name in found.checks)


def _has_needed(found: Found) -> bool:
    if found.contents is None:
        return False
    return not _NEEDED & set(names(found.contents.on_default.missing))

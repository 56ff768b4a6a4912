"""What a check run's page says: what was found, what would change, and what to do."""

from collections.abc import Iterator, Sequence

from app.domain.cases import Difference
from app.domain.check import FailedCase, Finding, Judgement, Level, PastChange, PastRequests
from app.domain.control import CASES_PATH
from app.domain.counts import counted
from app.domain.replies.layout import paragraphs
from app.domain.replies.sections import Section, sharing
from app.domain.state import State
from app.domain.text import cell, code, inline, link


def summary(judgement: Judgement, organisation: str, repository_url: str) -> str:
    """The page in Markdown, at most MOST_BYTES of it.

    `repository_url` is the control repository's, below which its issues are.
    """
    command = f"slipway policy check --org {organisation}"
    sections = [
        *finding_sections(judgement.findings, judgement.more_findings, command),
        *_cases(judgement),
        *_past(judgement.past, organisation, repository_url),
    ]
    return paragraphs(_lead(judgement), *sharing(sections))


def _lead(judgement: Judgement) -> str:
    if judgement.was_stopped:
        return (
            "These files could not be judged to the end, so nobody knows what they would do. "
            "Mend them, then push again."
        )
    if any(_keeps_out(one) for one in judgement.findings):
        return (
            "Mend this. What cannot be read does not come into force on the default branch: the "
            "last policy and form that checked stay."
        )
    if not judgement.passes:
        return (
            "Mend this, so that policy and cases agree. Cases keep nothing out: on the default "
            "branch, policy and form come into force all the same."
        )
    cases = judgement.cases.ran
    all_cases = f" {counted(cases, 'policy case')}: all as expected." if cases else ""
    return f"Policy and form can come into force.{all_cases}"


def _keeps_out(one: Finding) -> bool:
    return one.level is Level.FAILURE and not one.path.startswith(f"{CASES_PATH}/")


def finding_sections(findings: Sequence[Finding], more: int, command: str) -> Iterator[Section]:
    """Mistakes, warnings and notes; there are `more`, and `command` shows all of them."""
    titles = {Level.FAILURE: "Mistakes", Level.WARNING: "Warnings", Level.NOTICE: "Notes"}
    for level, title in titles.items():
        found = [one for one in findings if one.level is level]
        if found:
            items = tuple(map(_finding, found))
            yield Section(title, "", "", items, len(found) + more, command)
            more = 0  # They are told of once.


def _finding(one: Finding) -> str:
    line = f" line {one.line}" if one.line else ""
    return f"- {code(one.path, 200)}{line}: {inline(one.message)}"


def _cases(judgement: Judgement) -> Iterator[Section]:
    cases = judgement.cases
    if cases.failed:
        say = (
            f"{cases.failed:,} of {counted(cases.ran, 'case')} failed. Correct the policy, or "
            "the case where it expects what is no longer meant."
        )
        items = tuple(map(_case, cases.failures))
        yield Section("Policy cases", say, "", items, cases.failed, "slipway policy test")


def _case(case: FailedCase) -> str:
    place = f"{code(case.path, 200)} line {case.line}"
    told = (f"  - {_difference(one)}" for one in case.differences)
    return "\n".join([f"- **{inline(case.name, 200)}** in {place}", *told])


def _difference(one: Difference) -> str:
    what, why = inline(one.what, 100), inline(one.why, 300)
    return (
        f"{what}: expected **{inline(one.expected, 200)}**, got **{inline(one.got, 200)}**. {why}"
    )


def _past(past: PastRequests | None, organisation: str, repository_url: str) -> Iterator[Section]:
    if past is None or not past.decided:
        return
    newest = f" Only the newest {past.decided:,} were looked at." if past.is_cut else ""
    how = "Each was decided again on what was known of it when it was last decided."
    say = f"{decided_again(past)} {how}{newest}"
    yield Section(
        "Past and open requests",
        f"{say}{_unknown(past)}",
        "| Request | Name | Before → after | Why |\n|:--|:--|:--|:--|",
        tuple(_change(one, repository_url) for one in past.changes),
        past.changed,
        f"slipway policy replay --org {organisation}",
    )


def decided_again(past: PastRequests) -> str:
    """How many requests would be decided differently, as a sentence."""
    if not past.changed:
        return f"{counted(past.decided, 'past request')}: all decided as before."
    return (
        f"{past.changed:,} of {counted(past.decided, 'past request')} would be decided differently."
    )


def _change(change: PastChange, repository_url: str) -> str:
    number = change.issue_number
    request = link(f"#{number}", f"{repository_url}/issues/{number}")
    before, after = _words(change.before), _words(change.after)
    became = f"stays {after}" if before == after else f"{before} → {after}"
    rules = ", ".join(change.rules)
    why = f"{cell(change.why)} Differs in: {cell(rules)}" if rules else cell(change.why)
    return f"| {request} | {cell(change.name, 100)} | {became} | {why} |"


def _unknown(past: PastRequests) -> str:
    people = dict.fromkeys(person for change in past.changes for person in change.unknown)
    if not people:
        return ""
    named = inline(", ".join(people), 200)
    return f" Nobody asked GitHub at the time, so counted as not a member: {named}."


def _words(state: State) -> str:
    return state.value.replace("-", " ")

"""Judges the files of a commit: what is wrong, what its cases come to, and what would change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from app.domain.cases import CaseResult, CasesRun, Difference, decide_cases
from app.domain.check.model import (
    CasesJudged,
    ControlFiles,
    FailedCase,
    Finding,
    History,
    Judgement,
    Level,
    PastChange,
    PastRequests,
)
from app.domain.control import FORM_PATH, POLICY_PATH
from app.domain.law import Law, law_of
from app.domain.mistakes import FileMistakes, Mistake
from app.domain.replay import Change, travel
from app.domain.review import people_named, review
from app.domain.text import shorten

MOST_REQUESTS = 2_000
"""The newest past requests, of which a few seconds decide again."""

_MOST_FINDINGS = 500
_MOST_FAILURES = 500
_MOST_CHANGES = 500
_MOST_CHARACTERS = 2_000
_MOST_NAMES = 20


def judge(files: ControlFiles, history: History | None, now: datetime) -> Judgement:
    """Judge a commit; `history` is None where no law is in force yet.

    Whatever the texts hold, what is wrong with them becomes findings.
    """
    if files.policy is None or files.form is None:
        return _with_findings(Judgement(), _unread(files))
    found = review(files.policy, files.form, now)
    findings = (*_said(found.mistakes, Level.FAILURE), *_said(found.warnings, Level.WARNING))
    if found.subject is None:
        return _with_findings(Judgement(), (*_unread(files), *findings))
    law = Law(found.subject.form, found.subject.policy)
    run = decide_cases(law, _texts(files.cases))
    judgement = Judgement(
        cases=_cases(run), past=_past(law, history), people=people_named(found.subject)
    )
    wrong_cases = _said(run.mistakes, Level.FAILURE)
    return _with_findings(judgement, (*_unread(files), *findings, *wrong_cases))


def stopped(sentence: str) -> Judgement:
    """The judgement on files that nobody could judge to the end."""
    said = Finding(POLICY_PATH, 0, 0, Level.FAILURE, shorten(sentence, _MOST_CHARACTERS))
    return Judgement((said,), was_stopped=True)


def _unread(files: ControlFiles) -> Iterator[Finding]:
    named = ((POLICY_PATH, files.policy), (FORM_PATH, files.form), *files.cases.items())
    for path, text in named:
        if text is None:
            say = "This file is missing, is not UTF-8 text, or is too large: mend it."
            yield Finding(path, 0, 0, Level.FAILURE, say)


def _texts(files: Mapping[str, str | None]) -> Mapping[str, str]:
    return {path: text for path, text in files.items() if text is not None}


def _with_findings(judgement: Judgement, found: Iterable[Finding]) -> Judgement:
    every = tuple(found)
    more = max(0, len(every) - _MOST_FINDINGS)
    return replace(judgement, findings=every[:_MOST_FINDINGS], more_findings=more)


def _said(mistakes: Iterable[Mistake], level: Level) -> Iterator[Finding]:
    for one in mistakes:
        yield Finding(one.path, one.line, one.column, level, _short(one.sentence))


def _cases(run: CasesRun) -> CasesJudged:
    failed = [one for one in run.results if not one.is_as_expected]
    return CasesJudged(
        len(run.results), len(failed), tuple(map(_failed_case, failed[:_MOST_FAILURES]))
    )


def _failed_case(result: CaseResult) -> FailedCase:
    place = result.place
    told = tuple(map(_short_difference, result.differences[:_MOST_NAMES]))
    return FailedCase(_short(result.name), place.path, place.line, place.column, told)


def _short_difference(one: Difference) -> Difference:
    return Difference(_short(one.what), _short(one.expected), _short(one.got), _short(one.why))


def _past(law: Law, history: History | None) -> PastRequests | None:
    if history is None:
        return None
    try:
        before = law_of(history.policy, history.form)
    except FileMistakes:
        return None  # It checked when it came into force, to an older version of Slipway.
    newest = islice(history.cases, MOST_REQUESTS)
    journey = travel(before, law, newest, history.catalog)
    changes = tuple(map(_past_change, journey.changes[:_MOST_CHANGES]))
    is_cut = history.is_cut or journey.decided == MOST_REQUESTS
    return PastRequests(journey.decided, len(journey.changes), changes, is_cut)


def _past_change(change: Change) -> PastChange:
    return PastChange(
        change.issue_number,
        _short(change.name),
        change.before.state,
        change.after.state,
        tuple(map(_short, change.rules[:_MOST_NAMES])),
        _short(change.after.verdict.sentence),
        tuple(sorted(f"{login} in {team}" for team, login in change.after.unknown))[:_MOST_NAMES],
    )


def _short(text: str) -> str:
    return shorten(text, _MOST_CHARACTERS)

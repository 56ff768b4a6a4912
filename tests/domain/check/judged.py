"""Judges the starter's files, with what a test changes in them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.check import ControlFiles, History, Judgement, judge
from app.domain.control import CASES_PATH, FORM_PATH, POLICY_PATH
from app.domain.evaluate import Surroundings
from app.domain.facts import Catalog
from app.domain.form import written_answers
from app.domain.replay import CaseFacts
from tests.domain.build import (
    ANSWERS,
    NOON,
    STARTER,
    an_issue,
    the_evidence,
    the_facts,
    the_starter_form,
)

POLICY = (STARTER / POLICY_PATH).read_text(encoding="utf-8")
FORM = (STARTER / FORM_PATH).read_text(encoding="utf-8")
CASES = f"{CASES_PATH}/starter.yml"
CASES_TEXT = (STARTER / CASES).read_text(encoding="utf-8")
EVERYTHING_PASSES = f"{POLICY}\nautomatic: [{{name: all, when: 'true'}}]\n"
_WRITTEN = {
    name: value if isinstance(value, tuple) else str(value) for name, value in ANSWERS.items()
}


def the_files(
    policy: str | None = POLICY,
    form: str | None = FORM,
    cases: Mapping[str, str | None] | None = None,
) -> ControlFiles:
    """The starter's, unless told otherwise."""
    return ControlFiles(policy, form, {CASES: CASES_TEXT} if cases is None else cases)


def a_case(number: int = 12) -> CaseFacts:
    """What is known of a request that nobody has approved yet."""
    body = written_answers(the_starter_form(), _WRITTEN)
    facts = replace(the_facts(), catalog=Catalog())
    around = Surroundings(True, {}, frozenset({"python-service"}))
    return CaseFacts(number, body, facts, the_evidence(an_issue()), around)


def a_history(*cases: CaseFacts, policy: str = POLICY, form: str = FORM) -> History:
    """One past request, unless told otherwise, and the starter's law."""
    return History(policy, form, cases or (a_case(),), the_facts().catalog)


def judged(files: ControlFiles, history: History | None = None) -> Judgement:
    return judge(files, history, NOON)


def said(judgement: Judgement) -> list[str]:
    """Each finding as `path:line: level: message`."""
    return [f"{one.path}:{one.line}: {one.level}: {one.message}" for one in judgement.findings]


def numbered(most: int) -> Iterable[CaseFacts]:
    """So many past requests, newest first."""
    case = a_case()
    return (replace(case, issue_number=number) for number in range(most, 0, -1))

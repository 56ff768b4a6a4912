"""Whether each answer is as the policy wants it."""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from app.domain.answers import Answer, Answers, whole_number
from app.domain.cel import LONGEST_TEXT, Outcome
from app.domain.facts import REQUEST, FactValue
from app.domain.patterns import fits
from app.domain.policy import FieldRule, FieldType, Policy
from app.domain.text import shorten
from app.domain.verdict import Status, Verdict


def field(rule: FieldRule, answer: Answer | None, facts: Mapping[str, FactValue]) -> Verdict:
    """REFUSED if the answer breaks the rule, FAILED if nobody can tell whether it is needed."""
    if answer in (None, "", ()):
        return _left_empty(rule, facts)
    assert answer is not None
    faults = tuple(_faults(rule, answer))
    if not faults:
        return Verdict(rule.field, Status.SATISFIED, f"“{_shown(answer)}” is as it should be.")
    return Verdict(rule.field, Status.REFUSED, " ".join(filter(None, (*faults, rule.say))))


def too_long(policy: Policy, answers: Answers) -> Iterator[Verdict]:
    """REFUSED for each text that the policy's conditions read, and that is too long for them.

    A field with a closer bound of its own is left to that.
    """
    bounds = {rule.field: rule.max_length for rule in policy.fields if rule.max_length is not None}
    for name, answer in answers.items():
        if not isinstance(answer, str) or len(answer) <= LONGEST_TEXT:
            continue
        is_bounded = bounds.get(name, LONGEST_TEXT + 1) <= LONGEST_TEXT
        if not is_bounded and policy.reads(REQUEST + name):
            say = f"It has {len(answer):,} characters; the policy reads at most {LONGEST_TEXT:,}."
            yield Verdict(name, Status.REFUSED, f"{say} Shorten it.")


def _left_empty(rule: FieldRule, facts: Mapping[str, FactValue]) -> Verdict:
    if rule.required_when is None:
        return Verdict(rule.field, Status.SKIPPED, "It was left empty, and need not be filled in.")
    because = rule.required_when.because(facts)
    match rule.required_when.evaluate(facts):
        case Outcome.TRUE:
            say = " ".join(filter(None, (f"It must be filled in, for {because}.", rule.say)))
            return Verdict(rule.field, Status.REFUSED, say)
        case Outcome.FALSE:
            return Verdict(
                rule.field, Status.SKIPPED, f"Not needed, for this is not so: {because}."
            )
        case Outcome.FAILED:
            say = f"Whether it is needed cannot be told from: {because}."
            return Verdict(rule.field, Status.FAILED, say)


def _faults(rule: FieldRule, answer: Answer) -> Iterator[str]:
    if isinstance(answer, tuple):
        yield from _list_faults(rule, answer)
    elif isinstance(answer, int) or rule.type is FieldType.INTEGER:
        yield from _number_faults(rule, str(answer))
    else:
        yield from _text_faults(rule, answer)


def _list_faults(rule: FieldRule, entries: tuple[str, ...]) -> Iterator[str]:
    yield from _size_faults(rule, len(entries), "entries")
    for entry in entries:
        shown = shorten(entry, 100)
        yield from (f"“{shown}”: {fault}" for fault in _word_faults(rule, entry))


def _text_faults(rule: FieldRule, text: str) -> Iterator[str]:
    yield from _size_faults(rule, len(text), "characters")
    yield from _word_faults(rule, text)
    if rule.type is FieldType.URL and not _is_url(text):
        yield "It must be an address that starts with https://."
    if rule.type is FieldType.DATE and not _is_date(text):
        yield "It must be a day such as 2026-12-31."


def _word_faults(rule: FieldRule, text: str) -> Iterator[str]:
    if rule.pattern is not None and not fits(rule.pattern, text):
        yield f"It does not fit the policy's pattern {rule.pattern}."
    if rule.choices and text not in rule.choices:
        yield f"It must be one of: {', '.join(rule.choices)}."


def _number_faults(rule: FieldRule, written: str) -> Iterator[str]:
    number = whole_number(written)
    if number is None:
        yield "It must be a whole number."
        return
    if rule.minimum is not None and number < rule.minimum:
        yield f"It must be at least {rule.minimum}."
    if rule.maximum is not None and number > rule.maximum:
        yield f"It must be at most {rule.maximum}."


def _size_faults(rule: FieldRule, size: int, of: str) -> Iterator[str]:
    if rule.min_length is not None and size < rule.min_length:
        yield f"It has {size:,} {of}; at least {rule.min_length:,} are asked for."
    if rule.max_length is not None and size > rule.max_length:
        yield f"It has {size:,} {of}; at most {rule.max_length:,} are allowed."


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and " " not in text


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _shown(answer: Answer) -> str:
    return ", ".join(answer) if isinstance(answer, tuple) else str(answer)

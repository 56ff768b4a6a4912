"""Which policy and form are in force: the newest that check, else the last that did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import structlog

from app.domain.control import FORM_PATH, POLICY_PATH, ControlRepository, File
from app.domain.law import Law, law_of
from app.domain.mistakes import FileMistakes, Mistake
from app.store import audit, laws
from app.store.audit import SLIPWAY, Action, Entry
from app.store.database import Transaction
from app.store.laws import LawTexts
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LawInForce:
    """`law` is None where none ever checked; `mistakes` are those of the newest files."""

    law: Law | None
    mistakes: tuple[Mistake, ...]


def law_in_force(bench: Workbench, organisation: str, control: ControlRepository) -> LawInForce:
    """Read the newest policy and form; where they do not check, the last good ones stay."""
    with bench.database.transaction() as tx:
        last_good = laws.latest(tx, organisation)
    try:
        newest = newest_texts(control)
        law = read_law(newest)
    except FileMistakes as error:
        _log.warning("policy or form does not check", mistakes=[str(one) for one in error.mistakes])
        return LawInForce(read_law(last_good) if last_good else None, error.mistakes)
    if newest != last_good:
        with bench.database.transaction() as tx:
            tx.lock(f"law of {organisation}")
            _accept(tx, organisation, newest, bench.clock())
    return LawInForce(law, ())


def last_law(tx: Transaction, organisation: str) -> Law | None:
    """The one that was in force when GitHub was asked last, which costs no call."""
    texts = laws.latest(tx, organisation)
    return read_law(texts) if texts else None


def _accept(tx: Transaction, organisation: str, texts: LawTexts, now: datetime) -> None:
    if laws.latest(tx, organisation) == texts:
        return  # by another worker, since we looked
    laws.accept(tx, organisation, texts, now)
    reason = f"{POLICY_PATH} and {FORM_PATH} check and are in force from now on."
    data = {"policy_blob": texts.policy_blob, "form_blob": texts.form_blob}
    action = Action.LAW_ACCEPTED
    audit.add(tx, Entry(organisation, None, now, SLIPWAY, action, reason, "", data))


@lru_cache(maxsize=64)
def read_law(texts: LawTexts) -> Law:
    """Read both files; the same texts always give the same law. Raises FileMistakes."""
    return law_of(texts.policy, texts.form)


def newest_texts(control: ControlRepository) -> LawTexts:
    """The policy and form of the default branch. Raises FileMistakes for those not to be read."""
    policy, form = control.policy, control.form
    unreadable = (*_unreadable(policy, POLICY_PATH), *_unreadable(form, FORM_PATH))
    if unreadable:
        raise FileMistakes(unreadable)
    assert policy is not None
    assert policy.text is not None
    assert form is not None
    assert form.text is not None
    return LawTexts(policy.blob_id, form.blob_id, policy.text, form.text)


def _unreadable(file: File | None, path: str) -> Iterator[Mistake]:
    if file is None:
        say = "This file is missing on the default branch of the control repository: add it."
        yield Mistake(path, 0, 0, say)
    elif file.text is None:
        yield Mistake(path, 0, 0, "This file is not UTF-8 text, or too large: replace it.")

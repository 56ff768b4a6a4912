"""Which policy and form are in force: the newest that check, else the last that did."""

from dataclasses import dataclass
from functools import lru_cache

import structlog

from app.domain.control import FORM_PATH, POLICY_PATH, ControlRepository, File
from app.domain.form import Form, read_form
from app.domain.mistakes import FileMistakes, Mistake
from app.domain.policy import Policy, read_policy
from app.store import laws
from app.store.laws import LawTexts
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Law:
    """A form and the policy that was read with its fields."""

    form: Form
    policy: Policy


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
        newest = _texts(control)
        law = read_law(newest)
    except FileMistakes as error:
        _log.warning("policy or form does not check", mistakes=[str(one) for one in error.mistakes])
        return LawInForce(read_law(last_good) if last_good else None, error.mistakes)
    if newest != last_good:
        with bench.database.transaction() as tx:
            laws.accept(tx, organisation, newest, bench.clock())
    return LawInForce(law, ())


@lru_cache(maxsize=64)
def read_law(texts: LawTexts) -> Law:
    """Read both files; the same texts always give the same law. Raises FileMistakes."""
    form = read_form(texts.form)
    return Law(form, read_policy(texts.policy, form))


def _texts(control: ControlRepository) -> LawTexts:
    policy = _present(control.policy, POLICY_PATH)
    form = _present(control.form, FORM_PATH)
    assert policy.text is not None
    assert form.text is not None
    return LawTexts(policy.blob_id, form.blob_id, policy.text, form.text)


def _present(file: File | None, path: str) -> File:
    if file is None:
        sentence = "This file is missing on the default branch of the control repository: add it."
    elif file.text is None:
        sentence = "This file is not UTF-8 text, or too large: replace it."
    else:
        return file
    raise FileMistakes((Mistake(path, 0, 0, sentence),))

"""What a warm room judges once before it is shut: the starter's files, which use most of all."""

from datetime import UTC, datetime
from pathlib import Path

import app
from app.domain.check import ControlFiles, History
from app.domain.control import CASES_PATH, FORM_PATH, POLICY_PATH
from app.domain.facts import Catalog

_STARTER = Path(app.__file__).parent / "starter"
_CASES = f"{CASES_PATH}/starter.yml"


def sample() -> tuple[ControlFiles, History, datetime]:
    """What `app.domain.check.judge` takes."""
    policy, form, cases = map(_text, (POLICY_PATH, FORM_PATH, _CASES))
    history = History(policy, form, (), Catalog(()))
    return ControlFiles(policy, form, {_CASES: cases}), history, datetime(2026, 1, 1, tzinfo=UTC)


def _text(path: str) -> str:
    return (_STARTER / path).read_text("utf-8")

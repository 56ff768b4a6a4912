"""The policy of the control repository around a folder of templates, on this machine."""

from pathlib import Path

from app.domain.control import POLICY_PATH
from app.domain.mistakes import FileMistakes
from app.domain.policy import Policy, read_policy
from app.operations.template.folders import Found


class NotRead(Exception):
    """A policy that is there and says nothing; the text says why."""


def policy_beside(found: Found) -> Policy | None:
    """None where there is none, or no form that it could be read with. Raises NotRead."""
    path = found.path.parent / POLICY_PATH
    if found.form is None or not path.exists():
        return None
    try:
        return read_policy(path.read_text(encoding="utf-8"), found.form)
    except OSError as error:
        raise NotRead(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise NotRead(f"{path} is not UTF-8 text.") from None
    except FileMistakes as error:
        raise NotRead(_wrong(path, error)) from None


def _wrong(path: Path, error: FileMistakes) -> str:
    return f"{path} has mistakes, which `slipway policy check` names: {error.mistakes[0]}"

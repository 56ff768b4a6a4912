"""What the control repository holds at one commit: the root of all that Slipway may do."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.issue import Label

POLICY_PATH = "policy.yml"
FORM_PATH = ".github/ISSUE_TEMPLATE/new-service.yml"
TEMPLATES_PATH = "cookiecutters"
CASES_PATH = "policy-tests"
CODEOWNERS_PATHS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


@dataclass(frozen=True, slots=True)
class File:
    """A text file and its git blob id; `text` is None for what is not UTF-8 or was cut off."""

    blob_id: str
    text: str | None


@dataclass(frozen=True, slots=True)
class ControlRepository:
    """The default branch of the control repository as read in one call.

    `templates` maps a folder below `cookiecutters/` to its git tree id. A file that is not
    there is None. `codeowners_errors` is what GitHub ignores in CODEOWNERS, in its own words.
    """

    id: int
    name: str
    default_branch: str
    commit_id: str
    policy: File | None
    form: File | None
    codeowners: File | None
    codeowners_errors: tuple[str, ...]
    templates: Mapping[str, str]
    labels: tuple[Label, ...]

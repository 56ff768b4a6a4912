"""Reviews a policy that a test writes, with the starter form."""

from app.domain.control import FORM_PATH
from app.domain.review import Review, review
from tests.domain.build import NOON, STARTER

FORM = (STARTER / FORM_PATH).read_text(encoding="utf-8")
HEAD = """version: 1
roles:
  platform: {teams: [platform-reviewers]}
"""
APPROVALS = """approvals:
  - {name: platform review, label: approved/platform, by: platform}
"""


def reviewed(policy: str, form: str = FORM) -> Review:
    return review(policy, form, NOON)


def warned(extra: str, *, head: str = HEAD, approvals: str = APPROVALS) -> list[str]:
    """The warnings of a small policy with these lines, each as `line of extra:column: …`.

    Lines of `extra` count from 1.
    """
    found = reviewed(head + approvals + extra)
    assert found.mistakes == ()
    above = (head + approvals).count("\n")
    return [f"{one.line - above}:{one.column}: {one.sentence}" for one in found.warnings]

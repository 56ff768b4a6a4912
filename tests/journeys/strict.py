"""A stricter policy for acme: a digest to name, a stand-in, and a glass to break."""

import re

from tests.journeys.request import Request

MORE = """
break_glass: {by: platform}
delegations:
  - {from: peter, to: olga, roles: [platform], until: 2099-01-01}
"""


def strict(text: str) -> str:
    """The starter policy, in which security names the digest that it approves."""
    return text.replace("label: approved/security", "explicit: true") + MORE


def line_to_paste(request: Request) -> str:
    """What the status comment asks reviewers to paste."""
    found = re.search(r"^/slipway approve [0-9a-f]{64}$", request.status, re.MULTILINE)
    assert found is not None
    return found[0]


def answers(request: Request) -> list[str]:
    """What Slipway answered to commands."""
    return [text for text in request.comments if "<!-- slipway:reply " in text]

"""How an installation token reads: `ghs_`, the App's id and a JWT that is GitHub's own business."""

import string
from datetime import datetime
from secrets import choice, token_bytes, token_hex

import jwt

from sandbox.world.apps import Installation

# Who has a token cannot read anything from it, nor check it: the key is nobody's.
ALGORITHM = "HS256"
OLD_LENGTH = 36


def stateless(installation: Installation, expires_at: datetime) -> str:
    """The longer form, of about 520 characters, that GitHub gives out since 2026.

    What its JWT says is made up: GitHub describes it as details that nobody may go by.
    """
    claims = {
        "iss": "sandbox",
        "aud": str(installation.app.id),
        "sub": f"installation:{installation.id}",
        "jti": token_hex(120),
        "exp": int(expires_at.timestamp()),
    }
    signed = jwt.encode(claims, token_bytes(32), ALGORITHM)
    return f"ghs_{installation.app.id}_{signed}"


def stateful() -> str:
    """The older form, of 40 characters without a dot."""
    return "ghs_" + "".join(choice(string.ascii_letters + string.digits) for _ in range(OLD_LENGTH))

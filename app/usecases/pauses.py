"""How long work that failed waits before it is tried again."""

import random
from datetime import timedelta

SLOW_RETRY = timedelta(hours=1)
"""What an admin has to mend is tried again this often, and at once when GitHub tells of it."""


def growing(failures: int, growth: int, longest: timedelta) -> timedelta:
    """2 seconds after the first failure, then `growth` times as long with each further one."""
    return jittered(min(timedelta(seconds=2 * growth ** min(failures, 9)), longest))


def jittered(wait: timedelta) -> timedelta:
    """So that many do not come back together."""
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, not a secret

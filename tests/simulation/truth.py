"""How sure the model is: what people did while Slipway was at work can go either way."""

from enum import IntEnum


class Truth(IntEnum):
    """Ordered, so that `min` is *and*, and `max` is *or*."""

    NO = 0
    MAYBE = 1
    YES = 2

"""What stops the demo, said so that whoever watches knows what to do next."""


class DemoFault(Exception):
    """The demo cannot go on; the message says what happened, why, and what to do."""


class TooSlow(DemoFault):
    """What was waited for did not happen in time."""

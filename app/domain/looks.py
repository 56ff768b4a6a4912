"""What an eye in a hurry reads of a name."""

import unicodedata

_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "_": "-", ".": "-"})


def skeleton(name: str) -> str:
    """The same text for names that an eye takes for each other: `pay-1`, `Pay_l`, `pay.I`."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return plain.translate(_LOOK_ALIKE).replace("rn", "m").replace("vv", "w")

"""Names of files that Windows cannot hold, so that git cannot check them out there."""

import re

_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[1-9¹²³])( *\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>"|?*]')


def trouble_on_windows(path: str) -> str | None:
    """What is wrong with the first name in `path`, as the beginning of a sentence.

    A backslash, a colon and control characters are refused everywhere, and not looked for here.
    """
    for name in path.split("/"):
        if _DEVICE.fullmatch(name):
            return f"The name {name} is that of a device"
        if found := _FORBIDDEN.search(name):
            return f"The name {name} has `{found[0]}` in it"
        if name.endswith((".", " ")):
            return f"The name {name.strip()} ends in a dot or a space"
    return None

"""Scripts, tags and attributes of HTML and XML."""

import re

from app.templates.check.places.place import MARK, Place

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|(?P<script><(script|style)\b[^>]*>.*?(?:</\2|\Z))"
    r"|(?P<tag><[/?!]?[\w:-](?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^>\"'])*)"
    rf"|{MARK}",
    re.DOTALL | re.IGNORECASE,
)
_QUOTED = re.compile(
    r"""(?P<name>[\w:.-]+)\s*=\s*(?P<value>"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|""" + MARK
)
_RUN = re.compile(r"on|style$", re.IGNORECASE)
_ADDRESSES = {"action", "formaction", "href", "src", "xlink:href"}


def places_in_markup(text: str) -> list[Place]:
    """Of each mark."""
    found: list[Place] = []
    for token in _TOKEN.finditer(text):
        if token["script"]:
            opening = token[0].partition(">")[0]
            found += _in_tag(opening)
            found += [Place.SCRIPT] * (token[0].count(MARK) - opening.count(MARK))
        elif token["tag"]:
            found += _in_tag(token[0])
        else:
            found += [Place.FREE] * token[0].count(MARK)
    return found


def _in_tag(tag: str) -> list[Place]:
    found: list[Place] = []
    for one in _QUOTED.finditer(tag):
        if one["name"] is None:
            found.append(Place.ATTRIBUTE)
            continue
        value = one["value"]
        count = value.count(MARK)
        if _RUN.match(one["name"]):
            found += [Place.SCRIPT] * count
        elif one["name"].lower() in _ADDRESSES and value[1:].lstrip().startswith(MARK):
            found += [Place.ADDRESS, *[Place.FREE] * (count - 1)]
        else:
            found += [Place.FREE] * count
    return found

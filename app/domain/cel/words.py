"""What CEL says of a faulty expression, in words that an admin can act on."""

import re

_OVERLOAD = re.compile(r"found no matching overload for '(.+)' applied to '\((.*)\)'")
_NO_FIELDS = re.compile(r"expression of type '(.+)' cannot be the operand of a select operation")
_NAMED_TYPES = {
    "google.protobuf.Timestamp": "timestamp",
    "struct 'slipway.Service'": "a service of the catalog",
    "slipway.Service": "service",
}


def plainly(said: str) -> str:
    """CEL's reason, with operators and types as policies and their reference write them."""
    said = said.removesuffix(" [INVALID_ARGUMENT]").removesuffix(" (in container '')")
    for theirs, ours in _NAMED_TYPES.items():
        said = said.replace(theirs, ours)
    if overload := _OVERLOAD.fullmatch(said):
        types = " and ".join(overload[2].split(", "))
        return f"`{_operator(overload[1])}` cannot be used with {types}"
    if no_fields := _NO_FIELDS.fullmatch(said):
        return f"a value of type {no_fields[1]} has no fields"
    return said


def _operator(name: str) -> str:
    """CEL writes a place for an operand as `_`, and `in` as `@in`."""
    is_word = re.fullmatch(r"@?[\w.]+", name) is not None
    return name.removeprefix("@") if is_word else name.replace("_", "")

"""Whether a text has the form that an admin wrote as a pattern, in time linear in its length."""

from cel_expr_python import cel

MOST_CHARACTERS = 200

_MATCHES = cel.NewEnv(
    variables={"text": cel.Type.STRING, "pattern": cel.Type.STRING},
).compile("text.matches(pattern)")


class PatternFault(Exception):
    """A text that is no pattern, with the reason."""


def check_pattern(pattern: str) -> None:
    """Raise PatternFault unless `pattern` is an RE2 expression (no look-around, no back-reference).

    Python's own `re` can take for ever on a pattern like `(a+)+b`; RE2, which comes with CEL,
    cannot.
    """
    if len(pattern) > MOST_CHARACTERS:
        raise PatternFault(f"it is longer than {MOST_CHARACTERS} characters")
    _matches(pattern, "")


def fits(pattern: str, text: str) -> bool:
    """Whether the whole of `text` has the form that a checked `pattern` describes."""
    return _matches(rf"\A(?:{pattern})\z", text)


def _matches(pattern: str, text: str) -> bool:
    value = _MATCHES.eval(data={"text": text, "pattern": pattern})
    if value.type() != cel.Type.BOOL:
        raise PatternFault(str(value.value()).rpartition("expression: ")[2])
    return bool(value.value())

"""What is wrong with a seed or with an order, in words for a person."""

from pydantic import ValidationError

# What pydantic says of these leaves a person who writes YAML guessing.
WORDS = {
    "extra_forbidden": "there is no such field here; is it misspelt, or too far in or out?",
    "model_type": "this must be a mapping of fields, such as {name: value}",
}


def mistakes(error: ValidationError) -> list[str]:
    """Every mistake with its place before it: `users.0.login: ...`."""
    found = []
    for one in error.errors():
        place = ".".join(str(part) for part in one["loc"])
        words = WORDS.get(one["type"], one["msg"].removeprefix("Value error, "))
        found.append(f"{place}: {words}" if place else words)
    return found

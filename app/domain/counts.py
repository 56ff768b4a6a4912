"""How a number of things is said."""


def counted(number: int, thing: str) -> str:
    """`1 request`, `2 requests`, `0 requests`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"

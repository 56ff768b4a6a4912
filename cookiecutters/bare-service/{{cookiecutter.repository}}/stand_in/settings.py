"""What the environment may set, with its types."""

LEVELS = ("debug", "info", "warning", "error")


def read_settings(environment):
    """The settings by name. Raises ValueError with a sentence that names what is wrong."""
    given = {name: text for name, text in environment.items() if text}
    level = given.get("LOG_LEVEL", "info")
    if level not in LEVELS:
        raise ValueError(f"LOG_LEVEL is {level!r}, but has to be one of {', '.join(LEVELS)}.")
    return {
        "HOST": given.get("HOST", "127.0.0.1"),
        "PORT": whole(given, "PORT", "8000", 1, 65535),
        "LOG_LEVEL": level,
        "DRAIN_SECONDS": whole(given, "DRAIN_SECONDS", "1", 0, 600),
        "STOP_SECONDS": whole(given, "STOP_SECONDS", "20", 1, 600),
        "VERSION": given.get("VERSION", "dev"),
    }


def whole(given, name, otherwise, least, most):
    text = given.get(name, otherwise)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ValueError(
            f"{name} is {text!r}, but has to be a whole number from {least} to {most}."
        )
    return int(text)

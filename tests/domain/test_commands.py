"""Which comments are commands."""

import pytest

from app.domain.commands import Approve, BreakGlass, Command, Order, Unknown, parse_command


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("/slipway retry", Command.RETRY),
        ("\r\n  /slipway   CANCEL  \r\nplease, and thank you", Command.CANCEL),
        ("/Slipway help", Command.HELP),
        ("/slipway", Command.HELP),
    ],
)
def test_a_command_stands_on_the_first_line(body: str, command: Command) -> None:
    assert parse_command(body) is command


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n\t\n",
        "please /slipway retry",
        "Retry it:\n/slipway retry",
        "> /slipway retry",
        "```\n/slipway retry\n```",
        "    /slipway retry",
        "\t/slipway retry",
        "- /slipway retry",
        "`/slipway retry`",
        "/slipways retry",
        "/slipway-retry",
    ],
)
def test_other_comments_are_no_commands(body: str) -> None:
    assert parse_command(body) is None


@pytest.mark.parametrize("words", ["approved", "retry now", "cancel @acme/security", "retry\u200b"])
def test_other_words_are_unknown(words: str) -> None:
    assert parse_command(f"/slipway {words}") == Unknown(words)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("approve 0a1b2c3d4e5f", Approve("0a1b2c3d4e5f")),
        ("Approve `0a1b2c3d4e5f`", Approve("0a1b2c3d4e5f")),
        ("approve", Approve("")),
        ("break-glass The  shop is DOWN", BreakGlass("The shop is DOWN")),
        ("break-glass", BreakGlass("")),
        ("withdraw", Command.WITHDRAW),
    ],
)
def test_some_commands_take_what_stands_behind_them(words: str, order: Order) -> None:
    assert parse_command(f"/slipway {words}") == order

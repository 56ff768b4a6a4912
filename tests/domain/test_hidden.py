import pytest

from app.domain.hidden import hidden_names, is_hidden


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u3164", "\U000e0041"],
)
def test_what_an_eye_cannot_see_is_hidden(char: str) -> None:
    assert is_hidden(char)


@pytest.mark.parametrize("char", ["\n", "\t", " ", "é", "漢", "🎉", "\ufe0f", "\u0301"])
def test_what_an_eye_can_see_is_not_hidden(char: str) -> None:
    assert not is_hidden(char)


def test_each_hidden_character_is_named_once() -> None:
    assert hidden_names("a\u202eb\u202e\x00") == (
        "U+0000 (NULL)",
        "U+202E (RIGHT-TO-LEFT OVERRIDE)",
    )

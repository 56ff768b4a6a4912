"""How findings look in print."""

import io

from app.doctor.finding import Finding, broken, doubtful, fine
from app.doctor.report import write


def printed(*findings: Finding) -> tuple[int, str]:
    stream = io.StringIO()
    return write(findings, stream), stream.getvalue()


def test_findings_stand_below_their_subject_with_what_to_do() -> None:
    _, text = printed(
        fine("Redis", "Redis answers."),
        broken("App", "It is gone.", "Make another one.", "Then start again."),
        doubtful("App", "Its name is odd.", "Think of a better one."),
    )

    assert text == (
        "\nRedis\n"
        "  ✓ Redis answers.\n"
        "\nApp\n"
        "  ✗ It is gone.\n"
        "      Make another one.\n"
        "      Then start again.\n"
        "  ! Its name is odd.\n"
        "      Think of a better one.\n"
        "\n1 of 3 checks found what must be mended (✗). 1 of 3 checks are worth a look (!).\n"
    )


def test_only_what_is_broken_makes_the_status_fail() -> None:
    doubts, _ = printed(doubtful("App", "Hm."))
    breaks, _ = printed(doubtful("App", "Hm."), broken("App", "No."))

    assert (doubts, breaks) == (0, 1)


def test_text_of_a_file_cannot_act_on_the_terminal() -> None:
    _, text = printed(broken("App", "It says \x1b[2Jhello\nthere."))

    assert "\x1b" not in text
    assert "It says  [2Jhello there." in text


def test_a_terminal_without_check_marks_is_printed_to() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")

    write([fine("App", "All is well.")], stream)

    assert b"? All is well." in raw.getvalue()

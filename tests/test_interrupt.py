"""How a program notices that somebody wants it to end."""

import os
import signal

import pytest

from app.interrupt import Interrupt, Interrupted


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_next_pause(number: signal.Signals) -> None:
    interrupt = Interrupt()

    with interrupt.listening():
        os.kill(os.getpid(), number)

        with pytest.raises(Interrupted):
            interrupt.pause(30)


def test_a_signal_is_noticed_by_the_next_check_until_the_program_closes() -> None:
    interrupt = Interrupt()
    interrupt.check()

    with interrupt.listening():
        os.kill(os.getpid(), signal.SIGTERM)

        with pytest.raises(Interrupted):
            interrupt.check()
        interrupt.close()
        interrupt.check()


def test_a_pause_without_a_signal_just_ends() -> None:
    Interrupt().pause(0)


def test_the_signals_get_their_old_meaning_back() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with Interrupt().listening():
        during = signal.getsignal(signal.SIGTERM)

    assert signal.getsignal(signal.SIGTERM) == before != during

import re

import pytest

from service.settings import WrongSettings, read_settings


def test_the_environment_sets_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")

    assert read_settings().port == 9000


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")

    assert read_settings().port == 8000


@pytest.mark.parametrize("port", ["99999", "0", "80.5", "http", " 80", "8_0", "+80", "٨٠"])
def test_a_port_that_cannot_be_is_refused_by_its_name(
    port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(WrongSettings, match=re.escape(f'PORT is "{port}": Input should be')):
        read_settings()


def test_each_mistake_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("STOP_SECONDS", "soon")

    with pytest.raises(WrongSettings, match="(?s)LOG_LEVEL is .*STOP_SECONDS is "):
        read_settings()

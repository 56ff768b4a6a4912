import pytest
from pydantic import ValidationError

from service.settings import Settings


def test_the_environment_sets_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")

    assert Settings().port == 9000


def test_a_port_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "99999")

    with pytest.raises(ValidationError, match="port"):
        Settings()

"""How the demo clones, and what it says when git cannot."""

from pathlib import Path

import pytest

from app.demo.clones import clone, with_credentials
from app.demo.fault import DemoFault


def test_credentials_go_before_the_host() -> None:
    url = with_credentials("http://127.0.0.1:8080/acme/billing.git", "dana", "secret")

    assert url == "http://dana:secret@127.0.0.1:8080/acme/billing.git"


def test_what_git_says_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(DemoFault, match=r"git clone failed: .*nowhere"):
        clone(str(tmp_path / "nowhere.git"), tmp_path / "clone")

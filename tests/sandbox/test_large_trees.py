"""A tree with more below it than GitHub lists at once."""

import pytest

from tests.sandbox.voices import Voice

GIT = "/repos/acme/services/git"


def test_a_long_listing_is_cut_and_says_so(
    installation: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = installation.gets(f"{GIT}/trees/main?recursive=1")
    below = len(whole["tree"])
    monkeypatch.setattr("sandbox.shapes.git.MOST_LISTED", below - 1)

    cut = installation.gets(f"{GIT}/trees/main?recursive=1")
    one_folder = installation.gets(f"{GIT}/trees/main")

    assert whole["truncated"] is False
    assert (cut["tree"], cut["truncated"]) == (whole["tree"][:-1], True)
    assert one_folder["truncated"] is False

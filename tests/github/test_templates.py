"""Template folders fetched by tree id, byte for byte."""

import pytest

from app.github.calls import CallLog
from app.github.client import Client
from app.github.commits import push_files
from app.github.errors import NotFound
from app.github.requests import read_control
from app.github.templates import fetch_trees
from tests.github.conftest import CONTROL, ORGANISATION

PLAIN = 0o100644
EXECUTABLE = 0o100755


def test_all_trees_come_in_one_call(client: Client, calls: CallLog) -> None:
    wanted = read_control(client, ORGANISATION, CONTROL).templates
    calls.calls.clear()

    trees = fetch_trees(client, ORGANISATION, CONTROL, [wanted["platform"]] * 2)

    assert trees == {wanted["platform"]: (("template.yml", PLAIN, b"kind: platform\n"),)}
    assert calls.routes == ["QUERY ReadTrees"]


def test_folders_deeper_than_a_document_take_one_more(client: Client, calls: CallLog) -> None:
    wanted = read_control(client, ORGANISATION, CONTROL).templates
    calls.calls.clear()

    trees = fetch_trees(client, ORGANISATION, CONTROL, [*wanted.values()])

    assert trees[wanted["python"]] == (
        ("a/b/c/d/e/f/g/h/i/j/k/deep.txt", PLAIN, b"deep\n"),
        ("empty.txt", PLAIN, b""),
        ("src/app.py", PLAIN, "print('ü')\n".encode()),
    )
    assert calls.routes == ["QUERY ReadTrees", "QUERY ReadTrees"]


def test_bytes_and_modes_are_those_of_git(client: Client, calls: CallLog) -> None:
    """What GraphQL cannot give as text is read as bytes, each file once."""
    files = (
        ("bin/run", EXECUTABLE, b"#!/bin/sh\r\n"),
        ("logo.png", PLAIN, b"\x89PNG\x00\xff"),
        ("logo-again.png", PLAIN, b"\x89PNG\x00\xff"),
    )
    push_files(
        client,
        ORGANISATION,
        "unrelated",
        "main",
        "Begin",
        [(f"cookiecutters/go/{path}", mode, content) for path, mode, content in files],
    )
    wanted = read_control(client, ORGANISATION, "unrelated").templates
    calls.calls.clear()

    trees = fetch_trees(client, ORGANISATION, "unrelated", [wanted["go"]])

    assert trees == {wanted["go"]: tuple(sorted(files))}
    assert calls.routes == ["QUERY ReadTrees", "GET /repos/{owner}/{repo}/git/blobs/{oid}"]


def test_no_trees_take_no_call(client: Client, calls: CallLog) -> None:
    assert fetch_trees(client, ORGANISATION, CONTROL, []) == {}
    assert calls.calls == []


def test_a_tree_that_is_gone_is_not_found(client: Client) -> None:
    with pytest.raises(NotFound, match="there is no tree 0123"):
        fetch_trees(client, ORGANISATION, CONTROL, ["0123" * 10])

"""Files, commits and refs."""

from base64 import b64encode

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    blob = installation.does("POST", f"{where}/git/blobs", {"content": "x", "encoding": "utf-8"})
    installation.gets(f"{where}/git/blobs/{blob['sha']}")
    entry = {"path": "bin/run", "mode": "100755", "type": "blob", "sha": blob["sha"]}
    tree = installation.does("POST", f"{where}/git/trees", {"tree": [entry]})
    installation.gets(f"{where}/git/trees/{tree['sha']}?recursive=1")
    wanted = {"message": "Start", "tree": tree["sha"], "parents": []}
    commit = installation.does("POST", f"{where}/git/commits", wanted)
    installation.gets(f"{where}/git/commits/{commit['sha']}")
    made = {"ref": "refs/heads/next", "sha": commit["sha"]}
    installation.does("POST", f"{where}/git/refs", made)
    moved = {"sha": commit["sha"], "force": True}
    installation.does("PATCH", f"{where}/git/refs/heads/next", moved)
    installation.gets(f"{where}/git/ref/heads/next")
    installation.gets(f"{where}/git/matching-refs/heads")
    installation.does("DELETE", f"{where}/git/refs/heads/next")
    _files(guide)
    _history(guide)


def _files(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    installation.gets(f"{where}/contents")
    installation.gets(f"{where}/contents/docs")
    installation.gets(f"{where}/contents/README.md")
    written = {"message": "Add a note", "content": b64encode(b"note").decode()}
    made = installation.does("PUT", f"{where}/contents/note.md", written)
    gone = {"message": "Drop the note", "sha": made["content"]["sha"]}
    installation.does("DELETE", f"{where}/contents/note.md", gone)


def _history(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    installation.gets(f"{where}/branches")
    installation.gets(f"{where}/branches/main")
    installation.gets(f"{where}/commits")
    installation.gets(f"{where}/commits/main")

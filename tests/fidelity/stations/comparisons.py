"""Two branches beside each other."""

from base64 import b64encode

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    tip = installation.gets(f"{where}/git/ref/heads/main")["object"]["sha"]
    installation.does("POST", f"{where}/git/refs", {"ref": "refs/heads/compared", "sha": tip})
    file = {"message": "Write", "content": b64encode(b"x").decode(), "branch": "compared"}
    installation.does("PUT", f"{where}/contents/compared.txt", file)
    installation.gets(f"{where}/compare/main...compared")
    installation.does("DELETE", f"{where}/git/refs/heads/compared")

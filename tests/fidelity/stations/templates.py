"""A repository that is made from another one."""

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, "/repos/acme/from-a-template"
    guide.ada.does("PATCH", guide.where, {"is_template": True})
    wanted = {"owner": "acme", "name": "from-a-template", "private": True, "description": "New"}
    installation.does("POST", f"{guide.where}/generate", wanted)
    assert installation.asks("GET", f"{where}/git/ref/heads/main").status_code == 409
    installation.gets(f"{where}/git/ref/heads/main")
    installation.gets(where)
    guide.ada.does("DELETE", where)
    guide.ada.does("PATCH", guide.where, {"is_template": False})

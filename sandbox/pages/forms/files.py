"""Where a repository keeps its issue forms: `.github/ISSUE_TEMPLATE/` of the default branch."""

from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.errors import ApiError
from sandbox.git.store import NoSuchObject
from sandbox.pages.forms.definition import FormFault, IssueForm, read_form
from sandbox.world.repositories import Repository

FOLDER = ".github/ISSUE_TEMPLATE"
CHOOSER = {"config.yml", "config.yaml"}


@dataclass(frozen=True)
class Listed:
    """A form in the chooser; `fault` says why it cannot be used."""

    file: str
    form: IssueForm | None
    fault: str = ""


def forms_of(where: Repository) -> list[Listed]:
    """All forms by file name, the broken ones too."""
    names = [name for name in _files(where) if name.endswith((".yml", ".yaml"))]
    return [_listed(where, name) for name in sorted(names) if name not in CHOOSER]


def form_of(where: Repository, file: str) -> IssueForm:
    """The form of that file name; 404 without one, 422 when it cannot be used."""
    for listed in forms_of(where):
        if listed.file == file:
            if listed.form is None:
                raise ApiError(422, f"The form {file} cannot be used. {listed.fault}")
            return listed.form
    raise ApiError(404, f"There is no form {file} in {FOLDER} of {where.full_name}.")


def blank_issues_enabled(where: Repository) -> bool:
    """What the chooser's `config.yml` says; GitHub's default is yes."""
    for name in CHOOSER & _files(where).keys():
        try:
            found = YAML(typ="safe").load(_text(where, name))
        except YAMLError:
            return True
        return not isinstance(found, dict) or bool(found.get("blank_issues_enabled", True))
    return True


def _listed(where: Repository, name: str) -> Listed:
    try:
        return Listed(name, read_form(_text(where, name)))
    except FormFault as fault:
        return Listed(name, None, str(fault))


def _files(where: Repository) -> dict[str, str]:
    """File names in the folder and their blobs' shas; empty when there is no such folder."""
    git = where.git
    try:
        tree = str(git.commit(git.resolve(where.default_branch)).tree.id)
        folder = git.lookup(tree, FOLDER)
        inside: Any = git.entries(folder.sha)
        return {one.path: one.sha for one in inside if one.type == "blob"}
    except NoSuchObject:
        return {}


def _text(where: Repository, name: str) -> str:
    return where.git.blob(_files(where)[name]).decode(errors="replace")

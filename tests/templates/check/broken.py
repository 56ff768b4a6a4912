"""Templates with one thing wrong in them, and what the check says of them."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from app.templates.check import Finding, check_templates
from app.templates.offer import Templates
from app.templates.tree import PLAIN, TemplateFile, TemplateTree, tree_id
from tests.templates.builders import ROOT, as_bytes

VARIABLES: Mapping[str, Any] = {
    "name": "example",
    "repository": "{{ cookiecutter.name }}",
    "description": "",
    "depends_on": "",
}
MAKEFILE = "setup run test lint image:\n\t@echo $@\n"
MANIFEST = "title: T\ndescription: D.\nkind: service\nlayers: [platform]\ntests: checks\n"
USES_ALL = (
    "{{ cookiecutter.name }} {{ cookiecutter.description|md }} {{ cookiecutter.depends_on|md }}"
)


def template(
    files: Mapping[str, str | bytes],
    *,
    manifest: str = MANIFEST,
    variables: Mapping[str, Any] | str = VARIABLES,
    beside: Mapping[str, str] | None = None,
    modes: Mapping[str, int] | None = None,
) -> TemplateTree:
    """A template whose repository has `files`; `beside` lies next to that folder."""
    declared = variables if isinstance(variables, str) else json.dumps(variables, indent=1)
    whole: dict[str, str | bytes] = {"slipway.yml": manifest, "cookiecutter.json": declared}
    whole |= {f"{ROOT}/{path}": content for path, content in files.items()}
    whole |= beside or {}
    made = tuple(
        TemplateFile(path, (modes or {}).get(path, PLAIN), as_bytes(content))
        for path, content in whole.items()
    )
    return TemplateTree(tree_id(made), made)


def service(files: Mapping[str, str | bytes], **changes: Any) -> Templates:
    """A service's template called `svc` that is in order but for `files` and `changes`."""
    whole = {"Makefile": MAKEFILE, "README.md": USES_ALL, **files}
    return {
        "svc": template(whole, **changes),
        "platform": template(
            {"base.md": "{{ cookiecutter.name }}"},
            manifest="title: P\ndescription: D.\nkind: platform\n",
            variables={"name": "", "repository": "{{ cookiecutter.name }}"},
        ),
        "checks": template(
            {"Makefile": "setup test lint:\n", "a.md": USES_ALL},
            manifest="title: C\ndescription: D.\nkind: tests\nlayers: [platform]\n",
        ),
    }


def found(
    templates: Templates, names: Collection[str] | None = ("svc",), **options: Any
) -> list[Finding]:
    """What the check says of `names`."""
    return list(check_templates(templates, names, **options))


def said(findings: Collection[Finding]) -> list[tuple[str, int, str]]:
    """Path, line and severity of each; the folder of the repository is shown as `…`."""
    return [(one.path.replace(ROOT, "…"), one.line, one.severity.value) for one in findings]

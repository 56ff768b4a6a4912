"""Which templates and trees the policy has something to say about, by `templates`."""

import re
from collections.abc import Iterator, Mapping

from ruamel.yaml.nodes import Node

from app.domain.policy.template_rules import RetiredTemplate, RevokedTree, TemplateRules
from app.domain.policy.values import keys_of, section, text, texts
from app.domain.yaml_nodes import YamlNodes

MOST = 100
"""Retired templates, and revoked trees, of one policy."""
TREE = "[0-9a-fA-F]{12,40}"
_TREE = re.compile(TREE)


def read_templates(nodes: YamlNodes, node: Node | None) -> TemplateRules:
    """All that `templates` says."""
    given = section(nodes, node, "`templates`", keys_of(TemplateRules))
    names = texts(nodes, given.get("experimental"), "`experimental`", "A template")
    return TemplateRules(
        frozenset(names),
        _retired(nodes, given.get("retired")),
        _revoked(nodes, given.get("revoked")),
    )


def _retired(nodes: YamlNodes, node: Node | None) -> tuple[RetiredTemplate, ...]:
    found: dict[str, RetiredTemplate] = {}
    for entry, given in _entries(nodes, node, "`retired`", ("template", "say")):
        template = text(nodes, given.get("template"), "`template`")
        if template in found:
            nodes.wrong(entry, f"`{template}` is retired already; keep one of them.")
        found[template] = RetiredTemplate(template, text(nodes, given.get("say"), "`say`"))
    return tuple(found.values())


def _revoked(nodes: YamlNodes, node: Node | None) -> tuple[RevokedTree, ...]:
    found: dict[str, RevokedTree] = {}
    for entry, given in _entries(nodes, node, "`revoked`", ("tree", "say")):
        tree = _tree(nodes, given.get("tree"))
        same = [one for one in found if tree and (one.startswith(tree) or tree.startswith(one))]
        if same:
            nodes.wrong(entry, f"`{same[0]}` stands for the same tree; keep one of them.")
        found[tree] = RevokedTree(tree, text(nodes, given.get("say"), "`say`"))
    return tuple(found.values())


def _tree(nodes: YamlNodes, node: Node | None) -> str:
    written = text(nodes, node, "`tree`")
    if written and not _TREE.fullmatch(written):
        say = "`tree` must be 12 to 40 hexadecimal digits: the beginning of a git tree id."
        nodes.wrong(node, say)
        return ""
    return written.lower()


def _entries(
    nodes: YamlNodes, node: Node | None, what: str, keys: tuple[str, ...]
) -> Iterator[tuple[Node, Mapping[str, Node]]]:
    """Each entry of a list with its keys, all of which must be there."""
    entries = [] if node is None else nodes.items(node, what)
    if len(entries) > MOST:
        nodes.wrong(node, f"{what} has more than {MOST} entries; take out those that are over.")
    for entry in entries[:MOST]:
        given = section(nodes, entry, f"An entry of {what}", keys)
        for missing in (key for key in keys if given and key not in given):
            nodes.wrong(entry, f"The entry has no `{missing}`.")
        yield entry, given

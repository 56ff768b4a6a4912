"""Whom the policy's roles name, and which keys mean which role."""

from collections.abc import Mapping

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from app.domain.facts import REQUEST
from app.domain.form import Form
from app.domain.github_names import is_login, is_team_slug
from app.domain.policy.model import Role
from app.domain.policy.values import did_you_mean, section, text, texts
from app.domain.yaml_nodes import YamlNodes


def read_roles(nodes: YamlNodes, form: Form, node: Node | None) -> dict[str, Role]:
    """Role name to role."""
    if node is None:
        return {}
    return {
        name: _role(nodes, form, name, value)
        for name, value in nodes.mapping(node, "`roles`").items()
    }


def read_by(
    nodes: YamlNodes, node: Node | None, roles: Mapping[str, Role], key: str = "by"
) -> tuple[Role, ...]:
    """The roles that `by`, or another key, names: one, or a list of them."""
    if node is None:
        return ()
    named = [node] if isinstance(node, ScalarNode) else nodes.items(node, f"`{key}`")
    if not named:
        nodes.wrong(node, f"`{key}` must name a role.")
    found = [_named_role(nodes, entry, roles, key) for entry in named]
    return tuple(role for role in found if role)


def _named_role(nodes: YamlNodes, node: Node, roles: Mapping[str, Role], key: str) -> Role | None:
    name = text(nodes, node, f"`{key}`")
    if name and name not in roles:
        nodes.wrong(node, f"There is no role `{name}`{did_you_mean(name, roles)}.")
    return roles.get(name)


def _role(nodes: YamlNodes, form: Form, name: str, node: Node) -> Role:
    given = section(nodes, node, f"The role `{name}`", ("teams", "users", "owners_of"))
    teams = texts(nodes, given.get("teams"), "`teams`", "A team")
    users = texts(nodes, given.get("users"), "`users`", "A user")
    for team in teams:
        if not is_team_slug(team.lower()):
            say = f"`{team}` is no team; write its slug, the last part of its page's address."
            nodes.wrong(given["teams"], say)
    for user in users:
        if not is_login(user):
            nodes.wrong(given["users"], f"`{user}` is no login; write it without the @.")
    fields = _owners_of(nodes, form, given.get("owners_of"))
    if isinstance(node, MappingNode) and not teams and not users and "owners_of" not in given:
        say = f"The role `{name}` names nobody; give it `teams`, `users` or `owners_of`."
        nodes.wrong(node, say)
    return Role(name, tuple(map(str.lower, teams)), tuple(map(str.lower, users)), fields)


def _owners_of(nodes: YamlNodes, form: Form, node: Node | None) -> tuple[str, ...]:
    """The field behind `request.FIELD`, which names services of the catalog."""
    written = text(nodes, node, "`owners_of`")
    if not written:
        return ()
    known = tuple(REQUEST + field.id for field in form.fields)
    if written not in known:
        say = f"`owners_of` names a field, such as `request.depends_on`; not `{written}`"
        nodes.wrong(node, f"{say}{did_you_mean(written, known)}.")
        return ()
    return (written.removeprefix(REQUEST),)

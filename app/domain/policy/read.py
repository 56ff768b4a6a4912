"""Which policy a `policy.yml` states, or everything that is wrong with it."""

from ruamel.yaml.nodes import Node

from app.domain.control import POLICY_PATH
from app.domain.facts import fact_types
from app.domain.form import Form
from app.domain.patterns import PatternFault, check_pattern
from app.domain.policy.approvals import ApprovalReader
from app.domain.policy.delegations import read_delegations
from app.domain.policy.expressions import ExpressionReader
from app.domain.policy.fields import FieldReader
from app.domain.policy.integration_tests import read_integration_tests
from app.domain.policy.labels import LabelNames
from app.domain.policy.model import NameRules, Policy
from app.domain.policy.patience import PatienceReader
from app.domain.policy.people import read_roles
from app.domain.policy.refusals import RuleReader
from app.domain.policy.repositories import RepositoryReader
from app.domain.policy.templates import read_templates
from app.domain.policy.values import integer, keys_of, number, section, text, texts
from app.domain.yaml_nodes import YamlNodes

MOST_BYTES = 256_000


def read_policy(source: str, form: Form) -> Policy:
    """The policy that `source` states for requests of `form`.

    Raises FileMistakes with every mistake found, each at its line and column.
    """
    nodes = YamlNodes(POLICY_PATH)
    root = nodes.compose(source, MOST_BYTES)
    top = section(nodes, root, "The policy", ("version", *keys_of(Policy)))
    _check_version(nodes, root, top.get("version"))
    roles = read_roles(nodes, form, top.get("roles"))
    fields = FieldReader(nodes, form, top.get("fields"))
    expressions = ExpressionReader(nodes, source, fact_types(form, fields.numbers))
    reader = ApprovalReader(nodes, form, expressions, roles, LabelNames(nodes, form))
    rules = RuleReader(nodes, expressions)
    patience = PatienceReader(nodes, roles)
    approvals = reader.approvals(root, top.get("approvals"))
    policy = Policy(
        approvals=approvals,
        roles=roles,
        names=_names(nodes, top.get("names")),
        fields=fields.rules(expressions),
        templates=read_templates(nodes, top.get("templates")),
        refuse=rules.refusals(top.get("refuse")),
        automatic=rules.automatic(top.get("automatic"), approvals),
        limits=rules.limits(top.get("limits")),
        freezes=rules.freezes(top.get("freezes")),
        delegations=read_delegations(nodes, top.get("delegations"), roles),
        break_glass=reader.break_glass(top.get("break_glass")),
        working_days=patience.working_days(top.get("working_days")),
        reminders=patience.reminders(top.get("reminders")),
        escalation=patience.escalation(top.get("escalation")),
        expiry=patience.expiry(top.get("expiry")),
        shadow=patience.shadow(top.get("shadow")),
        veto=reader.veto(top.get("veto")),
        repositories=RepositoryReader(nodes, expressions).read(top.get("repositories")),
        integration_tests=read_integration_tests(nodes, top.get("integration_tests")),
    )
    nodes.raise_mistakes()
    return policy


def _check_version(nodes: YamlNodes, root: Node, node: Node | None) -> None:
    if node is None:
        nodes.wrong(root, "The policy does not say its `version`; begin with `version: 1`.")
    elif str(node.value) != "1":
        nodes.wrong(node, "This Slipway reads policies of `version: 1`.")


def _names(nodes: YamlNodes, node: Node | None) -> NameRules:
    given = section(nodes, node, "`names`", keys_of(NameRules))
    default = NameRules()
    pattern = text(nodes, given.get("pattern"), "`pattern`", default.pattern)
    try:
        check_pattern(pattern)
    except PatternFault as fault:
        nodes.wrong(given["pattern"], f"`pattern` is no RE2 expression: {fault}.")
    longest = number(
        nodes, given.get("max_length"), "`max_length`", 1, 100, default=default.max_length
    )
    reserved = texts(nodes, given.get("reserved"), "`reserved`", "A reserved name")
    similar = given.get("too_similar")
    return NameRules(
        pattern,
        longest,
        frozenset(map(str.casefold, reserved)),
        integer(nodes, similar, "`too_similar`", 1, 100) if similar else None,
    )

"""What a query may ask for: nodes and points, counted from its text by GitHub's formulas.

A connection may hold `first` or `last` nodes for each node above it, and takes one request for
each of these. The points are the requests divided by 100, rounded, and at least one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_operation_ast,
    value_from_ast_untyped,
)

from sandbox.graphql.connections import LARGEST
from sandbox.graphql.context import Refusal

MOST_NODES = 500_000
KIND = "MAX_NODE_LIMIT_EXCEEDED"


@dataclass
class Cost:
    """Nodes that may come, and requests that would fetch them one connection at a time."""

    nodes: int = 0
    requests: int = 0

    @property
    def points(self) -> int:
        return max(1, round(self.requests / 100))


def cost_of(schema: GraphQLSchema, document: DocumentNode, given: dict[str, Any]) -> Cost:
    """The cost of the operation that is asked for; Refusal when it is too much for one call."""
    operation = get_operation_ast(document, given.get("operationName"))
    if operation is None:
        return Cost()
    counted = _Count(schema, document, _variables(operation, given))
    root = schema.get_root_type(operation.operation)
    if root is not None:
        counted.count(root, [operation.selection_set], 1)
    if counted.cost.nodes > MOST_NODES:
        raise Refusal(KIND, f"This query requests {_beyond(counted.cost.nodes)}")
    return counted.cost


def _variables(operation: OperationDefinitionNode, given: dict[str, Any]) -> dict[str, Any]:
    """Variables with their defaults; what is wrong with them is found when the query runs."""
    sent = given.get("variables")
    defaults = {
        one.variable.name.value: value_from_ast_untyped(one.default_value)
        for one in operation.variable_definitions or ()
        if one.default_value is not None
    }
    return defaults | (sent if isinstance(sent, dict) else {})


def _beyond(nodes: int) -> str:
    return f"up to {nodes:,} possible nodes which exceeds the maximum limit of {MOST_NODES:,}."


class _Count:
    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]
    ) -> None:
        self.cost = Cost()
        self._schema = schema
        self._variables = variables
        self._fragments = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }

    def count(self, parent: GraphQLNamedType, sets: list[SelectionSetNode], times: int) -> None:
        """Count what is selected of a type that may be there so many times.

        Fields of one name in several fragments are one field. What `@include` leaves out counts
        as well: unconfirmed.
        """
        found: dict[tuple[str, str], tuple[GraphQLNamedType, list[FieldNode]]] = {}
        for selections in sets:
            for owner, field in self._fields(parent, selections):
                name = field.alias.value if field.alias else field.name.value
                found.setdefault((owner.name, name), (owner, []))[1].append(field)
        for owner, fields in found.values():
            self._count_field(owner, fields, times)

    def _fields(
        self, parent: GraphQLNamedType, selections: SelectionSetNode
    ) -> Iterator[tuple[GraphQLNamedType, FieldNode]]:
        """The fields of a selection with the type that each is of, fragments opened."""
        for one in selections.selections:
            match one:
                case FieldNode():
                    yield parent, one
                case InlineFragmentNode(type_condition=named):
                    inside = self._schema.type_map[named.name.value] if named else parent
                    yield from self._fields(inside, one.selection_set)
                case FragmentSpreadNode():
                    fragment = self._fragments[one.name.value]
                    inside = self._schema.type_map[fragment.type_condition.name.value]
                    yield from self._fields(inside, fragment.selection_set)

    def _count_field(self, owner: GraphQLNamedType, fields: list[FieldNode], times: int) -> None:
        inside = [one.selection_set for one in fields if one.selection_set is not None]
        if not isinstance(owner, GraphQLObjectType | GraphQLInterfaceType) or not inside:
            return
        kind = get_named_type(owner.fields[fields[0].name.value].type)
        arguments = {
            one.name.value: value_from_ast_untyped(one.value, self._variables)
            for one in fields[0].arguments or ()
        }
        if kind.name.endswith("Connection"):
            times = self._count_connection(fields[0].name.value, arguments, times)
        elif isinstance(arguments.get("ids"), list):
            times *= len(arguments["ids"])  # that they count as nodes above others: unconfirmed
        self.count(kind, inside, times)

    def _count_connection(self, name: str, arguments: dict[str, Any], times: int) -> int:
        sizes = [arguments.get("first"), arguments.get("last")]
        wanted = max((one for one in sizes if isinstance(one, int)), default=0)
        nodes = times * min(max(wanted, 0), LARGEST)
        if nodes > MOST_NODES:
            raise Refusal(
                KIND,
                f"By the time this query traverses to the {name} connection, it is requesting"
                f" {_beyond(nodes)}",
            )
        self.cost.requests += times
        self.cost.nodes += nodes
        return nodes

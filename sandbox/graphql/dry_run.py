"""`rateLimit(dryRun: true)`: a query is only weighed, not run."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_operation_ast,
    value_from_ast_untyped,
)


def asks_only(document: DocumentNode, given: dict[str, Any]) -> DocumentNode | None:
    """The document with nothing but `rateLimit` in it, if it asks for a dry run.

    That the other fields are missing from the answer, and that nothing is spent, is unconfirmed.
    """
    operation = get_operation_ast(document, given.get("operationName"))
    if not isinstance(operation, OperationDefinitionNode):
        return None
    variables = given.get("variables") or {}
    asked = [one for one in operation.selection_set.selections if _is_rate_limit(one)]
    if not any(_is_dry(one, variables) for one in asked):
        return None
    weighed = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(asked)),
    )
    rest = [one for one in document.definitions if not isinstance(one, OperationDefinitionNode)]
    return DocumentNode(definitions=(weighed, *rest))


def _is_rate_limit(one: SelectionNode) -> bool:
    return isinstance(one, FieldNode) and one.name.value == "rateLimit"


def _is_dry(one: SelectionNode, variables: dict[str, Any]) -> bool:
    return isinstance(one, FieldNode) and any(
        argument.name.value == "dryRun"
        and value_from_ast_untyped(argument.value, variables) is True
        for argument in one.arguments or ()
    )

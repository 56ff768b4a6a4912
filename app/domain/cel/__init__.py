"""CEL, in which policies write their conditions and sentences."""

from app.domain.cel.comparisons import Comparison, comparisons
from app.domain.cel.conditions import Condition, Outcome, compile_condition, shown_fact
from app.domain.cel.expressions import (
    LONGEST_TEXT,
    MOST_CHARACTERS,
    CannotTell,
    Expression,
    ExpressionFaults,
    Fault,
    compile_expression,
)
from app.domain.cel.messages import CATALOG_FUNCTIONS
from app.domain.cel.sayings import Saying, compile_saying

__all__ = [
    "CATALOG_FUNCTIONS",
    "LONGEST_TEXT",
    "MOST_CHARACTERS",
    "CannotTell",
    "Comparison",
    "Condition",
    "Expression",
    "ExpressionFaults",
    "Fault",
    "Outcome",
    "Saying",
    "comparisons",
    "compile_condition",
    "compile_expression",
    "compile_saying",
    "shown_fact",
]

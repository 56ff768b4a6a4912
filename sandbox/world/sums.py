"""What was spent lately: a sum over a span of time that ends now."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class SlidingSum:
    """Amounts with their moments, oldest first; asked with moments that never go back."""

    span: timedelta
    amounts: deque[tuple[datetime, float]] = field(default_factory=deque)
    total: float = 0

    def until(self, now: datetime) -> float:
        """What was spent in the span that ends now; what is older is forgotten."""
        while self.amounts and self.amounts[0][0] <= now - self.span:
            self.total -= self.amounts.popleft()[1]
        return self.total if self.amounts else 0

    def add(self, now: datetime, amount: float) -> None:
        if not self.amounts:
            self.total = 0  # a sum of fractions leaves a rest behind
        self.amounts.append((now, amount))
        self.total += amount

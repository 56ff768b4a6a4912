"""How a control is declared: its name, and what it takes, checked field by field."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sandbox.world.faults import ALWAYS
from sandbox.world.state import World

TEN_YEARS = 10 * 365 * 24 * 60 * 60
Seconds = Annotated[float, Field(ge=0, le=TEN_YEARS)]
Count = Annotated[
    int, Field(ge=0), BeforeValidator(lambda found: ALWAYS if found == "all" else found)
]
"""How many, or "all"."""


class Order(BaseModel):
    """What a control takes; an unknown field is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")


Plain = Callable[[World], dict[str, Any]]
Obey = Callable[[World, Any], dict[str, Any]]


class Controls:
    """The controls of one subject, filled by using its methods as decorators."""

    def __init__(self) -> None:
        self.plain_ones: dict[tuple[str, str], Plain] = {}
        self.orders: dict[str, tuple[type[Order], Obey]] = {}

    def plain(self, method: str, name: str) -> Callable[[Plain], Plain]:
        """A control that takes nothing."""

        def declare(found: Plain) -> Plain:
            self.plain_ones[method, name] = found
            return found

        return declare

    def order(self, name: str, model: type[Order]) -> Callable[[Obey], Obey]:
        """A control that is sent an order by `POST`."""

        def declare(obey: Obey) -> Obey:
            self.orders[name] = (model, obey)
            return obey

        return declare

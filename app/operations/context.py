"""What a command is given to work with: click carries it as the context's `obj`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.usecases.workbench import Workbench

OpenWorkbench = Callable[[], "AbstractContextManager[Workbench]"]
"""Reads the settings and opens the workbench; only what asks GitHub or the rows calls it."""

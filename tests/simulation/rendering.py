"""Renders without the sealed room's own process, which takes longer than all the rest of a look."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.sealed.walls import Guard
from app.templates import room
from app.templates.answers import Answer
from app.templates.render import NamedTree, Room, _Answer, _clean, _packed


class OpenRoom(Room):
    """The room's own rendering, with no walls around it: the starter templates are harmless."""

    def _asked(self, layers: Sequence[NamedTree], answers: Mapping[str, Answer]) -> _Answer:
        request: dict[str, Any] = {
            "layers": [_packed(layer) for layer in layers],
            "answers": {name: _clean(answer) for name, answer in answers.items()},
        }
        with tempfile.TemporaryDirectory(prefix="slipway-simulation-room-") as name:
            folder = Path(name).resolve()
            done = room.rendered(request, folder, self.limits, Guard(folder))
        return _Answer.model_validate_json(json.dumps({"walls": [], **done}))

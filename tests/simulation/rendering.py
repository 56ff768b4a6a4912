"""Renders without the sealed room's own process, which takes longer than all the rest of a look."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.sealed.walls import Guard
from app.templates import messages, parcels, room
from app.templates.messages import RoomAnswer
from app.templates.render import Room, Stack


class OpenRoom(Room):
    """The room's own rendering, with no walls around it: the starter templates are harmless."""

    def _asked(self, stacks: Sequence[Stack]) -> RoomAnswer:
        trees = [layer.tree for stack in stacks for layer in stack.layers]
        request = messages.render_request(stacks, trees, [b""] * len(trees), self.limits)
        with tempfile.TemporaryDirectory(prefix="slipway-simulation-room-") as name:
            folder = Path(name).resolve()
            asked, sent = parcels.unpacked(request)
            done = room.stacks_rendered(asked["stacks"], sent, folder, self.limits, Guard(folder))
        return messages.read_answer(parcels.packed(done, []), len(stacks))

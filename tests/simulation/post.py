"""Carries webhooks as a bad postman would: late, twice, in another order, or not at all."""

from queue import Queue

from sandbox.webhooks import send
from sandbox.world.hooks import Delivery
from sandbox.world.state import World


class Pillar(Queue[Delivery | None]):
    """Where GitHub drops what it sends; only the end of everything reaches its own sender."""

    def __init__(self, senders_own: Queue[Delivery | None]) -> None:
        super().__init__()
        self.mail: list[Delivery] = []
        self._senders_own = senders_own

    def put(self, item: Delivery | None, block: bool = True, timeout: float | None = None) -> None:
        if item is not None:
            self.mail.append(item)
            return
        # The sender looks into whichever queue it saw last.
        super().put(None, block, timeout)
        self._senders_own.put(None)

    def join(self) -> None:
        """Nobody waits for the post here."""


class PostOffice:
    """Holds all that GitHub sends until somebody carries it; what was lost can be asked for again.

    It stands in for the sandbox's own sender, whose thread would deliver whenever it likes.
    """

    def __init__(self, world: World) -> None:
        world.outbox.queue.join()
        self.world = world
        self._pillar = Pillar(world.outbox.queue)
        world.outbox.queue = self._pillar

    @property
    def waiting(self) -> int:
        """How many deliveries lie here."""
        return len(self._pillar.mail)

    def deliver(self, place: int = 0) -> None:
        """Carry one of those that lie here, the oldest or any other."""
        send(self.world, self._take(place))

    def deliver_twice(self, place: int) -> None:
        delivery = self._take(place)
        send(self.world, delivery)
        send(self.world, delivery)

    def deliver_unheard(self, place: int) -> None:
        """Slipway takes it, but GitHub does not hear so."""
        delivery = self._take(place)
        send(self.world, delivery)
        self._fail(delivery)

    def lose(self, place: int) -> None:
        """It never comes; GitHub's log of deliveries tells so."""
        self._fail(self._take(place))

    def lose_for_good(self, place: int) -> None:
        """It never comes, and GitHub's log knows nothing of it any more."""
        self.world.outbox.log.remove(self._take(place))

    def deliver_all(self) -> None:
        while self.waiting:
            self.deliver()

    def _take(self, place: int) -> Delivery:
        mail = self._pillar.mail
        return mail.pop(place % len(mail))

    def _fail(self, delivery: Delivery) -> None:
        with self.world.lock:
            delivery.delivered_at = self.world.now()
            delivery.status_code, delivery.status = 0, "failed to connect to host"

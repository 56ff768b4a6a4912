"""POST /webhook: what is kept of a delivery before GitHub is told that it was received."""

from http import HTTPStatus

import structlog
from flask import Blueprint, Response, abort, jsonify
from flask import request as http_request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from app.github import webhooks
from app.github.webhooks import BadWebhook, Envelope
from app.settings import Settings
from app.store import deliveries
from app.usecases.workbench import Workbench

_log = structlog.get_logger(__name__)


def webhook(settings: Settings, bench: Workbench) -> Blueprint:
    """Answers 202 only after the delivery's row is committed."""
    blueprint = Blueprint("webhook", __name__)
    secrets = [secret.get_secret_value() for secret in settings.webhook_secret]

    @blueprint.post("/webhook")
    def receive() -> tuple[Response, int]:
        body = _read(settings.webhook_max_bytes)
        envelope = _open(secrets, body)
        if envelope.event == "ping":
            return jsonify(message="Slipway hears you: the webhook is set up."), HTTPStatus.OK
        try:
            _record(bench, envelope, body)
        except SQLAlchemyError:
            _log.exception("delivery not recorded", guid=envelope.guid)
            abort(503, "The database took no delivery just now. Redeliver it later.")
        return jsonify(delivery=envelope.guid), HTTPStatus.ACCEPTED

    return blueprint


def _read(limit: int) -> bytes:
    """The raw body; ends the HTTP request for one of more than `limit` bytes."""
    try:
        body = http_request.get_data(cache=False)
    except RequestEntityTooLarge:
        body = None
    # A body that came without its length is cut off at the limit, without a word.
    if body is None or (http_request.content_length is None and len(body) >= limit):
        abort(413, f"The body is larger than {limit} bytes, the limit that Slipway is set to.")
    return body


def _open(secrets: list[str], body: bytes) -> Envelope:
    """The envelope of a genuine delivery; ends the HTTP request for any other."""
    if not webhooks.verify(secrets, body, http_request.headers.get("X-Hub-Signature-256")):
        abort(
            401,
            "X-Hub-Signature-256 is missing or was made with another secret. "
            "Compare the App's webhook secret with SLIPWAY_WEBHOOK_SECRET.",
        )
    if http_request.mimetype != "application/json":
        abort(
            415,
            f"The body came as {http_request.mimetype or 'an unnamed type'}. "
            "Set the content type to application/json in the App's webhook settings.",
        )
    try:
        return webhooks.envelope(dict(http_request.headers), body)
    except BadWebhook as error:
        abort(400, str(error))


def _record(bench: Workbench, envelope: Envelope, body: bytes) -> None:
    """Keeps the delivery once, however often GitHub sends it."""
    with bench.database.transaction() as tx:
        delivery_id = deliveries.record(
            tx,
            guid=envelope.guid,
            event=envelope.event,
            action=envelope.action,
            installation_id=envelope.installation_id,
            organisation=envelope.organisation,
            body=body,
            received_at=bench.clock(),
        )
        if delivery_id is not None:
            tx.after_commit(lambda: bench.hints.delivery(delivery_id))

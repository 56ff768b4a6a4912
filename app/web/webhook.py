"""POST /webhook: what is kept of a delivery before GitHub is told that it was received."""

from http import HTTPStatus

import structlog
from flask import Blueprint, Response, abort, jsonify
from flask import request as http_request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable

from app.clock import Clock
from app.github import webhooks
from app.github.webhooks import BadWebhook, Envelope
from app.settings import Settings
from app.store.deliveries import Arrival
from app.store.outage import Kind
from app.web.recorder import NotRecorded, Recorder

_log = structlog.get_logger(__name__)


class _DiskFull(HTTPException):
    code = HTTPStatus.INSUFFICIENT_STORAGE


def webhook(settings: Settings, recorder: Recorder, clock: Clock) -> Blueprint:
    """Answers 202 only after the delivery's row is committed."""
    blueprint = Blueprint("webhook", __name__)
    secrets = [secret.get_secret_value() for secret in settings.webhook_secret]

    @blueprint.post("/webhook")
    def receive() -> tuple[Response, int]:
        body = _read(settings.webhook_max_bytes)
        envelope = _open(secrets, body)
        if envelope.event == "ping":
            return jsonify(message="Slipway hears you: the webhook is set up."), HTTPStatus.OK
        _record(recorder, _arrival(envelope, body, clock))
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


def _arrival(envelope: Envelope, body: bytes, clock: Clock) -> Arrival:
    return Arrival(
        guid=envelope.guid,
        event=envelope.event,
        action=envelope.action,
        installation_id=envelope.installation_id,
        organisation=envelope.organisation,
        body=body,
        received_at=clock(),
    )


def _record(recorder: Recorder, arrival: Arrival) -> None:
    """Keeps the delivery once, however often GitHub sends it; ends the HTTP request if it cannot.

    What was refused stays in GitHub's log of deliveries, where Slipway finds it later.
    """
    try:
        kept = recorder.record(arrival)
    except NotRecorded as error:
        cause = None if error.outage else error.__cause__
        _log.warning("delivery not recorded", guid=arrival.guid, reason=str(error), exc_info=cause)
        sentence = f"{error} Slipway asks GitHub for this delivery later."
        if error.outage and error.outage.kind is Kind.FULL:
            raise _DiskFull(sentence) from error
        raise ServiceUnavailable(sentence) from error
    _log.info(
        "delivery recorded" if kept.is_waiting else "delivery known already",
        guid=arrival.guid,
        delivery=kept.id,
        event_type=arrival.event,
    )

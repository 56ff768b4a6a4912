"""What an App says of a check run, read from a body within the limits that GitHub documents."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sandbox.acts.checks import Report
from sandbox.errors import invalid, malformed
from sandbox.rest.body import Body
from sandbox.world.checks import Annotation, CheckAction, CheckStatus, Conclusion

TEXT = 65_535
MESSAGE_BYTES = 64 * 1024
ANNOTATIONS = 50
ACTIONS = 3
LEVELS = {"notice", "warning", "failure"}
LENGTHS = {"label": 20, "description": 40, "identifier": 20}
# What Apps may say: the other statuses and conclusions are for GitHub and its Actions.
STATUSES = {CheckStatus.QUEUED, CheckStatus.IN_PROGRESS, CheckStatus.COMPLETED}
CONCLUSIONS = set(Conclusion) - {Conclusion.STALE, Conclusion.STARTUP_FAILURE}

Word = TypeVar("Word", bound=StrEnum)


def first_report(body: Body) -> Report:
    """Of a new run, whose output must have a title."""
    output = body.mapping("output")
    if output is not None and "title" not in output:
        raise malformed('"title" wasn\'t supplied.')
    return further_report(body)


def further_report(body: Body) -> Report:
    """Of a run that is there; 422 for what does not fit."""
    status = _word(body.optional_text("status"), STATUSES, "status")
    conclusion = _word(body.optional_text("conclusion"), CONCLUSIONS, "conclusion")
    if status is CheckStatus.COMPLETED and conclusion is None:
        raise malformed('"conclusion" wasn\'t supplied: a completed check run needs one.')
    output = Body(body.mapping("output") or {})
    return Report(
        name=body.optional_text("name"),
        details_url=body.optional_text("details_url"),
        external_id=body.optional_text("external_id"),
        status=status,
        conclusion=conclusion,
        started_at=_moment(body, "started_at"),
        completed_at=_moment(body, "completed_at"),
        title=output.optional_text("title"),
        summary=_summary(output),
        text=_long(output, "text"),
        annotations=_annotations(output),
        actions=_actions(body),
    )


def _word(text: str | None, known: set[Word], name: str) -> Word | None:
    if text is None:
        return None
    for one in known:
        if one.value == text:
            return one
    words = ", ".join(sorted(one.value for one in known))
    raise malformed(f"For 'properties/{name}', {text} is not a member of [{words}].")


def _summary(output: Body) -> str | None:
    return _long(output, "summary") if not output.fields or output.text("summary") else ""


def _long(output: Body, name: str) -> str | None:
    found = output.optional_text(name)
    if found is not None and len(found) > TEXT:
        raise malformed(f"Only {TEXT} characters are allowed; {len(found)} were supplied.")
    # What is described is characters; what is stored is bounded by bytes as well.
    if found is not None and len(found.encode()) > TEXT:
        sentence = f"{name} exceeds a maximum bytesize of {TEXT}"
        raise invalid("CheckRun", name, "custom", sentence)
    return found


def _moment(body: Body, name: str) -> datetime | None:
    text = body.optional_text(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise malformed(f"For 'properties/{name}', {text} is not a date-time.") from None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _few(body: Body, name: str, most: int) -> list[dict[str, Any]] | None:
    found = body.objects(name)
    if found is not None and len(found) > most:
        raise malformed(f"No more than {most} items are allowed; {len(found)} were supplied.")
    return found


def _annotations(output: Body) -> list[Annotation]:
    return [_annotation(Body(one)) for one in _few(output, "annotations", ANNOTATIONS) or []]


def _annotation(body: Body) -> Annotation:
    level, message = body.text("annotation_level"), body.text("message")
    if level not in LEVELS:
        words = ", ".join(sorted(LEVELS))
        raise malformed(f"For 'properties/annotation_level', {level} is not a member of [{words}].")
    details = body.optional_text("raw_details")
    for name, text in (("message", message), ("raw_details", details or "")):
        if len(text.encode()) > MESSAGE_BYTES:
            raise malformed(f"For 'properties/{name}', no more than 64 KB are allowed.")
    return Annotation(
        body.text("path"),
        _line(body, "start_line"),
        _line(body, "end_line"),
        level,
        message,
        body.number("start_column"),
        body.number("end_column"),
        body.optional_text("title"),
        details,
    )


def _line(body: Body, name: str) -> int:
    found = body.number(name)
    if found is None:
        raise malformed(f'"{name}" wasn\'t supplied.')
    return found


def _actions(body: Body) -> list[CheckAction] | None:
    found = _few(body, "actions", ACTIONS)
    return None if found is None else [_action(Body(one)) for one in found]


def _action(body: Body) -> CheckAction:
    texts = {name: body.text(name) for name in LENGTHS}
    for name, most in LENGTHS.items():
        if len(texts[name]) > most:
            sentence = f"only {most} characters are allowed; {len(texts[name])} were supplied."
            raise malformed(f"For 'properties/{name}', {sentence}")
    return CheckAction(**texts)

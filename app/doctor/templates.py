"""Checks the templates: that each reads, and that those for services can be rendered."""

from collections.abc import Iterator
from dataclasses import replace

from app.doctor.control import Control
from app.doctor.finding import Finding, broken, fine
from app.domain.answers import FactType
from app.domain.control import TEMPLATES_PATH
from app.domain.form import Form
from app.domain.form.fields import Field
from app.github.templates import fetch_trees
from app.templates.answers import Answer, PairAnswers
from app.templates.faults import AnswersRefused, RoomFault, TemplateFault
from app.templates.offer import offer, read_template
from app.templates.pair import render_pair
from app.templates.render import Room
from app.templates.sample import SAMPLE

# Fields that templates are told under names of their own; all others are told as they are.
_KNOWN = {"name", "owner", "description", "template", "tier", "data", "exposure", "depends_on"}


def check_templates(control: Control, form: Form | None, room: Room) -> Finding:
    """Whether a service can be made of each template for services, with made-up answers.

    `form` tells which further fields there are and which templates are offered.
    """
    organisation, wanted = control.organisation, control.read.templates
    where = (organisation.reader(), organisation.login, organisation.control_repository)
    fetched = fetch_trees(*where, sorted(set(wanted.values()))) if wanted else {}
    templates = {
        name: read_template(name, tree_id, fetched[tree_id]) for name, tree_id in wanted.items()
    }
    found = offer(templates)
    faults, services = [str(fault) for fault in found.faults.values()], sorted(found.services)
    answers = sample_answers(organisation.login, organisation.git_url, form)
    for name in services:
        try:
            render_pair(room, templates, name, answers)
        except AnswersRefused:
            continue  # it looks at answers, and these are made up
        except (TemplateFault, RoomFault) as fault:
            faults.append(str(fault))
    faults += _not_offered(form, services)
    if not services:
        faults.append(
            f"Add a template for services to {TEMPLATES_PATH}/: none is there that reads."
        )
    if faults:
        count = len(set(faults))
        wrong = f"The templates have {count} mistake{'s' if count > 1 else ''}."
        return broken(control.subject, wrong, *dict.fromkeys(faults))
    return fine(control.subject, f"Services can be rendered of {', '.join(services)}.")


def sample_answers(organisation: str, git_url: str, form: Form | None) -> PairAnswers:
    """Made-up answers to every field of the form."""
    extra = {one.id: _sample(one) for one in form.fields if one.id not in _KNOWN} if form else {}
    return replace(SAMPLE, organisation=organisation, git_url=git_url, extra=extra)


def _sample(field: Field) -> Answer:
    first = field.options[0] if field.options else "sample"
    match field.fact_type:
        case FactType.TEXTS:
            return [first]
        case FactType.NUMBER:
            return int(first)
        case _:
            return first


def _not_offered(form: Form | None, services: list[str]) -> Iterator[str]:
    """Choices of the form that lead to no template."""
    fields = form.fields if form else ()
    options = next((field.options for field in fields if field.id == "template"), ())
    for option in options:
        if option not in services:
            yield f"The form offers {option}: {TEMPLATES_PATH}/ has no such template for services."

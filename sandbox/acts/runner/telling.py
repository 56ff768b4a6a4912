"""What is told of runs and jobs: webhooks, and a check run for each job."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.checks import Report, create_run, update_run
from sandbox.acts.runner.identity import actions_app
from sandbox.acts.webhooks import announce
from sandbox.shapes import workflow as shapes
from sandbox.shapes.deployment import deployment
from sandbox.world.checks import CheckStatus, Conclusion
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run
from sandbox.world.state import World


@dataclass(frozen=True)
class Stage:
    """Where a run plays."""

    world: World
    where: Repository
    run: Run

    def tell_run(self, action: str) -> None:
        extra = {
            "workflow": shapes.workflow(self.world, self.where, self.run.workflow),
            "workflow_run": shapes.told_run(self.world, self.where, self.run),
        }
        self._announce("workflow_run", action, extra)

    def tell_job(self, job: Job, action: str) -> None:
        mirror(self, job)
        shape = shapes.told_job(self.world, self.where, self.run, job)
        extra: dict[str, Any] = {"workflow_job": shape}
        if job.deployment is not None:
            extra["deployment"] = deployment(self.world, self.where, job.deployment)
        self._announce("workflow_job", action, extra)

    def beside(self) -> dict[str, Any]:
        """The run as a webhook about one of its deployments has it."""
        return {
            "workflow": shapes.workflow(self.world, self.where, self.run.workflow),
            "workflow_run": shapes.run_beside(self.world, self.where, self.run),
        }

    def tell_review(self, action: str, actor: Actor, extra: dict[str, Any]) -> None:
        """That reviewers are asked, or that one has answered."""
        shape = {"workflow_run": shapes.told_run(self.world, self.where, self.run)} | extra
        announce(self.world, "deployment_review", action, actor, about=self.where, extra=shape)

    def _announce(self, event: str, action: str, extra: dict[str, Any]) -> None:
        actor = self.run.attempt.actor
        announce(self.world, event, action, actor, about=self.where, extra=extra)


def mirror(stage: Stage, job: Job) -> None:
    """Keep the check run of a job, by github-actions and under the job's number, in step."""
    where, run = stage.where, stage.run
    page = f"{stage.world.url}/{where.full_name}/actions/runs/{run.id}/job/{job.id}"
    said = Report(
        details_url=page,
        status=CheckStatus(job.status.value),
        conclusion=Conclusion(job.conclusion) if job.conclusion else None,
        started_at=job.started_at,
        completed_at=job.completed_at,
    )
    known = where.checks.runs.get(job.id)
    if known is None:  # GitHub describes a new one as queued, whatever its job waits for
        app, ids = actions_app(stage.world), (job.id, job.node_id)
        known = create_run(stage.world, where, app, run.sha, job.plan.name, Report(), ids)
    update_run(stage.world, known, said)

"""What is told of runs and jobs: webhooks, and later a check run for each job."""

from dataclasses import dataclass
from typing import Any

from sandbox.acts.webhooks import announce
from sandbox.shapes import workflow as shapes
from sandbox.shapes.deployment import deployment
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

    def _announce(self, event: str, action: str, extra: dict[str, Any]) -> None:
        actor = self.run.attempt.actor
        announce(self.world, event, action, actor, about=self.where, extra=extra)


def mirror(stage: Stage, job: Job) -> None:
    """Keep the check run of a job in step with it: called whenever the job has changed.

    Here belongs what makes and completes it, under the job's number and by github-actions.
    """
    del stage, job

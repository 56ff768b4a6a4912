"""What Actions reports about the deployment of a job."""

from sandbox.acts import deployments
from sandbox.acts.runner.identity import actions_actor
from sandbox.acts.runner.patterns import expand
from sandbox.acts.runner.references import references
from sandbox.acts.runner.telling import Stage
from sandbox.world.deployments import DeploymentState
from sandbox.world.runs import Job


def report_deployment(stage: Stage, job: Job, state: DeploymentState) -> None:
    """Report about the deployment of a job, if it has one, in the name of Actions."""
    if job.deployment is None:
        return
    url = expand(job.plan.url, references(stage.where, stage.run))
    page = f"{stage.world.url}/{stage.where.full_name}/actions/runs/{stage.run.id}"
    deployments.report(
        stage.world,
        stage.where,
        job.deployment,
        actions_actor(stage.world),
        state,
        {"target_url": f"{page}/job/{job.id}", "environment_url": url},
        run=stage.beside(),
    )

"""What a worker imports in its life, ahead of time: a fork of it then starts in no time."""

import gc

import celery.apps.worker
import celery.bin.celery
import celery.bin.worker
import celery.concurrency.prefork
import celery.fixups.django
import celery.worker.autoscale
import celery.worker.components
import celery.worker.consumer
import celery.worker.worker
import kombu.transport.redis
import sqlalchemy.dialects.postgresql.psycopg

import worker.__main__
import worker.tasks

__all__ = ["celery", "kombu", "sqlalchemy", "worker"]

# What is there by now never ends: forks need not look through it, nor copy its pages.
gc.freeze()

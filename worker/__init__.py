"""The Celery application: an id in, one use case out."""

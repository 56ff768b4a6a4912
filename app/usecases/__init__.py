"""What Slipway does, one file a stage; knows no Flask and no Celery."""

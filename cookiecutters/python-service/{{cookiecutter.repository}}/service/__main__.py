"""Starts the service: `python -m service`."""

import uvicorn

from service.api import create_app
from service.logs import set_up_logs
from service.settings import Settings


def main() -> None:
    settings = Settings()
    set_up_logs(settings.log_level)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=settings.stop_seconds,
    )


if __name__ == "__main__":
    main()

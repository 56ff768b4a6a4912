"""Starts the stand-in and stops it: `python -m stand_in`."""

import os
import signal
import sys

from stand_in.server import Service
from stand_in.settings import read_settings


def main():
    try:
        settings = read_settings(os.environ)
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(2)
    try:
        service = Service(settings)
    except OSError as error:
        sys.exit(f"{settings['HOST']}:{settings['PORT']} cannot be listened on: {error}")
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, service.stop)
    service.log("info", "ready", version=settings["VERSION"])
    service.serve_forever(poll_interval=0.1)
    service.server_close()
    service.wait_for_requests()
    service.log("info", "stopped")


if __name__ == "__main__":
    main()

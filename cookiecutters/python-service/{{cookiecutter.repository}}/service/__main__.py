"""Starts the service: `python -m service`."""

import sys

from service.api import create_app
from service.logs import set_up_logs
from service.server import Server
from service.settings import WrongSettings, read_settings


def main() -> None:
    try:
        settings = read_settings()
    except WrongSettings as mistakes:
        print(mistakes, file=sys.stderr)
        sys.exit(2)
    set_up_logs(settings.log_level)
    Server(create_app(settings), settings).run()


if __name__ == "__main__":
    main()

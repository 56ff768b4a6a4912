"""What answers in place of a service: one whose deployment goes on, or something else."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


def deployed(versions: list[str]) -> AbstractContextManager[str]:
    """The address of a service that says one of `versions` after the other, then the last one."""
    left = list(versions)

    def said(path: str) -> tuple[int, object]:
        if path != "/version":
            return 200, {}
        version = left.pop(0) if len(left) > 1 else left[0]
        return 200, {"name": "billing", "version": version}

    return _served(said)


def answering(status: int, said: object) -> AbstractContextManager[str]:
    """The address of something that answers whatever it is asked with the same."""
    return _served(lambda _: (status, said))


@contextmanager
def _served(answer: Callable[[str], tuple[int, object]]) -> Iterator[str]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, said = answer(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

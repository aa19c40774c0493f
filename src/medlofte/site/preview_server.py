"""A finished site shown on this machine: a web server that nobody else reaches."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg

HERE = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and logs nothing of it."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".atom": "application/atom+xml"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Write no line for a request."""


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder, listening but not started. Raises ``MedlofteError`` when the port is taken."""
    try:
        return ThreadingHTTPServer((HERE, port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        message = msg("Port {port} can't be used: {reason}", port=str(port), reason=error.strerror or str(error))
        raise MedlofteError(message, msg("Choose another with --port.")) from None


def address_of(server: ThreadingHTTPServer) -> str:
    """The address that a browser opens."""
    return f"http://{HERE}:{server.server_address[1]}/"

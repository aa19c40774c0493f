"""A finished site shown on this machine: a web server that nobody else reaches."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from medlofte.cli.session import Session, notify
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import say

HERE = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of each."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".atom": "application/atom+xml"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said."""


def serve_folder(session: Session, folder: Path, port: int) -> None:
    """Serve the folder until the person stops it. Raises ``MedlofteError`` when the port is taken."""
    try:
        server = ThreadingHTTPServer((HERE, port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        message = say("Port {port} can't be used: {reason}", port=str(port), reason=error.strerror or str(error))
        raise MedlofteError(message, say("Choose another with --port.")) from None
    with server:
        address = f"http://{HERE}:{server.server_address[1]}/"
        notify(session.voice, say("The site is shown at {address} until you press Ctrl-C.", address=address))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return

"""A built site on this machine: read only, on 127.0.0.1, with the headers of a careful host."""

from __future__ import annotations

import errno
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

from plugins.entry.responses import ALWAYS, METHODS, Site, respond
from plugins.errors import ConfigError, Problem

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"


class SiteServer(ThreadingHTTPServer):
    """Serves one Site; closing it ends every connection."""

    allow_reuse_address = sys.platform != "win32"  # there it would let two servers share a port
    allow_reuse_port = False
    daemon_threads = True

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Without the base class's look-up of the host's name, which may ask the network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error; anything else is shown."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # any socket

    @property
    def address(self) -> str:
        """The site's front page."""
        return f"http://{HOST}:{self.server_port}{self.site.prefix}/"


class Handler(BaseHTTPRequestHandler):
    """Hands each request to ``respond`` and sends what comes back."""

    protocol_version = "HTTP/1.1"
    server_version = "Seedpress"
    sys_version = ""
    timeout = 60
    wbufsize = -1  # head and body leave together: a body sent after its head waits up to 40 ms
    server: SiteServer

    def answer(self) -> None:
        """Whatever the method: ``respond`` knows which are allowed."""
        asked = {name.lower(): value for name, value in self.headers.items()}
        reply = respond(self.server.site, self.command, self.path, asked)
        self.send_response(reply.status)
        for name, value in {**ALWAYS, **reply.headers}.items():
            self.send_header(name, value)
        if reply.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(reply.body)))
        if self.command not in METHODS or {"content-length", "transfer-encoding"} & asked.keys():
            self.close_connection = True  # a body that nobody read must not pass for a request
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and reply.body:
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = answer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Nothing: the terminal shows the address and problems alone."""


def serve(root: Path, port: int, prefix: str = "") -> SiteServer:
    """A server for the tree in ``root``, bound to ``port`` (0: any free one), not yet running.

    ``prefix`` is the path of SITEURL. ConfigError if the port cannot be had.
    """
    try:
        return SiteServer(Site(root, quote(prefix.rstrip("/"), safe="/%")), port)
    except (OSError, OverflowError) as error:
        raise ConfigError(_port_problem(port, error)) from error


def _port_problem(port: int, error: Exception) -> Problem:
    reasons = {
        errno.EADDRINUSE: f"port {port} is in use by another program",
        errno.EACCES: f"port {port} may not be used by this user",
    }
    number = error.errno if isinstance(error, OSError) else None
    message = reasons.get(number or 0, f"port {port} cannot be used ({error})")
    return Problem("--port", message, "choose another, for example --port 8001", code="port")


def run(server: SiteServer) -> None:
    """Print the address and serve until Ctrl-C."""
    with server:
        try:
            print(f"Serving {server.address} (Ctrl-C ends it)", flush=True)
            server.serve_forever()
        except KeyboardInterrupt:
            return

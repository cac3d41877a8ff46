"""The running server: what it says over the wire, how it starts and how it ends."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from plugins.entry.responses import POLICY
from plugins.entry.server import SiteServer, serve
from plugins.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text("<p>front", encoding="utf-8")
    return tmp_path


@pytest.fixture
def server(root: Path) -> Iterator[SiteServer]:
    with serve(root, 0) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def client(server: SiteServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    yield connection
    connection.close()


def ask(client: http.client.HTTPConnection, method: str, path: str) -> http.client.HTTPResponse:
    client.request(method, path)
    return client.getresponse()


def test_each_answer_carries_the_rules_for_the_browser(client: http.client.HTTPConnection) -> None:
    for path in ("/", "/nowhere", "/a"):
        answer = ask(client, "GET", path)
        answer.read()
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "Python" not in answer.headers["Server"]


def test_head_has_the_headers_of_get_and_no_body(client: http.client.HTTPConnection) -> None:
    full = ask(client, "GET", "/")
    body = full.read()
    head = ask(client, "HEAD", "/")
    assert head.read() == b""
    assert head.headers["Content-Length"] == str(len(body))
    assert head.headers["ETag"] == full.headers["ETag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: http.client.HTTPConnection, method: str) -> None:
    answer = ask(client, method, "/")
    answer.read()
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_the_server_listens_on_this_machine_alone(server: SiteServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_a_body_that_nobody_reads_is_not_taken_for_a_second_request(server: SiteServer) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        smuggled = b"GET /feed.json HTTP/1.1\r\nHost: x\r\n\r\n"
        length = str(len(smuggled)).encode()
        raw.sendall(
            b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + b"\r\n\r\n" + smuggled
        )
        received = b"".join(iter(lambda: raw.recv(65536), b""))
    assert received.count(b"HTTP/1.1 ") == 1


def test_head_and_body_of_an_answer_leave_together(server: SiteServer, root: Path) -> None:
    body = (root / "index.html").read_bytes()
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as raw:
        for _ in range(3):
            raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert raw.recv(65536).endswith(body)


def test_a_port_in_use_is_named_with_the_option_that_helps(server: SiteServer, root: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        serve(root, server.server_port)
    assert str(server.server_port) in caught.value.problem.message
    assert "--port" in caught.value.problem.remedy


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_a_problem_and_no_crash(root: Path, port: int) -> None:
    with pytest.raises(ConfigError, match=str(port)):
        serve(root, port)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent another way there")
def test_ctrl_c_ends_it_without_a_word(root: Path, project: Path) -> None:
    code = "import sys; from pathlib import Path; from plugins.entry import server; "
    code += "server.run(server.serve(Path(sys.argv[1]), 0, '/news/'))"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(root)],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert line.startswith("Serving http://127.0.0.1:")
    assert "/news/ " in line
    assert (rest, errors, process.returncode) == ("", "", 0)

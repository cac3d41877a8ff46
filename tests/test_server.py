"""The local server: what it answers, what it refuses, and how it starts and ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.errors import ConfigError
from plugins.responses import POLICY, TYPES, Site, media_type, respond, segments
from plugins.server import SiteServer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from plugins.responses import Answer

NOTHING: dict[str, str] = {}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site, with a neighbour whose name begins with the site's."""
    output = tmp_path / "output"
    for name, text in {
        "index.html": "<p>front",
        "404.html": "<p>nothing here",
        "a b/é/index.html": "<p>article",
        "feed.json": "{}",
        "feed.atom.xml": "<feed/>",
        ".git/config": "secret",
        ".env": "secret",
        "a/.hidden/page.html": "secret",
        "empty/inner.txt": "text",
    }.items():
        place = output / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (tmp_path / "output-private").mkdir()
    (tmp_path / "output-private" / "key.txt").write_text("secret", encoding="utf-8")
    return output


def get(root: Path, target: str, headers: Mapping[str, str] = NOTHING, prefix: str = "") -> Answer:
    return respond(Site(root, prefix), "GET", target, headers)


# --- Addresses ------------------------------------------------------------------------------


def test_the_front_page_is_the_index_of_the_root(root: Path) -> None:
    answer = get(root, "/")
    assert (answer.status, answer.body) == (200, b"<p>front")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_query_does_not_change_the_file(root: Path) -> None:
    assert get(root, "/?page=../../etc/passwd").body == b"<p>front"


def test_a_folder_without_its_slash_is_sent_there_with_its_query(root: Path) -> None:
    answer = get(root, "/a%20b/%C3%A9?x=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/a%20b/%C3%A9/?x=1")
    assert get(root, "/a%20b/%C3%A9/").body == b"<p>article"


def test_a_folder_without_an_index_is_not_listed(root: Path) -> None:
    assert get(root, "/empty/").status == 404


def test_a_missing_page_shows_the_site_s_own_404(root: Path) -> None:
    answer = get(root, "/nowhere/")
    assert (answer.status, answer.body) == (404, b"<p>nothing here")
    (root / "404.html").unlink()
    assert b"nothing at this address" in get(root, "/nowhere/").body


@pytest.mark.parametrize(
    "target",
    [
        *("/../output-private/key.txt", "/%2e%2e/output-private/key.txt"),
        *("/%252e%252e/output-private/key.txt", "/..%2foutput-private/key.txt"),
        *("/..%5coutput-private%5ckey.txt", "/..\\output-private\\key.txt"),
        *("/a/../../output-private/key.txt", "/./index.html", "/index.html%00.txt"),
        *("/index.html/", "/feed.json/x", "//index.html", "/a//index.html"),
        *("/.git/config", "/.env", "/%2eenv", "/a/.hidden/page.html", "/%ff", "/%c0%ae%c0%ae/x"),
        *("index.html", "http://127.0.0.1/index.html", "*", ""),
        "/" + "a" * 5000,
    ],
)
def test_a_dishonest_address_finds_nothing(root: Path, target: str) -> None:
    answer = get(root, target)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_no_address_sends_the_reader_to_another_host(root: Path) -> None:
    (root / "evil.example").mkdir()
    for target in ("//evil.example", "///evil.example", "/%2f/evil.example", "/\\evil.example"):
        assert "Location" not in get(root, target).headers
    assert get(root, "/evil.example").headers["Location"] == "/evil.example/"


@given(st.text(max_size=60))
def test_no_address_at_all_has_a_parent_or_a_hidden_name_in_it(path: str) -> None:
    names = segments("/" + path)
    assert names is None or not any(
        name.startswith(".") or {"/", "\\", "\0"} & set(name) for name in names
    )


def test_a_link_that_leads_out_is_not_followed(root: Path) -> None:
    (root / "key.txt").symlink_to(root.parent / "output-private" / "key.txt")
    (root / "private").symlink_to(root.parent / "output-private")
    (root / "loop").symlink_to(root / "loop")
    for target in ("/key.txt", "/private/key.txt", "/private/", "/private", "/loop"):
        assert get(root, target).status == 404


def test_a_link_within_the_site_and_a_root_that_is_a_link_are_followed(root: Path) -> None:
    (root / "latest").symlink_to(root / "a b")
    (root.parent / "live").symlink_to(root)
    assert get(root.parent / "live", "/latest/%C3%A9/").body == b"<p>article"


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe.txt")
    assert get(root, "/pipe.txt").status == 404


def test_the_path_of_the_site_s_address_is_taken_off(root: Path) -> None:
    assert get(root, "/news/feed.json", prefix="/news").body == b"{}"
    assert get(root, "/news/a", prefix="/news").headers["Location"] == "/news/a/"
    for target in ("/", "/news"):
        answer = get(root, target, prefix="/news")
        assert (answer.status, answer.headers["Location"]) == (302, "/news/")
    assert get(root, "/feed.json", prefix="/news").status == 404
    assert get(root, "/newsfeed.json", prefix="/news").status == 404


# --- Headers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("search.json", "application/json; charset=utf-8"),
        ("feed.rss.xml", "application/xml; charset=utf-8"),
        ("feed.atom.xml", "application/xml; charset=utf-8"),
        ("all.opml", "text/x-opml; charset=utf-8"),
        ("Font.WOFF2", "font/woff2"),
        ("photo.avif", "image/avif"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_file_s_name_decides_its_type(name: str, expected: str) -> None:
    assert media_type(name) == expected


def test_every_text_type_names_its_charset() -> None:
    text = [
        kind for _, kind in TYPES if kind.startswith("text/") or "json" in kind or "+xml" in kind
    ]
    assert all(kind.endswith("; charset=utf-8") for kind in text)


def test_the_tag_is_made_of_the_bytes_alone(root: Path) -> None:
    first = get(root, "/feed.json").headers["ETag"]
    os.utime(root / "feed.json", (1, 1))
    assert get(root, "/feed.json").headers["ETag"] == first
    (root / "feed.json").write_text("[]", encoding="utf-8")
    os.utime(root / "feed.json", (1, 1))
    assert get(root, "/feed.json").headers["ETag"] != first


def test_a_client_that_has_the_bytes_gets_no_body(root: Path) -> None:
    tag = get(root, "/feed.json").headers["ETag"]
    for offered in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = get(root, "/feed.json", {"if-none-match": offered})
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert get(root, "/feed.json", {"if-none-match": '"other"'}).status == 200
    assert get(root, "/nowhere", {"if-none-match": "*"}).status == 404


def test_a_client_may_ask_by_date_and_the_tag_counts_before_it(root: Path) -> None:
    os.utime(root / "feed.json", (1_700_000_000.9, 1_700_000_000.9))
    same, older = (formatdate(1_700_000_000 - ago, usegmt=True) for ago in (0, 1))
    assert get(root, "/feed.json").headers["Last-Modified"] == same
    assert get(root, "/feed.json", {"if-modified-since": same}).status == 304
    assert get(root, "/feed.json", {"if-modified-since": older}).status == 200
    assert get(root, "/feed.json", {"if-modified-since": "yesterday"}).status == 200
    both = {"if-modified-since": same, "if-none-match": '"other"'}
    assert get(root, "/feed.json", both).status == 200


# --- The running server ---------------------------------------------------------------------


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
    code = "import sys; from pathlib import Path; from plugins import server; "
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

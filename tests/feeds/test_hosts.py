"""The files for web servers, in real nginx, Caddy and Apache: types, caching, who may read what."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from plugins.entry.responses import POLICY, UNKNOWN_TYPE, media_type
from tests.feeds.building import ROOT, Site
from tests.feeds.corpus import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVERS = ROOT / "theme/servers"
NGINX = """
daemon off; master_process off; pid {base}/pid; error_log {base}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {base}/body; proxy_temp_path {base}/proxy; fastcgi_temp_path {base}/fast;
    uwsgi_temp_path {base}/uwsgi; scgi_temp_path {base}/scgi;
    map_hash_bucket_size 256;
    map $uri $new {{ include {root}/redirects.map; }}
    server {{
        listen 127.0.0.1:{port}; root {root}; include {servers}/nginx.conf;
        if ($new) {{ return 301 $new; }}
    }}
}}
"""
CADDY = """
{{
	admin off
	auto_https off
	storage file_system {base}/caddy
}}
http://127.0.0.1:{port} {{
	root * {root}
	import {servers}/Caddyfile
}}
"""
APACHE = """
ServerRoot {base}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {base}/pid
ErrorLog {base}/error.log
DefaultRuntimeDir {base}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
TypesConfig /etc/mime.types
DocumentRoot {root}
<Directory {root}>
    AllowOverride All
    Require all granted
</Directory>
"""
#: What starts each server, with its configuration.
COMMANDS = {
    "nginx": (["nginx", "-c", "{conf}", "-p", "{base}"], NGINX),
    "caddy": (["caddy", "run", "--adapter", "caddyfile", "--config", "{conf}"], CADDY),
    "apache2": (["apache2", "-X", "-f", "{conf}"], APACHE),
}
#: An earlier address, as long as a slug gets.
EARLIER = f"2024/11/{'-'.join(['quais'] * 13)}/"
#: One that is not written as browsers ask for it.
ODD = "2019/été, au $port/"
TYPES = {
    "/": "text/html; charset=utf-8",
    "/feed.rss.xml": "application/xml; charset=utf-8",
    "/feed.atom.xml": "application/xml; charset=utf-8",
    "/section/monde/feed.atom.xml": "application/xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
    "/section/monde/feed.json": "application/feed+json; charset=utf-8",
    "/feeds/all.opml": "text/x-opml; charset=utf-8",
    "/theme/css/feed.css": "text/css; charset=utf-8",
}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    """By names in small letters."""
    body: bytes


@dataclass(frozen=True)
class Host:
    """A server that is running."""

    port: int

    def get(self, path: str, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=given)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, told, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("host"), {"PRECOMPRESS": ["gz", "br"]}, has_lists=True)
    made.settings["CONTACT_EMAIL"] = "desk@lefil.example"
    made.settings |= {"HOST_FILES": [".htaccess", "_headers"], "SITEURL": "https://lefil.example"}
    made.write(texts(20))
    moved = f"Title: Moved\nDate: 2024-11-02\nSlug: moved\nAliases: {EARLIER}; {ODD}\n\nText.\n"
    (made.base / "content/posts/moved.md").write_text(moved, "utf-8")
    made.build()
    return made


@contextmanager
def running(name: str, site: Site) -> Iterator[Host]:
    """The server on a free port; skips where it is not installed, but never where CI is set."""
    if shutil.which(name) is None:
        missing = f"no {name} on this machine (on Debian: apt install {name})"
        if os.environ.get("CI") and name != "apache2":
            pytest.fail(missing)
        pytest.skip(missing)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = site.base / name
    base.mkdir(exist_ok=True)
    for folder in (site.base, *site.base.parents[:3], site.output):
        folder.chmod(0o755)  # a server that was started by root reads as somebody else
    command, text = COMMANDS[name]
    places = {"base": base, "port": port, "root": site.output, "servers": SERVERS}
    conf = base / "conf"
    conf.write_text(text.format(**places))
    line = [part.format(conf=conf, base=base) for part in command]
    with (base / "log").open("wb") as log:
        process = subprocess.Popen(
            line, stdout=log, stderr=log, env={**os.environ, "HOME": str(base)}
        )
        try:
            _wait(port, process, base / "log")
            yield Host(port)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(log.read_text())


@pytest.fixture(scope="module", params=COMMANDS)
def host(request: pytest.FixtureRequest, site: Site) -> Iterator[Host]:
    with running(request.param, site) as found:
        yield found


def test_nginx_leads_on_from_earlier_addresses_with_the_lines_of_the_readme(site: Site) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for line in ("map_hash_bucket_size 256;", "if ($new) { return 301 $new; }"):
        assert line in readme
        assert line in NGINX.replace("{{", "{").replace("}}", "}")
    with running("nginx", site) as host:
        for old in (EARLIER, ODD):
            reply = host.get(f"/{quote(old)}")
            assert reply.status == 301
            assert reply.headers["location"].split("/", 3)[3] == "2024/11/moved/"
        assert host.get("/2024/11/moved/").status == 200


@pytest.mark.parametrize(("path", "media_type"), TYPES.items())
def test_each_file_has_its_type(host: Host, site: Site, path: str, media_type: str) -> None:
    reply = host.get(path)
    assert (reply.status, reply.headers["content-type"]) == (200, media_type)
    assert reply.body == site.read(path.removeprefix("/") or "index.html")


def test_every_kind_of_file_has_the_type_that_our_own_server_gives(host: Host, site: Site) -> None:
    """Script and fonts under either of their names."""
    kinds = {path.suffix: path for path in sorted(site.output.rglob("*.*")) if path.is_file()}
    same = {"application/javascript": "text/javascript", "application/font-woff2": "font/woff2"}
    for path in kinds.values():
        name = path.relative_to(site.output).as_posix()
        if media_type(name) == UNKNOWN_TYPE or path.name.startswith((".", "_")):
            continue
        told = host.get(f"/{quote(name)}").headers["content-type"].partition(";")[0]
        assert same.get(told, told) == media_type(name).partition(";")[0], name
    assert {".html", ".webmanifest", ".woff2", ".svg", ".txt", ".js"} <= kinds.keys()


def test_what_must_be_at_a_fixed_address_is_there(host: Host, site: Site) -> None:
    assert host.get("/.well-known/security.txt").body == site.read(".well-known/security.txt")


@pytest.mark.parametrize("path", ["/feed.rss.xml", "/feed.atom.xml", "/feed.json"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_unchanged_feed_is_not_sent_twice(host: Host, path: str, encoding: str) -> None:
    first = host.get(path, Accept_Encoding=encoding)
    assert first.headers["etag"]
    again = host.get(path, Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    modified = first.headers.get("last-modified")
    if modified:
        assert host.get(path, Accept_Encoding=encoding, If_Modified_Since=modified).status == 304
    assert first.headers["cache-control"] == "public, max-age=300"


def test_compressed_copies_are_handed_out(host: Host, site: Site) -> None:
    reply = host.get("/feed.atom.xml", Accept_Encoding="gzip")
    assert reply.headers["content-encoding"] == "gzip"
    assert reply.headers["content-type"] == "application/xml; charset=utf-8"
    assert "accept-encoding" in reply.headers["vary"].lower()
    assert len(reply.body) < len(site.read("feed.atom.xml")) // 2


@pytest.mark.parametrize("path", ["/", "/feed.atom.xml", "/feed.json", "/feeds/all.opml", "/none/"])
def test_every_answer_carries_the_policy(host: Host, path: str) -> None:
    headers = host.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_scripts_of_other_sites_may_read_json_alone(host: Host) -> None:
    assert host.get("/feed.json").headers["access-control-allow-origin"] == "*"
    assert host.get("/section/monde/feed.json").headers["access-control-allow-origin"] == "*"
    for path in ("/", "/feed.atom.xml", "/none/feed.xml"):
        assert "access-control-allow-origin" not in host.get(path).headers


def test_what_is_not_there_gets_the_sites_own_page(host: Host, site: Site) -> None:
    reply = host.get("/none/")
    assert (reply.status, reply.body) == (404, site.read("404.html"))


def test_hidden_files_are_not_served(host: Host) -> None:
    assert host.get("/.htaccess").status in {403, 404}
    assert host.get("/.seedpress").status in {403, 404}


def test_every_file_for_hosts_has_the_policy_of_our_own_server() -> None:
    for path in SERVERS.iterdir():
        assert POLICY in path.read_text("utf-8"), path.name


def test_no_header_is_told_twice_of_one_address() -> None:
    """Cloudflare joins the values of all rules that fit."""
    rules: dict[str, set[str]] = {}
    rule = ""
    for line in (SERVERS / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rule = line
        elif line.startswith("  "):
            rules.setdefault(rule, set()).add(line.strip().partition(":")[0])
    for path in ("/feed.json", "/section/x/feed.json", "/feed/archive/2024-10.atom.xml", "/"):
        names = [name for rule, its in rules.items() if fits(rule, path) for name in its]
        assert len(names) == len(set(names)), path


def fits(rule: str, path: str) -> bool:
    return re.fullmatch(re.escape(rule).replace(r"\*", ".*"), path) is not None

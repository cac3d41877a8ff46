"""What happens around the texts: theme, catalogue, settings, clock, output, cache, other builds."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

from tests.rebuild.edits_posts import Edit, Impossible
from tests.rebuild.newsroom import KEPT, Newsroom

_TEMPLATES = (
    *("article.html", "listing.html", "base.html", "front.html", "archive.html", "feeds.html"),
    *("page.html", "404.html", "moved.html", "partials/parts.html", "partials/footer.html"),
    *("corrections.html", "method.html"),
)
_BROKEN = "{% if %}"
#: Folders of the output that hold one page each.
_OF_A_PAGE = re.compile(r"(\d{4}/\d{2}|drafts)/[^/]+")
_SETTINGS: dict[str, tuple[Any, ...]] = {
    "SITENAME": ("Le Fil", "L’Autre", "A & B"),
    "SITESUBTITLE": ("", "Chaque jour"),
    "SITE_DESCRIPTION": ("", "Une revue de presse."),
    "SITEURL": ("", "https://news.example", "https://news.example/fr"),
    "SITE_ID": ("", "fil"),
    "TIMEZONE": ("Europe/Paris", "Asia/Tokyo", "America/Los_Angeles"),
    "DEFAULT_LANG": ("fr", "en", "ar", "sv"),
    "DEFAULT_CATEGORY": ("Actualités", "Monde"),
    "SECTIONS": ({"Monde": [], "Sport": []}, {"Sport": [], "Monde": []}, {}, {"Culture": []}),
    "CONTACT_EMAIL": ("", "desk@news.example"),
    "RIGHTS": ("", "© Le Fil"),
    "RIGHTS_URL": ("", "legal/"),
    "LINKS": ([], [("Mentions", "legal/"), ("Ailleurs", "https://elsewhere.example/")]),
    "ACCENT_COLOR": ("#9a1b1f", "#0b5d3b", ("#1a4d8f", "#8fb8ff")),
    "PAGE_LIMIT": (3, 5, 50),
    "FEED_LIMITS": ({}, {"site": 4, "section": 6, "tag": 2}, {"site": 6, "tag": 3}),
    "FEED_SUMMARIES": (["tag"], ["site", "section"], []),
    "FEED_ARCHIVES": (["site", "tag", "section"], ["source"], []),
    "PRECOMPRESS": (["gz"], ["br", "gz"], []),
    "HOST_FILES": (["_headers"], [".htaccess", "_headers"], []),
    "TRUST_HTML": (True, False),
    "STATIC_PATHS": (["images"], ["images", "files"], []),
    "ARTICLE_EXCLUDES": ([], ["posts/2026/11"], ["posts/2026"]),
    "LISTINGS": (["section", "archive"], ["tag", "source"], [], ["author", "language", "archive"]),
    "SOCIAL_CARDS": (0, 4, 9),
    "PICTURE_WIDTHS": ((480, 960), (), (300,)),
    "FEED_FORMATS": ({"site": ["atom"]}, {"site": ["rss", "json"], "tag": ["rss"]}, {}),
}


def change_setting(room: Newsroom) -> str:
    name = room.rng.choice(list(_SETTINGS))
    value = room.rng.choice([v for v in _SETTINGS[name] if v != room.settings.get(name)])
    room.settings[name] = value
    return f"{name} = {value!r}"


def edit_template(room: Newsroom) -> str:
    """With the same size and time of change, now and then."""
    name = room.rng.choice(_TEMPLATES)
    file = room.theme / "templates" / name
    text, before = file.read_text("utf-8"), file.stat()
    new, count = re.subn(r'class="(\w)', 'class="\\1x', text, count=1)
    if room.chance(0.3):
        new, count = re.subn(r"</p>", "</P>", text, count=1)
        file.write_text(new, "utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:
        file.write_text(new, "utf-8")
    return f"{name}: {count} changed"


def break_template(room: Newsroom) -> str:
    file = room.theme / "templates" / room.rng.choice(_TEMPLATES)
    file.write_text(file.read_text("utf-8") + _BROKEN, "utf-8")
    return file.name


def mend_templates(room: Newsroom) -> str:
    broken = [name for name in _TEMPLATES if _text(room, name).endswith(_BROKEN)]
    if not broken:
        raise Impossible
    for name in broken:
        file = room.theme / "templates" / name
        file.write_text(file.read_text("utf-8").removesuffix(_BROKEN), "utf-8")
    return ", ".join(broken)


def _text(room: Newsroom, template: str) -> str:
    return (room.theme / "templates" / template).read_text("utf-8")


def add_partial(room: Newsroom) -> str:
    """A template that another one includes from now on."""
    number = room.number()
    folder = room.theme / "templates"
    (folder / f"partials/new-{number}.html").write_text(f"<!-- {number} -->\n")
    file = folder / room.rng.choice(("partials/footer.html", "partials/masthead.html"))
    include = f'{{% include "partials/new-{number}.html" %}}\n'
    file.write_text(file.read_text("utf-8") + include, "utf-8")
    return f"new-{number}.html in {file.name}"


def edit_theme_file(room: Newsroom) -> str:
    file = room.theme / "static" / room.rng.choice(("css/site.css", "js/theme.js", "img/icon.svg"))
    if not file.exists():
        raise Impossible
    file.write_text(f"{file.read_text('utf-8')}/* {room.number()} */\n", "utf-8")
    return file.name


def add_theme_file(room: Newsroom) -> str:
    (room.theme / f"static/css/{room.number()}.css").write_text("p { margin: 0 }")
    return f"css/{room.serial}.css"


def remove_theme_file(room: Newsroom) -> str:
    found = sorted(path for path in (room.theme / "static").rglob("*") if path.is_file())
    file = room.rng.choice(found)
    file.unlink()
    return file.name


def edit_catalogue(room: Newsroom) -> str:
    lang = room.rng.choice(("fr", "fr", "ar", "en"))
    file = room.theme / f"translations/{lang}/LC_MESSAGES/seedpress.po"
    if not file.is_file():
        raise Impossible
    new = f'msgid "Archive"\nmsgstr "Archives {room.number()}"'
    text = re.sub(r'msgid "Archive"\nmsgstr ".*"', new, file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    return lang


def add_catalogue(room: Newsroom) -> str:
    folder = room.theme / "translations/sv/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    words = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    folder.joinpath("seedpress.po").write_text(f'{words}msgid "Feeds"\nmsgstr "Flöden"\n', "utf-8")
    return "sv"


def remove_catalogue(room: Newsroom) -> str:
    found = sorted((room.theme / "translations").iterdir())
    if not found:
        raise Impossible
    folder = room.rng.choice(found)
    shutil.rmtree(folder)
    return folder.name


def move_the_clock_on(room: Newsroom) -> str:
    """Over the time of posts that wait."""
    room.clock += room.rng.choice((60, 3600, 86_400, 864_000, 40 * 86_400))
    return f"{room.clock}"


def move_the_clock_back(room: Newsroom) -> str:
    room.clock -= room.rng.choice((3600, 86_400, 864_000))
    return f"{room.clock}"


def _an_output(room: Newsroom) -> Path:
    found = sorted(p for p in room.output.rglob("*") if p.is_file() and not p.name.startswith("."))
    found = [path for path in found if path.name != KEPT]
    if not found:
        raise Impossible
    return room.rng.choice(found)


def delete_an_output(room: Newsroom) -> str:
    path = _an_output(room)
    path.unlink()
    return str(path)


def delete_a_folder_of_outputs(room: Newsroom) -> str:
    folder = _an_output(room).parent
    shutil.rmtree(folder)
    return str(folder)


def overwrite_an_output(room: Newsroom) -> str:
    """With as many other bytes, in place; only who reads it can know if its time is set back."""
    path = _an_output(room)
    before = path.stat()
    path.write_bytes(b"#" * before.st_size)
    if room.chance(0.5):
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        room.wish.verify = True
    return f"{path} ({before.st_size} bytes), verify: {room.wish.verify}"


def put_a_folder_in_an_outputs_place(room: Newsroom) -> str:
    path = _an_output(room)
    path.unlink()
    path.mkdir()
    (path / "index.html").write_text("mine")
    return str(path)


def put_a_link_in_an_outputs_place(room: Newsroom) -> str:
    path = _an_output(room)
    path.unlink()
    path.symlink_to("/etc/hostname")
    return str(path)


def remove_the_output(room: Newsroom) -> str:
    shutil.rmtree(room.output, ignore_errors=True)
    return str(room.output)


def leave_a_file_in_the_output(room: Newsroom) -> str:
    """Into the folder of a single page only a build that verifies has to look for it."""
    folder = _an_output(room).parent
    below = folder / room.rng.choice(("", "", f"new-{room.number()}/deep"))
    below.mkdir(parents=True, exist_ok=True)
    (below / "stray.html").write_text("left behind")
    room.wish.verify |= _OF_A_PAGE.fullmatch(folder.relative_to(room.output).as_posix()) is not None
    return f"{below}, verify: {room.wish.verify}"


def keep_a_file_in_the_output(room: Newsroom) -> str:
    """Of others, named in OUTPUT_RETENTION."""
    if not room.output.is_dir():
        raise Impossible
    (room.output / KEPT).write_text("news.example")
    return KEPT


def delete_the_cache(room: Newsroom) -> str:
    shutil.rmtree(room.cache, ignore_errors=True)
    return str(room.cache)


def spoil_the_cache(room: Newsroom) -> str:
    """As a full disk or another program leaves it."""
    found = sorted(p for p in room.cache.rglob("*") if p.is_file())
    junk = room.rng.choice((b"", b"no database at all\n" * 300))
    for path in found:
        path.write_bytes(junk)
    return ", ".join(path.name for path in found) or "nothing there"


def build_in_full(room: Newsroom) -> str:
    room.wish.full = True
    return "--full"


def kill_a_build(room: Newsroom) -> str:
    room.wish.killed_at = room.rng.choice((1, 3, 10, 30, 100, 200)) + room.rng.randrange(100)
    return f"at write {room.wish.killed_at}"


def fail_a_build(room: Newsroom) -> str:
    room.wish.failing_at = room.rng.choice((1, 3, 10, 30, 100, 200)) + room.rng.randrange(100)
    return f"at write {room.wish.failing_at}"


EDITS: tuple[Edit, ...] = (
    *(change_setting, change_setting, edit_template, edit_template, break_template),
    *(mend_templates, add_partial, edit_theme_file, add_theme_file, remove_theme_file),
    *(edit_catalogue, add_catalogue, remove_catalogue, move_the_clock_on, move_the_clock_on),
    *(move_the_clock_back, delete_an_output, delete_a_folder_of_outputs, overwrite_an_output),
    *(put_a_folder_in_an_outputs_place, put_a_link_in_an_outputs_place, remove_the_output),
    *(leave_a_file_in_the_output, keep_a_file_in_the_output, delete_the_cache, spoil_the_cache),
    *(build_in_full, kill_a_build, kill_a_build, fail_a_build),
)

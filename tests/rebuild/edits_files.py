"""What happens to files whatever is in them: touched, replaced, moved, made to look unchanged."""

from __future__ import annotations

import os
import shutil

from tests.rebuild import writing
from tests.rebuild.edits_posts import Edit, Impossible, a_post, change
from tests.rebuild.newsroom import Newsroom, picture


def _one_of(room: Newsroom, *folders: str) -> str:
    found = room.files(*folders)
    if not found:
        raise Impossible
    return room.rng.choice(found)


def touch(room: Newsroom) -> str:
    path = room.rng.choice([*room.posts(), *room.files("images", "files")])
    time = room.rng.choice((None, (1, 1), (2_000_000_000, 2_000_000_000)))
    os.utime(room.content / path, time)
    return f"{path} at {time}"


def write_the_same_again(room: Newsroom) -> str:
    path = room.rng.choice(room.posts())
    room.put(path, room.texts[path])
    return path


def change_bytes_alone(room: Newsroom) -> str:
    """Other bytes of the same number, in place, the time of change set back."""
    path = a_post(room)
    file = room.content / path
    before = file.stat()
    text = room.texts[path].copy()
    title = text.keys.get("Title", "")
    if not title:
        raise Impossible
    text.keys["Title"] = ("X" if title[0] != "X" else "Y") * len(title[0].encode()) + title[1:]
    room.texts[path] = text
    file.write_bytes(text.render())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    return path


def replace_picture(room: Newsroom) -> str:
    path = _one_of(room, "images")
    room.write(path, picture(room.rng, room.rng.choice((4, 5, 640)), 9))
    return path


def spoil_picture(room: Newsroom) -> str:
    path = _one_of(room, "images")
    room.write(path, b"no picture at all")
    return path


def add_picture(room: Newsroom) -> str:
    """One that posts may name already."""
    path = room.rng.choice(("images/none.png", f"images/{room.number()}.png"))
    room.write(path, picture(room.rng, 4, 4))
    return path


def add_file(room: Newsroom) -> str:
    """One that posts may link to already; among posts it is published only if they do."""
    number = room.number()
    path = room.rng.choice(("files/none.txt", f"posts/beside-{number}.txt", f"images/{number}.txt"))
    room.write(path, f"{number}".encode())
    return path


def edit_file(room: Newsroom) -> str:
    path = _one_of(room, "files", "posts", "images")
    room.write(path, f"{room.number()}".encode())
    return path


def remove_file(room: Newsroom) -> str:
    path = _one_of(room, "files", "posts", "images")
    (room.content / path).unlink()
    return path


def rename_file(room: Newsroom) -> str:
    path = _one_of(room, "files", "posts", "images")
    new = f"{path.rpartition('/')[0]}/renamed-{room.number()}.{path.rpartition('.')[2]}"
    (room.content / path).rename(room.content / new)
    return f"{path} → {new}"


def remove_images(room: Newsroom) -> str:
    if not (room.content / "images").is_dir():
        raise Impossible
    shutil.rmtree(room.content / "images")
    return "images"


def take_a_page(room: Newsroom) -> str:
    """A static file that wants the place of a page."""
    name = room.rng.choice(("index.html", "404.html", "about/index.html"))
    room.settings["STATIC_PATHS"] = ["images", "rest"]
    room.settings["EXTRA_PATH_METADATA"] = {f"rest/{name}": {"path": name}}
    room.write(f"rest/{name}", b"<p>mine</p>")
    return f"rest/{name}"


def add_page(room: Newsroom) -> str:
    name = f"page {room.number()}"
    text = writing.page(room, name)
    if room.chance(0.3):
        text.keys["Status"] = room.rng.choice(("draft", "hidden"))
    room.put(f"pages/{name}.md", text)
    return f"pages/{name}.md: {text.keys}"


def edit_page(room: Newsroom) -> str:
    if not room.pages():
        raise Impossible
    path = room.rng.choice(room.pages())
    room.put(path, writing.page(room, "edited"))
    return path


def remove_page(room: Newsroom) -> str:
    if not room.pages():
        raise Impossible
    path = room.rng.choice(room.pages())
    room.drop(path)
    return path


def give_a_page_a_url(room: Newsroom) -> str:
    """Its own, or that of a post; the one that it had may stay alive."""
    if not room.pages():
        raise Impossible
    url = room.texts[a_post(room, "Url")].keys["Url"]
    given = room.rng.choice((url, f"own-{room.number()}/", "archive/"))
    path = room.rng.choice(room.pages())
    old = room.texts[path].keys.get("Url", "") if room.chance(0.8) else "2019/old-page/"
    return change(room, path, Url=given, Aliases=old)


def link_out(room: Newsroom) -> str:
    """Symbolic links that lead out of the content folder, or to a folder."""
    number = room.number()
    target = room.rng.choice(("/etc/hostname", ".", "nowhere.md"))
    path = f"posts/out-{number}.md"
    room.content.joinpath("posts").mkdir(exist_ok=True)
    (room.content / path).symlink_to(target)
    return f"{path} → {target}"


def take_a_place_of_the_sites(room: Newsroom) -> str:
    """A file that a post links to stands in the place of one of the site's own, or did."""
    name = room.rng.choice(("_redirects", "redirects.map", "robots.txt", "_headers", "sitemap.xml"))
    if (room.content / name).exists() and room.chance(0.5):
        (room.content / name).unlink()
        return f"no {name}"
    room.write(name, f"{room.number()}".encode())
    path = a_post(room)
    text = room.texts[path].copy()
    text.body += f"\n\n[x]({{static}}/{name})"
    room.put(path, text)
    return f"{path}: {name}"


EDITS: tuple[Edit, ...] = (
    *(touch, write_the_same_again, change_bytes_alone, change_bytes_alone, replace_picture),
    *(spoil_picture, add_picture, add_file, edit_file, remove_file, rename_file, remove_images),
    *(take_a_page, add_page, edit_page, remove_page, give_a_page_a_url, link_out),
    take_a_place_of_the_sites,
)

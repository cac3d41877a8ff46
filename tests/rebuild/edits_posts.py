"""What editors do to posts. Each edit says in words what it did, or raises Impossible."""

from __future__ import annotations

import posixpath
import re
import shutil
import unicodedata
from collections.abc import Callable

from tests.rebuild import writing
from tests.rebuild.newsroom import Newsroom, Text

Edit = Callable[[Newsroom], str]


class Impossible(Exception):  # noqa: N818  # no error: another edit is made instead
    """There is nothing in the newsroom that could be edited so."""


def a_post(room: Newsroom, having: str = "") -> str:
    """Path of a readable post, of one with the line ``having`` if named."""
    texts = ((path, room.texts[path]) for path in room.posts())
    found = [p for p, text in texts if not text.raw and (not having or having in text.keys)]
    if not found:
        raise Impossible
    return room.rng.choice(found)


def change(room: Newsroom, path: str, **lines: str) -> str:
    """Gives lines of a post new values, an empty one takes the line away; says so."""
    text = room.texts[path].copy()
    for key, value in lines.items():
        text.keys.pop(key, None)
        if value:
            text.keys[key] = value
    room.put(path, text)
    return f"{path}: {lines}"


def lang_of(room: Newsroom, path: str) -> str:
    """A language of which there are words."""
    lang = room.texts[path].keys.get("Lang", "fr")
    return lang if lang in writing.WORDS else "fr"


def add(room: Newsroom) -> str:
    text = writing.post(room)
    path = writing.path(room, text)
    room.put(path, text)
    return f"{path}: {text.keys}"


def add_first_of_a_section(room: Newsroom) -> str:
    text = writing.post(room)
    text.keys["Category"] = f"Rubrique {room.number()}"
    path = writing.path(room, text)
    room.put(path, text)
    return f"{path}: {text.keys}"


def add_one_that_waits(room: Newsroom) -> str:
    text = writing.post(room)
    text.keys["Date"] = writing.coming(room).strftime("%Y-%m-%d %H:%M")
    path = writing.path(room, text)
    room.put(path, text)
    return f"{path}: {text.keys}"


def add_many(room: Newsroom) -> str:
    return "; ".join(add(room).partition(":")[0] for _ in range(6))


def edit_body(room: Newsroom) -> str:
    path = a_post(room)
    text = room.texts[path].copy()
    text.body = writing.body(room, lang_of(room, path))
    room.put(path, text)
    return f"{path}: {text.body!r}"


def edit_many(room: Newsroom) -> str:
    return "; ".join(edit_body(room).partition(":")[0] for _ in range(8))


def edit_title(room: Newsroom) -> str:
    path = a_post(room)
    return change(room, path, Title=writing.sentence(room.rng, lang_of(room, path), 4))


def edit_a_line(room: Newsroom) -> str:
    path = a_post(room)
    keys = ("Category", "Tags", "Authors", "Source", "Lang", "Summary", "Note", "Modified")
    key = room.rng.choice((*keys, "Rights", "Robots", "Canonical"))
    gone = room.chance(0.2)
    return change(room, path, **{key: "" if gone else writing.value(room, key, "fr")})


def delete(room: Newsroom) -> str:
    path = room.rng.choice(room.posts())
    room.drop(path)
    return path


def delete_a_folder(room: Newsroom) -> str:
    folders = {posixpath.dirname(path) for path in room.posts()} - {"posts"}
    if not folders:
        raise Impossible
    folder = room.rng.choice(sorted(folders))
    shutil.rmtree(room.content / folder)
    for path in [*room.texts, *room.links]:
        if path.startswith(f"{folder}/"):
            room.texts.pop(path, None)
            room.links.pop(path, None)
    return folder


def rename(room: Newsroom) -> str:
    path = room.rng.choice(room.posts())
    name = room.rng.choice(("renamed", "été", "Text", "a"))
    new = f"{posixpath.dirname(path)}/{name}-{room.number()}.md"
    room.move(path, new)
    return f"{path} → {new}"


def move(room: Newsroom) -> str:
    path = room.rng.choice(room.posts())
    folder = room.rng.choice(("posts", "posts/2026/11", "posts/déplacés", "posts/a/b/c"))
    new = f"{folder}/{posixpath.basename(path)}"
    if new == path:
        raise Impossible
    room.move(path, new)
    return f"{path} → {new}"


def rename_over_another(room: Newsroom) -> str:
    one, other = room.rng.sample(room.posts(), 2)
    room.move(one, other)
    return f"{one} → {other}"


def exchange_two(room: Newsroom) -> str:
    one, other = room.rng.sample(room.posts(), 2)
    between = f"{posixpath.dirname(one)}/between.md"
    for path, new in ((one, between), (other, one), (between, other)):
        room.move(path, new)
    return f"{one} ↔ {other}"


def retag(room: Newsroom) -> str:
    path = a_post(room)
    return change(room, path, Tags=writing.value(room, "Tags", "fr"))


def tag_many(room: Newsroom) -> str:
    """Across PAGE_LIMIT, above which a tag has pages of years."""
    tag = room.rng.choice(writing.TAGS)
    for _ in range(4):
        change(room, a_post(room), Tags=f"{tag}, prix")
    return f"four posts are tagged {tag}"


def untag_many(room: Newsroom) -> str:
    tag = room.rng.choice(writing.TAGS)
    texts = ((path, room.texts[path]) for path in room.posts())
    found = [path for path, text in texts if tag in text.keys.get("Tags", "").split(", ")]
    if not found:
        raise Impossible
    for path in found:
        left = [name for name in room.texts[path].keys["Tags"].split(", ") if name != tag]
        change(room, path, Tags=", ".join(left))
    return f"no post is tagged {tag}"


def empty_a_section(room: Newsroom) -> str:
    section = room.texts[a_post(room, "Category")].keys["Category"]
    found = [p for p in room.posts() if room.texts[p].keys.get("Category") == section]
    for path in found:
        if room.chance(0.5):
            room.drop(path)
        else:
            change(room, path, Category="Sport" if section != "Sport" else "Monde")
    return f"no post is in {section}"


def redate(room: Newsroom) -> str:
    return change(room, a_post(room, "Date"), Date=writing.date(room))


def reslug(room: Newsroom) -> str:
    return change(room, a_post(room), Slug=f"slug {room.number()}")


def change_url(room: Newsroom) -> str:
    """As an editor should: the old address leads to the new one."""
    path = a_post(room, "Url")
    old = room.texts[path].keys["Url"] if room.chance(0.8) else ""
    return change(room, path, Url=f"2026/11/new-{room.number()}/", Aliases=old)


def add_alias(room: Newsroom) -> str:
    """Sometimes an address where something stands, or nothing may stand."""
    given = [t.keys["Url"] for t in room.texts.values() if "Url" in t.keys]
    odd = room.rng.choice((*given, "section/sport/", "../x/", "about/", "_redirects/"))
    alias = odd if room.chance(0.3) else writing.value(room, "Aliases", "fr")
    return change(room, a_post(room), Aliases=alias)


def remove_id(room: Newsroom) -> str:
    return change(room, a_post(room, "Id"), Id="")


def flip_status(room: Newsroom) -> str:
    path = a_post(room)
    now = room.texts[path].keys.get("Status", "")
    others = [s for s in ("", "draft", "hidden", "withdrawn", "published") if s != now]
    return change(room, path, Status=room.rng.choice(others))


def move_the_pin(room: Newsroom) -> str:
    for path in room.posts():
        if "Pinned" in room.texts[path].keys:
            change(room, path, Pinned="")
    return change(room, a_post(room), Pinned="yes")


def change_links(room: Newsroom) -> str:
    path = a_post(room)
    text = room.texts[path].copy()
    text.body = f"{text.body.partition(chr(10))[0]}\n\n{writing.link(room)} {writing.link(room)}"
    room.put(path, text)
    return f"{path}: {text.body!r}"


def tell_links_from_its_folder(room: Newsroom) -> str:
    found = [path for path in room.posts() if "{filename}/" in room.texts[path].body]
    if not found:
        raise Impossible
    path = room.rng.choice(found)
    text, folder = room.texts[path].copy(), posixpath.dirname(path)

    def relative(match: re.Match[str]) -> str:
        return "{filename}" + posixpath.relpath(match[1], folder)

    text.body = re.sub(r"\{filename\}/([^)\s]+)", relative, text.body)
    room.put(path, text)
    return f"{path}: {text.body!r}"


def translate(room: Newsroom) -> str:
    one = a_post(room, "Id")
    lang = room.rng.choice([x for x in writing.WORDS if x != lang_of(room, one)])
    text = writing.post(room)
    text.keys |= {"Lang": lang, "Translation_of": room.texts[one].keys["Id"]}
    path = writing.path(room, text)
    room.put(path, text)
    return f"{path} translates {one}"


def set_image(room: Newsroom) -> str:
    path = a_post(room)
    image = writing.value(room, "Image", "fr")
    words = {"Image_alt": "Un port", "Image_credit": "AFP"} if room.chance(0.5) else {}
    return change(room, path, Image=image, **words)


def clear_image(room: Newsroom) -> str:
    return change(room, a_post(room, "Image"), Image="")


def break_front_matter(room: Newsroom) -> str:
    broken = (
        *({"Date": "gestern"}, {"Date": ""}, {"Title": ""}, {"Lang": "klingon"}),
        *({"Status": "secret"}, {"Url": "../../evil/"}, {"Url": "section/monde/"}),
        *({"Statuss": "draft"}, {"Tagz": "a"}, {"Save_as": "index.html"}),
    )
    return change(room, a_post(room), **room.rng.choice(broken))


def spoil(room: Newsroom) -> str:
    path = a_post(room)
    text = room.texts[path].copy()
    text.raw = room.rng.choice((b"\xff\xfe\x00\x01", b"Title: \xe9t\xe9\nDate: x\n\n\xff", b" "))
    room.put(path, text)
    return f"{path}: {text.raw!r}"


def mend(room: Newsroom) -> str:
    def is_broken(text: Text) -> bool:
        odd = {"Statuss", "Tagz", "Save_as"} & text.keys.keys()
        return bool(text.raw or odd) or not {"Title", "Date"} <= text.keys.keys()

    found = [path for path in room.posts() if is_broken(room.texts[path])]
    if not found:
        raise Impossible
    path = room.rng.choice(found)
    room.put(path, writing.post(room))
    return path


def claim_the_same_url(room: Newsroom) -> str:
    """The same to the letter, in another case, or composed otherwise."""
    url = room.texts[a_post(room, "Url")].keys["Url"]
    path = a_post(room)
    odd = room.rng.choice(
        (url, url.upper(), f"{url}below/", f"{url}index.html.gz/", f"{url[:-1]}.html")
    )
    return change(room, path, Url=odd)


def claim_the_same_letters(room: Newsroom) -> str:
    url = f"2026/10/été-{room.number()}/"
    one, other = a_post(room), a_post(room)
    change(room, one, Url=unicodedata.normalize("NFC", url))
    return f"{one}; {change(room, other, Url=unicodedata.normalize('NFD', url))}"


def claim_the_same_slug(room: Newsroom) -> str:
    one = a_post(room, "Date")
    text = writing.post(room)
    text.keys.pop("Url", None)
    text.keys |= {"Slug": f"same {room.serial % 3}", "Date": room.texts[one].keys["Date"]}
    change(room, one, Slug=text.keys["Slug"], Url="")
    path = writing.path(room, text)
    room.put(path, text)
    return f"{one} and {path}: {text.keys['Slug']}"


def claim_the_same_id(room: Newsroom) -> str:
    id_ = room.rng.choice(writing.ids(room) or ["urn:x:1"])
    return change(room, a_post(room), Id=id_)


def settle_a_claim(room: Newsroom) -> str:
    """Of two posts with one id or address one goes, or gets another; where none are, two claim."""
    for key in ("Id", "Url"):
        holders: dict[str, list[str]] = {}
        for path in room.posts():
            if value := room.texts[path].keys.get(key):
                holders.setdefault(value, []).append(path)
        if twins := next((paths for paths in holders.values() if len(paths) > 1), None):
            path = room.rng.choice(twins)
            if room.chance(0.5):
                return change(room, path, **{key: ""})
            room.drop(path)
            return path
    return claim_the_same_id(room)


def link_to_a_text(room: Newsroom) -> str:
    """A post that is a symbolic link to a text elsewhere in the content folder."""
    number = room.number()
    stored, path = f"store/{number}.md", f"posts/linked-{number}.md"
    room.put(stored, writing.post(room))
    up = room.content / path
    up.parent.mkdir(parents=True, exist_ok=True)
    up.symlink_to(f"../{stored}")
    room.links[path] = stored
    return f"{path} → {stored}"


def edit_behind_a_link(room: Newsroom) -> str:
    if not room.links:
        return f"{link_to_a_text(room)} (none to edit)"
    stored = room.rng.choice(sorted(room.links.values()))
    room.put(stored, writing.post(room))
    return stored


EDITS: tuple[Edit, ...] = (
    *(add, add, add_first_of_a_section, add_one_that_waits, add_many, edit_body, edit_body),
    *(edit_many, edit_title, edit_title, edit_a_line, edit_a_line, delete, delete),
    *(delete_a_folder, rename, move, rename_over_another, exchange_two, retag, tag_many),
    *(untag_many, empty_a_section, redate, redate, reslug, change_url, add_alias, remove_id),
    *(flip_status, flip_status, move_the_pin, change_links, tell_links_from_its_folder),
    *(translate, set_image, clear_image, break_front_matter, spoil, mend),
    *(claim_the_same_url, claim_the_same_letters, claim_the_same_slug, claim_the_same_id),
    *(settle_a_claim, settle_a_claim, link_to_a_text, edit_behind_a_link),
)

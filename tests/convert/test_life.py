"""A newsroom's life at random: seeds and posts change, move, vanish and come back."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from plugins.model import Action
from tests.convert.newsroom import Newsroom

KEYS = ("a.txt", "b.txt", "c.txt", "sub/a.txt", "sub/d.txt")
texts = st.builds(
    lambda title, tag, body: f"{title}\nT: {tag}\n{body}\n",
    st.sampled_from(["Un", "un", "Deux", "Trois mots ici", "Note: x"]),
    st.sampled_from(["x", "y, z"]),
    st.lists(
        st.sampled_from(["Alpha.", "Bêta *gamma*.", "# Delta\n1. Epsilon", "Status: draft"]),
        max_size=4,
    ).map("\n".join),
)
keys = st.sampled_from(KEYS)
picks = st.integers(0, 20)


class Life(RuleBasedStateMachine):
    """Ids and addresses never change, no word of an editor vanishes, a second run is quiet."""

    @initialize()
    def open_newsroom(self) -> None:
        self.room = Newsroom(Path(tempfile.mkdtemp(prefix="newsroom")))
        self.urls: dict[str, str] = {}
        self.words: dict[str, set[str]] = {}
        self.count = 0

    def teardown(self) -> None:
        if hasattr(self, "room"):
            shutil.rmtree(self.room.root)

    def seed_path(self, key: str) -> Path:
        return self.room.settings.seeds / key

    def new_word(self, path: Path) -> str:
        """A word that only the editor of the post in ``path`` can have written."""
        self.count += 1
        word = f"editor{self.count}"
        name = path.relative_to(self.room.settings.content).as_posix()
        self.words.setdefault(self.room.posts()[name].post.id, set()).add(word)
        return word

    @rule(key=keys, text=texts)
    def write_a_seed(self, key: str, text: str) -> None:
        self.room.seed(key, text)

    @rule(key=keys)
    def empty_a_seed(self, key: str) -> None:
        self.room.seed(key, "")

    @rule(
        key=keys,
        category=st.sampled_from(['"Monde"', '"France"', "1"]),
        more=st.sampled_from(["", "date = 2020-01-02", "modified = 2021-01-02", 'slug = "x"']),
    )
    def write_a_sidecar(self, key: str, category: str, more: str) -> None:
        self.room.seed(f"{key}.toml", f"category = {category}\n{more}\n")

    @rule(key=keys)
    def remove_a_sidecar(self, key: str) -> None:
        self.seed_path(f"{key}.toml").unlink(missing_ok=True)

    @precondition(lambda self: self.room.paths())
    @rule(pick=picks)
    def settle_a_conflict(self, pick: int) -> None:
        paths = self.room.paths()
        path = paths[pick % len(paths)]
        lines = path.read_text("utf-8").split("\n")
        path.write_text("\n".join(x for x in lines if not x.startswith("Conflict:")), "utf-8")

    @rule(key=keys)
    def remove_a_seed(self, key: str) -> None:
        self.seed_path(key).unlink(missing_ok=True)

    @rule(old=keys, new=keys)
    def rename_a_seed(self, old: str, new: str) -> None:
        if self.seed_path(old).exists() and not self.seed_path(new).exists():
            self.seed_path(new).parent.mkdir(exist_ok=True)
            self.seed_path(old).rename(self.seed_path(new))

    @rule(first=keys, second=keys)
    def swap_two_seeds(self, first: str, second: str) -> None:
        paths = self.seed_path(first), self.seed_path(second)
        if all(path.exists() for path in paths):
            held = [path.read_bytes() for path in paths]
            for path, raw in zip(paths, reversed(held), strict=True):
                path.write_bytes(raw)

    @precondition(lambda self: self.room.paths())
    @rule(pick=picks, line=st.sampled_from(["Title: ", "Summary: ", "Mood: ", "\n", "Tags: q, "]))
    def edit_a_post(self, pick: int, line: str) -> None:
        paths = self.room.paths()
        path = paths[pick % len(paths)]
        word = self.new_word(path)
        header, _, body = path.read_text("utf-8").partition("\n\n")
        if line == "\n":
            body = f"{body.rstrip()}\n\n{word}\n"
        else:
            key = line.partition(":")[0]
            kept = [old for old in header.split("\n") if not old.startswith(f"{key}:")]
            lost = {old for old in header.split("\n") if old.startswith(f"{key}:")}
            ours = next(iter(set(self.words) & {self.id_in(header)}))
            self.words[ours] -= {each for each in self.words[ours] if each in " ".join(lost)}
            header = "\n".join([f"{line}{word}", *kept])
            self.words[ours].add(word)
        path.write_text(f"{header}\n\n{body}", "utf-8")

    @staticmethod
    def id_in(header: str) -> str:
        return next(line[4:] for line in header.split("\n") if line.startswith("Id: "))

    @precondition(lambda self: self.room.paths())
    @rule(pick=picks, place=picks, is_own=st.booleans())
    def edit_a_paragraph(self, pick: int, place: int, is_own: bool) -> None:
        """A word in a paragraph, or in one of its own."""
        paths = self.room.paths()
        path = paths[pick % len(paths)]
        word = self.new_word(path)
        header, *body = path.read_text("utf-8").rstrip("\n").split("\n\n")
        at = place % (len(body) + 1)
        if is_own or at == len(body):
            body.insert(at, word)
        else:
            body[at] += f" {word}"
        path.write_text("\n\n".join([header, *body]) + "\n", "utf-8")

    @precondition(lambda self: self.room.paths())
    @rule(pick=picks)
    def move_a_post(self, pick: int) -> None:
        paths = self.room.paths()
        path = paths[pick % len(paths)]
        folder = self.room.settings.content / "moved"
        folder.mkdir(exist_ok=True)
        self.count += 1
        path.rename(folder / f"{self.count}.md")

    @precondition(lambda self: self.room.paths())
    @rule(pick=picks)
    def delete_a_post(self, pick: int) -> None:
        paths = self.room.paths()
        path = paths[pick % len(paths)]
        post_id = self.id_in(path.read_text("utf-8"))
        path.unlink()
        self.urls.pop(post_id, None)
        self.words.pop(post_id, None)

    @rule()
    def convert(self) -> None:
        report = self.room.sync()
        posts = list(self.room.posts().values())
        ids = {each.post.id: each.post.url for each in posts}
        assert len(ids) == len(posts)
        assert len({url.casefold() for url in ids.values()}) == len(posts)
        assert self.urls.items() <= ids.items()
        self.urls = ids
        self.check_words()
        self.check_seeds({each.key: each.action for each in report.decisions})
        self.check_quiet()

    def check_words(self) -> None:
        for path in self.room.paths():
            text = path.read_text("utf-8")
            assert all(word in text for word in self.words.get(self.id_in(text), ()))

    def check_seeds(self, actions: dict[str, Action]) -> None:
        """Each seed has a post of its words, unless it has a reason not to."""
        posts = {each.provenance.seed: each for each in self.room.posts().values()}
        for key in KEYS:
            path = self.seed_path(key)
            if not path.exists():
                assert key not in posts or posts[key].provenance.seed_removed
            elif actions[key] not in {Action.SKIPPED, Action.REFUSED}:
                document = posts[key]
                assert not document.provenance.seed_removed
                title = path.read_text("utf-8").split("\n")[0]
                assert document.post.title == title or "editor" in document.post.title

    def check_quiet(self) -> None:
        before = self.room.state()
        again = self.room.sync()
        loud = {Action.NEW, Action.UPDATED, Action.RENAMED, Action.KEPT}
        assert not loud & {each.action for each in again.decisions}
        assert self.room.state() == before


Life.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestLife = Life.TestCase

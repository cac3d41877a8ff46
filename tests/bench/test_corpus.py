"""The made-up archive: the same each time, and of the shape that is promised."""

from __future__ import annotations

import json
import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from plugins.convert.posts import document, parse
from tests.bench import forms
from tests.bench.corpus import END, PARAGRAPHS, START, TARGET, Corpus

SIZE = 1000


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(SIZE)


def marked(corpus: Corpus) -> int:
    """Number of the first article that has marks and a link to another one."""
    return next(i for i in range(20, SIZE) if TARGET in corpus.article(i).body)


def test_the_same_size_and_seed_make_the_same_articles_in_any_order(corpus: Corpus) -> None:
    again = Corpus(SIZE)
    assert [again.article(i) for i in (700, 3, 43)] == [corpus.article(i) for i in (700, 3, 43)]
    assert Corpus(SIZE, seed=1).article(3) != corpus.article(3)


def test_no_two_articles_are_alike(corpus: Corpus) -> None:
    articles = [corpus.article(i) for i in range(SIZE + 2)]
    assert len({a.body for a in articles}) == len({a.place for a in articles}) == SIZE + 2
    assert len({a.place.path for a in articles}) == SIZE + 2


def test_articles_have_six_hundred_words_in_twelve_paragraphs(corpus: Corpus) -> None:
    plain = [corpus.article(i) for i in range(200) if i % 10 != 3]
    assert {len(a.body.split("\n\n")) for a in plain} == {PARAGRAPHS}
    assert all(600 <= len(a.body.split()) < 640 for a in plain)


def test_the_archive_has_the_promised_names_and_each_is_used(corpus: Corpus) -> None:
    articles = [corpus.article(i) for i in range(SIZE)]
    assert {len(set(a.tags)) for a in articles} == {5}
    assert len({tag for a in articles for tag in a.tags}) == len(set(corpus.tags)) == 500
    assert len({a.author for a in articles}) == len(set(corpus.authors)) == 40
    assert len({a.section for a in articles}) == 8
    assert len({a.source for a in articles}) == 7
    languages = Counter(a.lang for a in articles)
    assert languages["fr"] == pytest.approx(2 * languages["en"], rel=0.01)


def test_the_archive_grows_evenly_over_ten_years(corpus: Corpus) -> None:
    moments = [corpus.article(i).place.moment for i in range(SIZE + 2)]
    assert moments == sorted(moments)
    assert moments[0] >= START
    assert moments[-1] < END
    assert {m.year for m in moments} == set(range(2016, 2026))


def test_the_added_article_opens_no_new_month() -> None:
    for size in (1000, 10_000, 100_000):
        corpus = Corpus(size)
        last, more = corpus.article(size - 1), corpus.article(corpus.more)
        assert more.place.path[:8] == last.place.path[:8] == "2025/12/"


def test_one_article_in_ten_has_marks(corpus: Corpus) -> None:
    with_marks = [i for i in range(SIZE) if "**" in corpus.article(i).body]
    assert len(with_marks) == SIZE / 10
    body = corpus.article(with_marks[0]).body
    assert re.search(r"^> ", body, re.MULTILINE)
    assert re.search(r"^- ", body, re.MULTILINE)
    assert re.search(r"^## ", body, re.MULTILINE)
    assert re.search(r"\]\(https://", body)


def test_links_lead_to_articles_that_are_there_and_stay(corpus: Corpus) -> None:
    targets = [target for i in range(SIZE) if (target := corpus.article(i).target)]
    places = {corpus.article(i).place for i in range(SIZE)}
    assert len(targets) == SIZE / 20 - 1
    assert set(targets) <= places - {corpus.article(corpus.deleted).place}


def test_an_edited_article_differs_in_its_sixth_paragraph_alone(corpus: Corpus) -> None:
    one, other = (corpus.article(corpus.edited, edition) for edition in (0, 1))
    pairs = zip(one.body.split("\n\n"), other.body.split("\n\n"), strict=True)
    assert [a == b for a, b in pairs] == [i != 5 for i in range(PARAGRAPHS)]
    assert (one.place, one.title, one.summary) == (other.place, other.title, other.summary)


def test_every_form_of_an_article_is_read_as_it_is_meant(corpus: Corpus) -> None:
    article = corpus.article(marked(corpus))
    read = parse.parse(forms.seedpress(article), "a.md", ZoneInfo("UTC"))
    assert isinstance(read, document.Document)
    post = read.post
    assert (post.title, post.lang, post.tags) == (article.title, article.lang, article.tags)
    assert post.published == article.place.moment
    assert "Lang:" not in forms.pelican(article)
    head, _, body = forms.hugo(article).removeprefix("---\n").partition("---\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    assert json.loads(values["title"]) == article.title
    assert json.loads(values["tags"]) == list(article.tags)
    assert article.target is not None
    assert f"(/{article.target.path}/)" in body
    assert f"{{filename}}/posts/{article.target.path}.md" in forms.pelican(article)


def test_a_raw_text_begins_with_its_headline_and_has_no_marks() -> None:
    for size in (12, 13, 1000):
        corpus = Corpus(size)
        article = corpus.article(corpus.seed_text)
        text = forms.seed(article)
        assert text.splitlines()[0] == article.title
        assert article.author in text
        assert article.source in text.splitlines()[-1]
        assert not re.search(r"[*{\[]", text)

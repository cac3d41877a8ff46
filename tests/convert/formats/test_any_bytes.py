"""Whatever the bytes and whatever the name: a post or a named problem, never anything else."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.errors import Problem
from tests.convert.formats import test_documents, test_many, test_page
from tests.convert.formats.containers import ENDINGS, docx, odt, outcome, pdf

WHOLE = {
    "html": test_page.PAGE.encode(),
    "docx": docx(test_documents.WORDS, test_documents.CORE),
    "odt": odt(test_documents.OPEN, test_documents.META),
    "pdf": pdf([test_documents.LINES]),
    "rss": test_many.RSS.encode(),
    "jsonl": test_many.LINES.encode(),
    "warc": test_many.ARCHIVE,
    "eml": b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b--",
    "txt.gz": gzip.compress(b"words of a text", mtime=0),
}


def check(key: str, raw: bytes) -> None:
    found = outcome(key, raw)
    if isinstance(found, Problem):
        assert found.code
        assert found.remedy
    else:
        assert all(post.title for post in found.conversion.posts)


@pytest.mark.parametrize("ending", ENDINGS)
@given(raw=st.binary(max_size=300))
def test_random_bytes(ending: str, raw: bytes) -> None:
    check(f"a.{ending}", raw)


@pytest.mark.parametrize("ending", ENDINGS)
@given(text=st.text("<>&;=\"'{}[]:,-#*|\n %PDFWARC/1.0azé", max_size=200))
def test_random_marks(ending: str, text: str) -> None:
    check(f"a.{ending}", text.encode())


@pytest.mark.parametrize("ending", sorted(WHOLE))
@given(st.data())
def test_a_whole_file_with_a_wound(ending: str, data: st.DataObject) -> None:
    raw = bytearray(WHOLE[ending])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 99))] = data.draw(st.binary(max_size=9))
    check(f"a.{ending}", bytes(raw))

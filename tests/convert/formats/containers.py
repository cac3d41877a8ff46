"""Small containers of every format, made from words, and what the converter makes of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from plugins import config, hashing
from plugins.convert.convert import convert
from plugins.convert.types import Hints
from plugins.errors import Problem, SeedRefused
from plugins.model import Block, Conversion, Guess, Post, Seed

CLOCK = datetime(2026, 11, 25, 12, tzinfo=UTC)
ENDINGS = (
    "txt md html eml docx odt pdf jsonl warc wet rss atom txt.gz html.zst warc.gz".split()
)  # fmt: skip
#: Two sentences that no rule drops.
QUAYS = "The quays opened again at dawn after nine days of strike, said the port’s director."
SHIPS = "Three ships are expected before the evening, and two more in the course of the night."


def site() -> config.Settings:
    """The settings of a site in English and French."""
    return config.from_mapping(
        Path(__file__).parent,
        {"DEFAULT_LANG": "en", "LANGUAGES": ["en", "fr"], "TIMEZONE": "Europe/Paris"},
    )


@dataclass(frozen=True)
class Told:
    """A conversion of one post, or of the first of several."""

    conversion: Conversion

    @property
    def post(self) -> Post:
        return self.conversion.posts[0]

    @property
    def kinds(self) -> list[str]:
        return [block.kind for block in self.post.blocks]

    @property
    def words(self) -> str:
        """Title, body and captions in one line."""
        return " ".join([self.post.title, *leaves(self.post.blocks)])

    @property
    def dropped(self) -> str:
        return " ".join(line.text for line in self.conversion.dropped)

    def guess(self, field: str) -> Guess:
        return next(each for each in self.conversion.guesses if each.field == field)


def leaves(blocks: tuple[Block, ...]) -> list[str]:
    """All texts of blocks, in order."""
    return [
        text for block in blocks for text in (block.text, *leaves(block.children)) if text.strip()
    ]


def told(key: str, raw: bytes | str) -> Told:
    """What becomes of a seed. Raises SeedRefused."""
    data = raw.encode() if isinstance(raw, str) else raw
    return Told(convert(Seed(key, data, hashing.digest(data)), Hints(CLOCK), site()))


def outcome(key: str, raw: bytes | str) -> Told | Problem:
    """What becomes of a seed, or what is wrong with it."""
    try:
        return told(key, raw)
    except SeedRefused as refused:
        return refused.problem


def picture(width: int = 400, height: int = 300, kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (10, 90, 160)).save(out, kind)
    return out.getvalue()


def zipped(files: dict[str, bytes | str]) -> bytes:
    """A ZIP archive of ``files``; one named ``mimetype`` is not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = """<?xml version="1.0"?><Types
 xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-\
officedocument.wordprocessingml.document.main+xml"/></Types>"""
_STYLES = f"""<w:styles xmlns:w="{_WORD}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Note"><w:basedOn w:val="Secret"/></w:style></w:styles>"""


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of WordprocessingML."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="p" descr="The harbour"/><a:graphic xmlns:a='
    '"http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic='
    '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed='
    '"p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)


def docx(body: str, core: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    """A Word document of paragraphs, with the elements ``core`` in its properties."""
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="{{}}" Type="{_OFFICE}/{{}}"'
    properties = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
    )
    return zipped(
        {
            "[Content_Types].xml": _CONTENT,
            "_rels/.rels": relation.format("r1", "officeDocument")
            + ' Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": relation.format("p1", "image")
            + ' Target="media/p.png"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
            f"{body}</w:body></w:document>",
            "word/styles.xml": _STYLES,
            "word/media/p.png": picture(),
            "docProps/core.xml": properties,
            **(more or {}),
        }
    )


_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def odt(
    body: str, meta: str = "", more: dict[str, bytes | str] | None = None, styles: str = ""
) -> bytes:
    """An OpenDocument text of the elements ``body``, which has ``styles`` of its own."""
    names = " ".join(
        f'xmlns:{short}="{name}"'
        for short, name in {
            "office": f"{_OPEN}:office:1.0",
            "text": f"{_OPEN}:text:1.0",
            "table": f"{_OPEN}:table:1.0",
            "draw": f"{_OPEN}:drawing:1.0",
            "svg": f"{_OPEN}:svg-compatible:1.0",
            "style": f"{_OPEN}:style:1.0",
            "fo": f"{_OPEN}:xsl-fo-compatible:1.0",
            "meta": f"{_OPEN}:meta:1.0",
            "xlink": "http://www.w3.org/1999/xlink",
            "dc": "http://purl.org/dc/elements/1.1/",
        }.items()
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}>{styles}<office:body><office:text>"
            f"{body}</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {names}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            **(more or {}),
        }
    )


def pdf(pages: list[list[tuple[int, int, str]]], info: str = "", more: str = "") -> bytes:
    """A PDF of lines: the size of the letters, the height on the page, the words (ASCII)."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        lines = "".join(f"BT /F {size} Tf 50 {y} Td ({text}) Tj ET\n" for size, y, text in page)
        place = f"/MediaBox [0 0 600 800] /Contents {5 + 2 * number} 0 R"
        fonts = "/Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {place} {fonts} >>")
        objects.append(f"<< /Length {len(lines)} >>\nstream\n{lines}endstream")
    objects.append(f"<< {info} >>")
    out, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R {more} >>"
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def warc(kind: str, url: str, content_type: str, body: bytes | str, head: str = "") -> bytes:
    """A record of a web archive."""
    data = body.encode() if isinstance(body, str) else body
    lines = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-11-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: {content_type}\r\n{head}Content-Length: {len(data)}\r\n\r\n"
    )
    return lines.encode() + data + b"\r\n\r\n"


def response(html: str, status: str = "200 OK") -> bytes:
    """What a web server says, with a page."""
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode()

"""What a whole site depends on besides its texts and its theme: settings, code, libraries."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

from plugins.config import Settings
from plugins.hashing import digest

#: Rooms of code that no output depends on.
_APART = frozenset({"convert", "entry", "desk", "check"})
#: Packages whose version can change a byte of the output.
_LIBRARIES = frozenset(
    "babel beautifulsoup4 brotli docutils feedgen jinja2 lxml markdown markupsafe nh3 pelican "
    "pillow pystemmer python_slugify pygments text_unidecode tzdata typogrify smartypants".split()
)


def site_key(settings: Settings) -> str:
    """Changes whenever the site has to be read and rendered anew. Looks into all modules."""
    return digest(f"{settings.fingerprint}\0{_code()}\0{_libraries()}\0{sys.version}")


def _code() -> str:
    """Digest of the modules that outputs are made by."""
    root = Path(__file__).resolve().parents[1]
    found = (path.relative_to(root) for path in root.rglob("*.py"))
    names = sorted(path for path in found if path.parts[0] not in _APART)
    return digest("\0".join(f"{name}\0{digest((root / name).read_bytes())}" for name in names))


def _libraries() -> str:
    """Names and versions of the libraries that are installed, as their folders have them."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    names = {path.name.lower() for folder in folders for path in Path(folder).glob("*.dist-info")}
    return " ".join(sorted(name for name in names if name.partition("-")[0] in _LIBRARIES))

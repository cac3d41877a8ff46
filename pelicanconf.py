"""The newsroom's settings. README explains each of them."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# --- The site -----------------------------------------------------------------------
SITENAME = "Le Fil"
SITESUBTITLE = "L’actualité, telle qu’elle nous arrive"
SITE_DESCRIPTION = "Une revue de presse : chaque texte avec sa source, sa langue et sa date."
SITEURL = ""  # e.g. "https://lefil.example": needed before you publish
TIMEZONE = "Europe/Paris"
CONTACT_EMAIL = ""
RIGHTS = ""

# --- Languages: the site's own, and those its articles may have ---------------------------
DEFAULT_LANG = "fr"
LANGUAGES = (
    "fr", "en", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "he", "fa", "tr",
    "el", "ja", "zh", "ko",
)  # fmt: skip

# --- Sections in their order, with the topics that fall under each ---------------------------
SECTIONS = {
    "Monde": ("world", "conflict"),
    "Politique": ("politics",),
    "Économie": ("economy",),
    "Société": ("society", "health"),
    "Culture": ("culture",),
    "Sciences": ("science", "technology", "environment"),
    "Sport": ("sport",),
}
DEFAULT_CATEGORY = "Actualités"

# --- Pelican, as Seedpress runs it: there is nothing to change below --------------------------


def site(settings: dict[str, object]) -> object:
    """What ``pelican`` runs; loaded when it does, so that settings are read in no time."""
    from plugins.engine.pelican_site import Site  # noqa: PLC0415

    return Site(settings)


PELICAN_CLASS = site
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
CACHE_PATH = str(ROOT / ".cache")
THEME = str(ROOT / "theme")
OUTPUT_RETENTION = [".git", "CNAME", ".nojekyll", ".well-known"]
PLUGINS: list[str] = []
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
CATEGORY_URL, TAG_URL, AUTHOR_URL = "section/{slug}/", "tag/{slug}/", "author/{slug}/"
USE_FOLDER_AS_CATEGORY = False
WITH_FUTURE_DATES = True  # a post whose time has not come is left out by the build's own clock
FORMATTED_FIELDS: list[str] = []  # a summary is plain text
TYPOGRIFY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
MARKDOWN = {
    "extensions": ["meta", "tables", "fenced_code", "footnotes", "def_list", "abbr", "sane_lists"],
    # The way back from a footnote says the same in every language.
    "extension_configs": {"footnotes": {"BACKLINK_TITLE": "↩ {}"}},
    "output_format": "html",
}
DOCUTILS_SETTINGS = {"file_insertion_enabled": False, "raw_enabled": False}
# Seedpress writes the feeds itself.
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None

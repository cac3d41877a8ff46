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
    "France": ("politics", "society"),
    "Économie": ("economy",),
    "Culture": ("culture",),
    "Sciences": ("science", "technology", "health", "environment"),
    "Sport": ("sport",),
}
DEFAULT_CATEGORY = "Actualités"

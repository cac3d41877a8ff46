"""Stock Pelican doing the same work: pages by twenty, three kinds of lists, the same feeds."""

SITENAME = "Le Fil"
SITEURL = "https://news.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "fr"
PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
OUTPUT_PATH = "output"
THEME = "."
THEME_STATIC_PATHS: list[str] = []
PLUGIN_PATHS = ["."]
PLUGINS = ["neighbours"]

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = f"{ARTICLE_URL}index.html"
CATEGORY_URL, TAG_URL, AUTHOR_URL = "section/{slug}/", "tag/{slug}/", "author/{slug}/"
CATEGORY_SAVE_AS, TAG_SAVE_AS, AUTHOR_SAVE_AS = (
    f"{url}index.html" for url in (CATEGORY_URL, TAG_URL, AUTHOR_URL)
)
DIRECT_TEMPLATES = ["index"]
PAGINATED_TEMPLATES = {"index": 20, "category": 20, "tag": 20, "author": 20}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM, FEED_ALL_RSS = "feed.atom.xml", "feed.rss.xml"
CATEGORY_FEED_RSS = "section/{slug}/feed.rss.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# As Seedpress has them, so that both do the same with a text.
USE_FOLDER_AS_CATEGORY = False
FORMATTED_FIELDS: list[str] = []
MARKDOWN = {
    "extensions": ["meta", "tables", "fenced_code", "footnotes", "def_list", "abbr", "sane_lists"],
    "output_format": "html",
}
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "extensions": []}

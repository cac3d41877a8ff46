"""What HTML allows where: the living standard's content models and attributes, as tables.

Only what pages of text are made of; an element that is not here is one that no such page needs.
"""

from __future__ import annotations

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: Elements that stand where words stand.
PHRASING = frozenset(
    "a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em i img input "
    "ins kbd label map mark math meter noscript output picture progress q ruby s samp script "
    "select small span strong sub sup svg template textarea time u var video wbr".split()
)
#: Elements that stand where paragraphs stand, besides those.
FLOW = PHRASING | frozenset(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_METADATA = frozenset("base link meta noscript script style template title".split())
_SCRIPTING = frozenset("script template".split())
_WORDS = (
    "p pre em strong small s cite q dfn abbr data time code var samp kbd sub sup i b u mark bdi "
    "bdo span ruby rt rp label output progress meter button h1 h2 h3 h4 h5 h6"
)
_BLOCKS = (
    "body main article section nav aside header footer div blockquote figcaption li dd td th "
    "caption dialog address form search dt"
)
#: What an element may hold.
CONTENT: dict[str, frozenset[str]] = {
    **dict.fromkeys(_WORDS.split(), PHRASING),
    **dict.fromkeys(_BLOCKS.split(), FLOW),
    "html": frozenset({"head", "body"}),
    "head": _METADATA,
    "summary": PHRASING | _HEADINGS,
    "legend": PHRASING | _HEADINGS,
    "fieldset": FLOW | {"legend"},
    "details": FLOW | {"summary"},
    "figure": FLOW | {"figcaption"},
    "hgroup": _HEADINGS | {"p"} | _SCRIPTING,
    "ruby": PHRASING | {"rt", "rp"},
    **dict.fromkeys(("ul", "ol", "menu"), _SCRIPTING | {"li"}),
    "dl": _SCRIPTING | {"dt", "dd", "div"},
    "table": _SCRIPTING | {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    **dict.fromkeys(("thead", "tbody", "tfoot"), _SCRIPTING | {"tr"}),
    "tr": _SCRIPTING | {"td", "th"},
    "colgroup": frozenset({"col", "template"}),
    "picture": _SCRIPTING | {"source", "img"},
    "select": _SCRIPTING | {"option", "optgroup", "hr"},
    "optgroup": _SCRIPTING | {"option"},
    "datalist": PHRASING | {"option"},
}
#: Elements that may hold what their parent may, and some of their own.
TRANSPARENT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("a", "ins", "del", "map", "canvas"), frozenset()),
    "noscript": frozenset({"link", "meta", "style"}),
    "video": frozenset({"source", "track"}),
    "audio": frozenset({"source", "track"}),
}
#: Elements that hold words alone.
TEXT = frozenset("title textarea option script style".split())
#: Elements whose inside is another language's, or nobody's.
FOREIGN = frozenset("svg math template".split())
#: Elements of which only words, or other elements, are held.
NO_WORDS = frozenset(
    "html head ul ol menu dl table thead tbody tfoot tr colgroup picture select optgroup".split()
)
#: What a reader activates: none of them inside another.
INTERACTIVE = frozenset("a button details input label select textarea".split())
#: Elements that end where one of these begins.
_BLOCK_STARTS = FLOW - PHRASING
ENDED_BY: dict[str, frozenset[str]] = {
    "p": _BLOCK_STARTS,
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "tr", "tbody", "tfoot"})),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tbody", "tfoot"})),
    "option": frozenset({"option", "optgroup"}),
    "colgroup": frozenset({"thead", "tbody", "tfoot", "tr"}),
    "head": frozenset({"body"}),
    **dict.fromkeys(("rt", "rp"), frozenset({"rt", "rp"})),
}
#: Elements whose end need not be written.
OPTIONAL_END = frozenset(ENDED_BY) | {"html", "body", "optgroup"}

_GLOBAL = frozenset(
    "accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable "
    "enterkeyhint hidden id inert inputmode is itemid itemprop itemref itemscope itemtype lang "
    "nonce popover role slot spellcheck style tabindex title translate".split()
)
_MEDIA = "src preload autoplay loop muted controls crossorigin"
_INPUT = (
    "accept alt autocomplete checked dirname disabled form formaction height list max maxlength "
    "min minlength multiple name pattern placeholder readonly required size src step type value "
    "width"
)
_OWN: dict[str, str] = {
    "a": "href target download ping rel hreflang type referrerpolicy",
    "area": "alt coords download href ping referrerpolicy rel shape target",
    "audio": _MEDIA,
    "base": "href target",
    "blockquote": "cite",
    "button": "disabled form name popovertarget popovertargetaction type value",
    "canvas": "width height",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "dialog": "open",
    "fieldset": "disabled form name",
    "form": "accept-charset action autocomplete enctype method name novalidate rel target",
    "html": "xmlns prefix",
    "img": "alt src srcset sizes width height loading decoding fetchpriority crossorigin "
    "referrerpolicy usemap ismap",
    "input": _INPUT,
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "href rel type media hreflang sizes as crossorigin integrity referrerpolicy title "
    "imagesrcset imagesizes fetchpriority color blocking disabled",
    "map": "name",
    "meta": "name content charset http-equiv property media",
    "meter": "high low max min optimum value",
    "ol": "start reversed type",
    "optgroup": "disabled label",
    "option": "disabled label selected value",
    "output": "for form name",
    "progress": "max value",
    "q": "cite",
    "script": "src type async defer crossorigin integrity nomodule referrerpolicy blocking "
    "fetchpriority",
    "select": "autocomplete disabled form multiple name required size",
    "source": "src type srcset sizes media width height",
    "style": "media blocking",
    "td": "colspan rowspan headers",
    "textarea": "autocomplete cols dirname disabled form maxlength minlength name placeholder "
    "readonly required rows wrap",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
    "track": "default kind label src srclang",
    "video": f"{_MEDIA} poster playsinline width height",
}
ATTRIBUTES = {name: _GLOBAL | frozenset(_OWN.get(name, "").split()) for name in (FLOW | VOID)}
ATTRIBUTES |= {
    name: _GLOBAL | frozenset(_OWN.get(name, "").split())
    for name in {*CONTENT, *TEXT, *TRANSPARENT, *FOREIGN}
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "img": ("src", "alt"),
    "html": ("lang",),
    "source": (),
    "optgroup": ("label",),
    "track": ("src",),
}
ARIA = frozenset(
    "activedescendant atomic autocomplete braillelabel brailleroledescription busy checked "
    "colcount colindex colindextext colspan controls current describedby description details "
    "disabled errormessage expanded flowto haspopup hidden invalid keyshortcuts label labelledby "
    "level live modal multiline multiselectable orientation owns placeholder posinset pressed "
    "readonly relevant required roledescription rowcount rowindex rowindextext rowspan selected "
    "setsize sort valuemax valuemin valuenow valuetext".split()
)
#: Attributes that name ids of the page.
NAMES_IDS = frozenset(
    "for headers list aria-labelledby aria-describedby aria-controls aria-details aria-flowto "
    "aria-owns aria-activedescendant aria-errormessage popovertarget".split()
)
#: Elements that have to say what they are.
NAMED = frozenset("a button h1 h2 h3 h4 h5 h6 title".split())
#: Of these each page has one; with what a fault is called.
SINGLE = {"title": "html", "h1": "headings", "main": "landmarks"}

"""What templates read: that no page of an article shows what other articles change.

A page is rendered anew when its own views change. A template that read the newest articles, or
counted a tag's, on every page would make every page change with every article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
from jinja2 import meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from plugins.engine.closures import closure
from plugins.engine.templating import JINJA_OPTIONS
from plugins.engine.voice import Voice

#: What each of these pages is made of, besides the site and what Python lends to templates.
OWN: dict[str, frozenset[str]] = {
    "article.html": frozenset({"page", "article"}),
    "page.html": frozenset({"page", "heading", "body"}),
    "moved.html": frozenset({"page", "target"}),
    "404.html": frozenset({"page"}),
    "gone.html": frozenset({"page"}),
    "search.html": frozenset({"page"}),
}
#: Of the site, what changes with the settings, the sections and the hand-written pages alone.
STEADY = frozenset(
    "name tagline description lang dir home url sections archive subscribe corrections method "
    "rights rights_url contact pages links logos feeds search fediverse manifest offline "
    "share".split()
)
#: Names that every template may use: they say the same on all pages.
LENT = frozenset(DEFAULT_NAMESPACE) | frozenset(
    "gettext ngettext _ once link asset own_lang own_dir site_lang site_dir month_names "
    "zone_name faces".split()
)


def global_reads(folder: Path) -> dict[str, frozenset[str]]:
    """What each template of ``OWN`` reads of the whole site that it must not: names, by template.

    ``folder`` holds the templates. ``site.NAME`` is an attribute that is not ``STEADY``, ``site``
    alone the whole of it, used otherwise than by a name of its attributes or handed on as
    ``site=site``; any other name is a variable that is none of the page's own. Everything that
    goes into the template counts. Raises TemplateSyntaxError.
    """
    env = jinja2.Environment(**JINJA_OPTIONS)  # noqa: S701  # the options turn autoescape on
    env.filters.update(Voice("en", ZoneInfo("UTC")).filters())
    return {
        name: frozenset(_unsteady(env, folder, name)) for name in OWN if (folder / name).is_file()
    }


def _unsteady(env: jinja2.Environment, folder: Path, name: str) -> Iterator[str]:
    trees = {
        each: env.parse((folder / each).read_text("utf-8"))
        for each in sorted(closure(folder, name))
    }
    together = _together(trees, name)
    shared = set[str]().union(*(_set_for_all(trees[each]) for each in together))
    for each, tree in trees.items():
        known = OWN[name] | LENT | {"site"} | (shared if each in together else set())
        yield from meta.find_undeclared_variables(tree) - known
        yield from _of_site(tree)


def _together(trees: Mapping[str, nodes.Template], name: str) -> set[str]:
    """The templates that share their names with ``name``: extended or included, not imported."""
    found, ahead = {name}, [name]
    while ahead:
        tree = trees[ahead.pop()]
        joined: list[nodes.Extends | nodes.Include] = [*tree.find_all(nodes.Extends)]
        joined += tree.find_all(nodes.Include)
        said = {each.template.value for each in joined if isinstance(each.template, nodes.Const)}
        new = (said & trees.keys()) - found
        found |= new
        ahead += new
    return found


def _set_for_all(tree: nodes.Template) -> set[str]:
    """Names that a template sets outside of its blocks."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, nodes.Import):
            found.add(node.target)
        elif isinstance(node, nodes.FromImport):
            found |= {name if isinstance(name, str) else name[1] for name in node.names}
        elif isinstance(node, nodes.Macro):
            found.add(node.name)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            found |= {each.name for each in _names(node.target)}
    return found


def _of_site(tree: nodes.Template) -> Iterator[str]:
    """Unsteady attributes that are read of ``site``, and ``site`` where it is read otherwise."""
    read = {id(name) for name in _names(tree) if name.name == "site" and name.ctx == "load"}
    for named in tree.find_all(nodes.Keyword):
        if named.key == "site":
            read.discard(id(named.value))
    for of_site in tree.find_all(nodes.Getattr):
        if id(of_site.node) in read:
            read.discard(id(of_site.node))
            if of_site.attr not in STEADY:
                yield f"site.{of_site.attr}"
    if read:
        yield "site"


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)

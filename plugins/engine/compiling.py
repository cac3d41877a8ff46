"""Templates compiled once for all processes: to compile the theme takes 80 ms, to load it 2 ms."""

from __future__ import annotations

import re
import sys
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from plugins.engine.keeping import Keep

#: Changes with this module.
_VERSION = 1
_TO_ESCAPE = re.compile("""[&<>"']""")


class _Generator(CodeGenerator):
    """Makes code that is kept and that spends little on escaping."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Computes nothing while it compiles.

        What a filter makes of a constant depends on the site's language and on code of ours, of
        whose changes a compiled template that was kept would never hear.
        """
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and not finalize.src:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def shown(value: Any) -> str:
    """``value`` as it is printed into a page: escaped, unless it is Markup.

    Markup's own ``escape`` takes 1 µs for each of a page's 100 values, copies what is escaped
    already, and makes Markup of what is only joined to a page.
    """
    kind = type(value)
    is_ready = kind is Markup or (kind is str and _TO_ESCAPE.search(value) is None)
    text: str = value if is_ready else escape(value)
    return text


class _Code(BytecodeCache):
    """Jinja's cache of compiled templates, by their sources and all else that they depend on."""

    def __init__(self, keep: Keep, options: str) -> None:
        self._keep = keep
        self._key = f"{_VERSION} {jinja2.__version__} {sys.version} {options}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the code of a template if it was kept."""
        found = self._keep.get(f"{bucket.key}.code", self._key + bucket.checksum)
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template."""
        made = bucket.bytecode_to_string()
        self._keep.put(f"{bucket.key}.code", self._key + bucket.checksum, made)


class CompilingEnvironment(jinja2.Environment):
    """A Jinja environment whose compiled templates are kept from process to process."""

    code_generator_class = _Generator
    shown = staticmethod(shown)

    def __init__(self, keep: Keep, loader: jinja2.BaseLoader, **options: Any) -> None:
        code = _Code(keep, repr(sorted(options.items())))
        # What is on the disk when a site is built is what it is built with: no look at the file
        # whenever a template is used.
        super().__init__(
            loader=loader, bytecode_cache=code, optimized=False, auto_reload=False, **options
        )

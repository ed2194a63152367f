"""What a template says whoever reads it is said once, when it is loaded in a language, and not at each page.

Folded into plain text: `{% translate %}` and `{% static %}` of a literal, `{% include … only %}` of a component whose
values are literals (an icon), comments. Nothing that depends on a request, a user or a row is touched, and a test
compares every page with the one an unfolded template gives. The frame of a page is two thirds such constants.
"""

from collections.abc import Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language


class Loader(cached.Loader):
    """The cached loader of Django, with one folded template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """Django's key, in the active language."""
        return f"{get_language()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template, folded before any other thread can see it."""
        key = self.cache_key(template_name, skip)
        template: Template | None = self.get_template_cache.get(key)
        if template is None:
            template = base.Loader.get_template(self, template_name, skip)
            fold(template.nodelist, template)
            self.get_template_cache[key] = template
        return template


def fold(nodes: NodeList, template: Template) -> None:
    """Replace, in place and below, what is constant by its text; texts that touch become one."""
    kept: list[Node] = []
    for node in nodes:
        for inner in _inside(node):
            fold(inner, template)
        text = _text_of(node, template)
        if text is None:
            kept.append(node)
        elif kept and isinstance(kept[-1], TextNode):
            kept[-1].s += text
        elif text:
            kept.append(TextNode(text))
    nodes[:] = kept


def _inside(node: Node) -> Iterator[NodeList]:
    """The lists of nodes inside a node."""
    if isinstance(node, IfNode):
        yield from (branch for _condition, branch in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        found = getattr(node, name, None)
        if isinstance(found, NodeList):
            yield found


def _text_of(node: Node, template: Template) -> str | None:
    """The text of a constant node in the active language; None for any other."""
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, LoadNode | CommentNode):
        return ""
    if not _is_constant(node):
        return None
    context = Context()
    with context.render_context.push_state(template), context.bind_template(template):
        return str(node.render(context))


def _is_constant(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return not (node.asvar or node.message_context) and _is_literal(node.filter_expression)
    if isinstance(node, StaticNode):
        return node.varname is None and _is_literal(node.path)
    if isinstance(node, IncludeNode):
        return node.isolated_context and all(map(_is_literal, (node.template, *node.extra_context.values())))
    return False


def _is_literal(expression: FilterExpression) -> bool:
    """Whether an expression is a text written in the template, unfiltered."""
    variable = expression.var
    return not expression.filters and (isinstance(variable, str) or variable.lookups is None)

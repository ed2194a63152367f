"""The named queries in the words of Spark: translated once from DuckDB's by sqlglot, and kept.

What sqlglot would drop or change without a word is refused here (an order inside an aggregate), so that
a query either means the same on both engines or does not run on the second one.
"""

from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp

from etincelle.ledger.port import VIEWS, named_sql

ORDERED = (exp.Order, exp.WithinGroup)


class NotPortable(ValueError):
    """A query says something that the other engine would answer differently."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A query for Spark, with :p1, :p2… for its parameters, and the views it reads, each after those it needs."""

    sql: str
    views: tuple[str, ...]


@cache
def for_spark(name: str) -> Translated:
    """The query or view of sql/<name>.sql for Spark."""
    return translated(named_sql(name))


def translated(text: str) -> Translated:
    """A SELECT in DuckDB's dialect for Spark."""
    tree = sqlglot.parse_one(text, read="duckdb")
    views = tuple(dict.fromkeys(need for view in sorted(_tables(tree)) for need in (*_needs(view), view)))
    _check_portable(tree)
    _name_parameters(tree)
    sql = tree.sql(dialect="spark", comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE)
    return Translated(sql, views)


def _tables(tree: exp.Expr) -> set[str]:
    """The names a query reads that it does not define itself."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return {table.name for table in tree.find_all(exp.Table)} - own


def _needs(view: str) -> tuple[str, ...]:
    """What a view of ours reads itself; nothing for a dataset or rows given."""
    return for_spark(f"view_{view}").views if view in VIEWS else ()


def _check_portable(tree: exp.Expr) -> None:
    """An error for an order inside an aggregate: Spark's lists and firsts have none, and sqlglot drops it."""
    for order in tree.find_all(*ORDERED):
        if not isinstance(order.parent, exp.Select | exp.Window | exp.SetOperation | exp.Subquery):
            raise NotPortable(f"an order inside an aggregate: {order.parent.sql() if order.parent else order.sql()}")


def _name_parameters(tree: exp.Expr) -> None:
    """Every ? and $1 becomes :p1, by its place or its number, as Spark binds them by name."""
    for place, node in enumerate(list(tree.find_all(exp.Placeholder, exp.Parameter, bfs=False)), start=1):
        number = node.name if node.args.get("this") else place
        node.replace(exp.Placeholder(this=f"p{number}"))

"""The text values of YAML with their places, from the node graph that PyYAML composes.

Nothing is constructed, so that no tag runs code. An alias is the very node of its anchor: each node is visited once, where it is
written, so that a nest of aliases (a "billion laughs") costs what its text costs. Marks count code points. A node's
start includes its anchor and tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from linkcheck.frontmatter.place import line_of
from linkcheck.frontmatter.reader import BrokenError, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkcheck.model import Field

_TEXTS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"})
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_INDICATOR = re.compile(r"[|>][^\r\n]*")


def fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """The fields between two offsets; none where it is no mapping. BrokenError where it is no YAML."""
    try:
        root = yaml.compose(text[start:end], Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        at = start + (error.problem_mark.index if error.problem_mark else 0)
        raise BrokenError(error.problem or "not YAML", line_of(text, at)) from None
    except yaml.YAMLError as error:
        raise BrokenError(str(error).partition("\n")[0], line_of(text, start)) from None
    except RecursionError:
        raise BrokenError("nested too deep", line_of(text, start)) from None
    if not isinstance(root, yaml.MappingNode):
        return ()
    return tuple(_walk(root, "", text, start, set()))


def _walk(node: yaml.Node, key: str, text: str, base: int, seen: set[int]) -> Iterator[Field]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode) and node.tag in _TEXTS:
        yield field(key, node.value, *_span(node, text, base))
    for name, child in _children(node):
        yield from _walk(child, f"{key}.{name}" if key else name, text, base, seen)


def _children(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.SequenceNode):
        yield from ((str(index), child) for index, child in enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        yield from (
            (str(name.value), child)
            for name, child in node.value
            if isinstance(name, yaml.ScalarNode)
        )


def _span(node: yaml.ScalarNode, text: str, base: int) -> tuple[int, int]:
    """Where the value is written: without quotes, of a block scalar its lines."""
    start, end = base + node.start_mark.index, base + node.end_mark.index
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    if node.style in ("'", '"'):
        return start + 1, end - 1
    indicator = _INDICATOR.match(text, start, end) if node.style else None
    if indicator is None:
        return start, end
    written = text[indicator.end() : end]
    return end - len(written.lstrip()), indicator.end() + len(written.rstrip())

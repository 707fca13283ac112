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
_SEEN = r"\x00-\x1f\x7f-\xa0\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff"
_FLAT = re.compile(
    r"[ ]*+(?:\r?\n|(?P<key>(?<![ ])[A-Za-z_][A-Za-z0-9_-]{0,99}):[ ]++(?:"
    rf"(?P<plain>[A-Za-z\u2e80-\ud7ff](?:[^{_SEEN}#: ]|[ ]++(?![#\r\n]|\Z)|:(?![ \r\n]|\Z))*+|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
    rf"|\"(?P<double>[^{_SEEN}\"\\]*+)\"|'(?P<single>[^{_SEEN}']*+)'"
    r")[ ]*+(?:\r?\n|\Z))"
)
"""A line as nearly every line of every front matter is: a text that is no indicator's, comment's or escape's affair."""
_NO_TEXT = frozenset(["yes", "no", "true", "false", "on", "off", "null"])


def fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """The fields between two offsets; none where it is no mapping. BrokenError where it is no YAML."""
    flat = _flat(text, start, end)
    if flat is not None:
        return flat
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


def _flat(text: str, start: int, end: int) -> tuple[Field, ...] | None:
    """The fields where each line holds a key and a text; None where one does not. (PyYAML needs a millisecond for them.)."""
    found = []
    position = start
    while position < end:
        match = _FLAT.match(text, position, end)
        if match is None:
            return None
        position = match.end()
        if match["key"]:
            value = match[match.lastgroup or "key"]
            if match["plain"] and value.lower() in _NO_TEXT:
                return None
            found.append(field(match["key"], value, *match.span(match.lastgroup or "key")))
    return tuple(found)


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

"""What documentation tools put around blocks: admonitions, tabs, fences of colons, callouts."""

from __future__ import annotations

import pytest

from linkcheck.extract import extract
from linkcheck.model import Document

A, B, C = (f"[{name}](https://{name}.example/)" for name in "abc")


def cited(text: str) -> list[str]:
    return [f"{one.role} {one.label}" for one in extract(Document(path="a", text=text))]


CITED = {
    "an admonition": (f"!!! note\n\n    {A}\n\n    {B}\n\n{C}\n", "link a, link b, link c"),
    "without a blank line": (f"!!! note\n    {A}\n\n    {B}\n", "link a, link b"),
    "code in it": (f"!!! note\n\n    甲\n\n        {A}\n\n    {B}\n", "link b"),
    "its title": (f'!!! quote "见 {A}"\n\n    {B}\n', "link a, link b"),
    "one that folds": (f'??? note "甲"\n\n    {A}\n\n???+ tip\n\n    {B}\n', "link a, link b"),
    "tabs": (f'=== "甲"\n\n    {A}\n\n===! "乙 {B}"\n\n    {C}\n', "link a, link b, link c"),
    "in each other": (f"!!! a\n\n    !!! b\n\n        {A}\n\n    {B}\n", "link a, link b"),
    "in an item": (f"1. 甲\n\n    !!! note\n\n        {A}\n\n    {B}\n\n2. {C}\n", "link a, link b, link c"),
    "an item in it": (f"!!! note\n\n    - {A}\n\n        {B}\n", "link a, link b"),
    "by tabulators": (f"!!! note\n\n\t{A}\n\n\t{B}\n", "link a, link b"),
    "after text": (f"甲\n!!! note\n\n    {A}\n", "link a"),
    "nothing in it": (f"!!! note\n\n{A}\n", "link a"),
    "no admonition": (f"!!! 多么，好\n\n    {A}\n", ""),
    "no tab": (f"=== 甲\n\n    {A}\n", ""),
    "a definition in it": ("!!! note\n\n    [甲][r]\n\n    [r]: https://a.example/\n", "link 甲"),
    "what its title says": (f'!!! info "参考资料"\n\n    - {A}\n', "reading a"),
    "fences of colons": (f"::: tip\n{A}\n:::\n", "link a"),
    "a fence's title": (f"::: warning 见 {A}\n{B}\n:::\n", "link a, link b"),
    "what a fence's title says": (f"::: tip 参考资料\n- {A}\n:::\n\n- {B}\n", "reading a, link b"),
    "in brackets": (f":::tip[参考资料]\n\n- {A}\n\n:::\n\n- {B}\n", "reading a, link b"),
    "in braces": (f":::{{seealso}} Further reading\n- {A}\n:::\n", "reading a"),
    "what the first line says": (f"::: info\n参考资料：\n- {A}\n:::\n", "reading a"),
    "a line in a fence": (f"::: info\n延伸阅读：{A}\n:::\n", "reading a"),
    "a callout": (f"> [!NOTE]\n> {A}\n", "link a"),
    "what a callout says": (f"> [!info]- 参考资料\n> - {A}\n", "reading a"),
    "a line in a callout": (f"> [!TIP]\n> 延伸阅读：{A}\n", "reading a"),
    "bold in a callout": (f"> [!NOTE]\n> **延伸阅读**\n>\n> - {A}\n", "reading a"),
    "a callout's title": (f"> [!note] {A}\n> {B}\n", "link a, link b"),
    "a link that begins so": ("> [!a](https://a.example/)\n", "link !a"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CITED.values(), ids=CITED)
def test_what_stands_in_them_is_cited(text: str, expected: str) -> None:
    assert cited(text) == (expected.split(", ") if expected else [])

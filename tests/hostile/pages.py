"""Pages that cost more than they weigh, or that say what steers whoever shows it."""

from __future__ import annotations

from tests.hostile.table import ALIVE, EMPTY, TEXT, Behaviour, page, x
from tests.web.content import page as page_of

HEAVY = {
    "elements within each other": "<div>" * 100_000,
    "elements of one's own": "<q>" * 170_000,
    "lists within each other": "<ul><li>" * 60_000,
    "tables within each other": "<table><tr><td>" * 34_000,
    "templates within each other": "<template>" * 50_000,
    "quotes within each other": "<blockquote>" * 40_000,
    "formatting left open": "".join(f"<b id={n}>" for n in range(300)) + "<p>x" * 60_000,
    "formatting crossed": "<b><i></b></i>" * 36_000,
    "links left open": "<a href=x><p>" * 40_000,
    "attributes of one tag": "<a " + " ".join(f"x{n}" for n in range(60_000)) + ">",
    "attributes behind a bracket": '<a x="<" ' + " ".join(f"x{n}" for n in range(60_000)) + ">",
    "attribute of half a megabyte": f'<a href="{"x" * 500_000}">x</a>',
    "options": "<select>" + "<option>" * 65_000,
    "closing tags in values": '<div t="</div>">' * 32_000,
    "closing tags in comments": "<q><!--</q>-->" * 36_000,
    "markup in a drawing's style": "<svg><style>" + "<g>" * 170_000,
    "comments left open": "<!--" * 130_000,
    "only brackets": "<" * 500_000,
    "only entities": "&amp;" * 100_000,
    "entities of no name": "&x" * 250_000,
    "only NUL": "<html>" + "\0" * 500_000,
    "a word of half a megabyte": "<p>" + "w" * 500_000,
    "only ideographs": "<p>" + "中" * 170_000,
    "title of half a megabyte": "<title>" + "t" * 500_000 + "</title>",
    "titles": "<title>t</title>" * 32_000,
    "headings": "<h1>h" * 100_000,
    "scripts": "<script>x</script>" * 28_000,
    "frames": "<iframe src=http://a.example/></iframe>" * 12_000,
    "forms": "<form action=http://a.example/></form>" * 12_000,
    "refresh of blanks": f'<meta http-equiv=refresh content="0;{" " * 500_000}">',
    "refresh after refresh": '<meta http-equiv=refresh content="0;url=/x">' * 10_000,
    "place of blanks in a script": f'<script>location{" " * 500_000}="/"</script>',
    "data of a script": '<script>{"error":{"code":' + '"error":{"code":' * 30_000 + "</script>",
    "styles": "<style></style>" * 34_000,
    "entities of XML": '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]><html><p>&k;</html>",
    "entity from a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><p>&a;</html>',
}
STEERING = {
    "escape sequences": "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b31m",
    "turned around": "\u202egnp.exe\u202c \u2066a\u2069 \u200f",
    "without ink": "a\u200bb\u2028c\u2029d\ufeffe\u2060f\U000e0041",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>",
    "Markdown": "[x](javascript:alert(1)) ![](http://evil.example/p) `a` | b | <b> @all #1 GH-1 ***",
    "formulas": "=HYPERLINK(\"http://evil.example\";\"x\") @SUM(1) +1 -1 =cmd|' /C calc'!A0",
    "commands": "::error file=a::x ::set-output name=a::b ::add-mask::x ##[error] ::stop-commands::x",
    "no characters": "\ufffe\uffff\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x85",
    "braces": "{{7*7}} {% raw %} ${x} %s %n {0} \\[x\\] [0](1)",
    "end of data": "]]> --> </script> <!-- */ '' \"\"",
}  # fmt: skip
_ANY = ALIVE | EMPTY | frozenset({"paywall", "login", "soft-404", "placeholder", "wall"})

PAGES: tuple[Behaviour, ...] = (
    *(Behaviour(f"page of {name}", _ANY, page(html)) for name, html in HEAVY.items()),
    *(
        Behaviour(
            f"says {name}",
            ALIVE,
            x(status=200, body=page_of(words, TEXT), headers={"Server": words.encode().decode("latin-1") if words.isprintable() else "x"}),
        )
        for name, words in STEERING.items()
    ),
    Behaviour("XML of entities", _ANY, page(HEAVY["entities of XML"], type="application/xhtml+xml")),
    Behaviour("XML of a file", _ANY, page(HEAVY["entity from a file"], type="application/xml")),
)  # fmt: skip

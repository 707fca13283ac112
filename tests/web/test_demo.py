"""The demo's web stands for all of the article's hosts, and each dead citation has a good copy near its date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.web.client import ask, header
from tests.web.site import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.site import Site

FIXTURES = Path(__file__).parents[2] / "fixtures"
CITED = {
    each["url"].replace("&amp;", "&"): each
    for each in json.loads((FIXTURES / "article.references.json").read_text("utf-8"))
}
GNEWS = "https://gnews.org/zh-hans/1732373/"
QQ = "https://new.qq.com/omn/20211217/20211217A09YPG00.html"


@pytest.fixture(scope="module")
def demo() -> Iterator[Site]:
    with serving(FIXTURES / "demo.toml") as site:
        yield site


def test_every_cited_host_is_there_and_none_more(demo: Site) -> None:
    assert len(CITED) == 14
    assert {urlsplit(url).hostname for url in CITED} == set(demo.manifest.hosts)


EXPECTED = {GNEWS: 404, QQ: 200, "https://gettr.com/post/pimgit758a": 403}


@pytest.mark.parametrize("url", CITED)
def test_each_target_answers_as_its_story_says(demo: Site, url: str) -> None:
    expected = EXPECTED.get(url, 200)
    if "gisreports" in url:
        expected = 301
    if "moscowtimes" in url:
        expected = 502
    assert ask(demo, url).status == expected


@pytest.mark.parametrize("url", [url for url in CITED if CITED[url]["role"] == "image"])
def test_images_are_images(demo: Site, url: str) -> None:
    response = ask(demo, url)
    magic = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
    assert response.content.startswith(magic[header(response, "content-type") or ""])


@pytest.mark.parametrize("host", ["gnews.org", "new.qq.com", "www.gisreportsonline.com"])
def test_the_front_pages_of_sites_with_trouble_are_fine(demo: Site, host: str) -> None:
    assert ask(demo, f"https://{host}/").status == 200


def test_a_soft_404_answers_alike_for_any_address_of_its_folder(demo: Site) -> None:
    sibling = QQ.replace("A09YPG00", "A09YPG99")
    assert ask(demo, QQ).content == ask(demo, sibling).content


@pytest.mark.parametrize("url", [GNEWS, QQ])
def test_the_dead_have_a_good_copy_near_the_date_and_later_bad_ones(demo: Site, url: str) -> None:
    index = f"https://web.archive.org/cdx/search/cdx?url={url}&output=json&closest=20211221&sort=closest"
    near, *later = json.loads(ask(demo, index).content)[1:]
    assert ("20211216" < near[1] < "20211226", near[4]) == (True, "200")
    raw = ask(demo, f"https://web.archive.org/web/{near[1]}id_/{url}")
    assert CITED[url]["label"][:10] in raw.content.decode()
    assert len(later) == 2

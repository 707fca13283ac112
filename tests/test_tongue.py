from __future__ import annotations

import pytest

from linkcheck.tongue import in_one_tongue

ENGLISH = (
    "The harbour authority has delayed the contract after an audit found that it was not in order"
)
GERMAN = (
    "Die Behörde hat den Auftrag verschoben, weil die Prüfer mit der Ausschreibung nicht zufrieden"
)
SIMPLIFIED = "港务局在审计后推迟疏浚工程合同，发言人表示工程最早要到明年春天才能开始"
TRADITIONAL = "港務局在審計後推遲疏濬工程合約，發言人表示工程最早要到明年春天才能開始"
JAPANESE = "港湾局は監査を受け、浚渫工事の契約を延期した"


@pytest.mark.parametrize(
    ("label", "page", "same"),
    [
        pytest.param("Authority delays the contract", ENGLISH, True, id="english"),
        pytest.param("Harbour authority delays contract", ENGLISH, True, id="without-small-words"),
        pytest.param("Authority delays the contract", GERMAN, False, id="english-of-german"),
        pytest.param("Harbour authority delays contract", GERMAN, False, id="unmarked-of-german"),
        pytest.param("Auftrag nach Prüfung verschoben", GERMAN, True, id="german"),
        pytest.param("Authority delays the contract", "Sopimus lykkääntyi", False, id="a-tongue-unknown-here"),
        pytest.param("港务局推迟合同", SIMPLIFIED, True, id="simplified"),
        pytest.param("港务局推迟合同", TRADITIONAL, False, id="simplified-of-traditional"),
        pytest.param("港務局推遲合約", SIMPLIFIED, False, id="traditional-of-simplified"),
        pytest.param("中文公司", TRADITIONAL, True, id="letters-of-both"),
        pytest.param("港务局推迟合同", JAPANESE, False, id="chinese-of-japanese"),
        pytest.param("港湾局は契約を延期", JAPANESE, True, id="japanese"),
        pytest.param("Портовое управление", "Управление отложило контракт", True, id="nothing-known"),
    ],
)  # fmt: skip
def test_whether_they_may_be_compared(label: str, page: str, same: bool) -> None:
    assert in_one_tongue(label, page) is same

"""Everything that linkcheck says, in Chinese as written in Taiwan and Hong Kong."""

from linkcheck.language.kinds import by_kinds

# How a verdict came about: ids are `rule` or `rule.variant`.
REASONS: dict[str, str] = {
    # Malformed URLs, which are never asked, and what the user wants left alone.
    "malformed.no-slashes": "協定之後沒有 //：指向何處取決於所在的頁面",
    "malformed.no-host": "沒有主機名稱",
    "malformed.blank-in-host": "主機名稱中有空白或控制字元",
    "malformed.bracket": "主機名稱中的 [ 沒有對應的 ]，或其後還有文字",
    "malformed.ipv6": "{host} 不是寫在方括號內的 IPv6 位址",
    "malformed.zone": "{host} 帶有區域識別，只在某一台機器上有意義",
    "malformed.ipv4": "{host} 以數字結尾，卻不是 IPv4 位址",
    "malformed.port": "連接埠 {port} 不在 1 到 65535 之間",
    "malformed.userinfo": "主機名稱之前有兩個 @：各程式對主機名稱的理解不一",
    "malformed.empty-label": "主機名稱 {host} 的兩個點之間沒有內容",
    "malformed.label-too-long": "主機名稱中有一段長 {length} 個字元，最多只能有 {limit} 個",
    "malformed.host-too-long": "主機名稱超過 {limit} 個字元的上限",
    "malformed.host-character": "主機名稱中有 {character}，主機名稱不能含有這個字元",
    "malformed.idna": "{host} 不是有效的國際化網域名稱",
    "malformed.too-long": "長 {length:,} 個字元；超過 {limit:,} 個字元，沒有伺服器會回應",
    "ignored.exclude": "由 --exclude {pattern} 排除",
    "ignored.include": "不在 --include 指定的範圍內",
}

# Notes on a verdict, which change no outcome by themselves.
NOTES: dict[str, str] = {}

# Outcomes and rules: id → (one line, help of a few sentences).
RULES: dict[str, tuple[str, str]] = {}

# What captures show that were passed over; a sentence names the kinds there are.
_PASSED = {
    "gone": "{gone} 個顯示頁面已不存在",
    "front": "{front} 個顯示網站首頁",
    "other": "{other} 個顯示別的頁面",
    "wall": "{wall} 個顯示攔截頁或錯誤",
    "unplayable": "{unplayable} 個無法開啟",
}

# Copies, lookups and their reasons.
COPIES: dict[str, str] = {
    "proof.shows-page": "顯示原頁面",
    "proof.named": "顯示連結文字所指的頁面",
    "proof.redirected": "存檔的轉址通向原頁面",
    "proof.tracking-removed": "顯示原頁面（網址去掉了追蹤參數）",
    "proof.other-words": "顯示一個頁面，但與連結文字毫無相同之處",
    "proof.signs": "顯示連結文字所指的內容，但也有提示頁或攔截頁的跡象",
    "proof.folded": "顯示的是存檔視為相同的另一網址的頁面",
    "proof.far": "顯示一個頁面，但與引用日期相隔太久，可能已不是原頁面",
    "proof.after-death": "顯示一個頁面，但更早的存檔表明原頁面已不存在",
    "search.none": "存檔中沒有",
    "search.none-usable": "存檔所列的都屬於別的頁面或時間（{rows:,} 筆）",
    "search.excluded": "存檔不得展示該網站，有沒有存檔不得而知",
    "search.private.user": "未傳送給存檔：網址中含有使用者名稱",
    "search.private.token": "未傳送給存檔：網址中含有密鑰（{name}）",
    "search.private.host": "未傳送給存檔：不是公開網站",
    "search.not-asked.no-url": "沒有可以查詢的網址",
    "search.not-asked.time": "查詢存檔的時間已到，還剩 {left:,} 個，約需 {seconds:duration}",
    "search.failed.status": "存檔回答了 {status}，不能說明有沒有存檔",
    "search.failed.failure": "存檔沒有回答（{failure}）",
    "search.failed.garbage": "存檔的回答無法讀懂",
    "search.failed.resting": "存檔要求暫停（429），本次執行不再詢問",
    "search.failed.down": "存檔服務無法使用",
    "search.failed.unproven": "{count:,} 個存檔未能取得，無法證實",
    **by_kinds("search.none-shows", "看過的存檔都不是原頁面：", _PASSED, "，"),
    **by_kinds("search.passed-over", "略過了更近的存檔：", _PASSED, "，"),
}

# Warnings about inputs.
INPUTS: dict[str, str] = {
    "input.empty": "檔案是空的",
    "input.encoding": "不是 UTF-8，以 {encoding} 讀取",
    "input.invalid-utf8": "第 {line} 行第 {column} 欄（第 {offset:,} 位元組）不是 UTF-8；共 {count:,} 個這樣的位元組顯示為 \ufffd，其餘照常讀取",
    "input.front-matter": "第 {line} 行：{format} 文首資訊無法讀取（{problem}），其中的連結未檢查",
    "input.front-matter-size": "文首資訊超過 {limit:,} 個字元，其中的連結未檢查",
}

# Outcomes, roles, headings and the reports' own words.
WORDS: dict[str, str] = {
    # Outcomes, as counted and as headings.
    "outcome.alive": "有效",
    "outcome.dead": "失效",
    "outcome.suspect": "可疑",
    "outcome.unsure": "不確定",
    "outcome.skipped": "未檢查",
    # Roles; never the cue word that was found.
    "role.link": "連結",
    "role.image": "圖片",
    "role.image-credit": "圖片出處",
    "role.reading": "相關閱讀",
    "role.reprint": "轉載出處",
    "role.timestamp": "時間點",
    "role.footnote": "註腳",
    "role.footer": "頁尾",
    "role.bare": "裸網址",
    "role.definition": "定義",
    # Time, and how far a copy is from the citation.
    "duration.s": "{s} 秒",
    "duration.min": "{min} 分 {s} 秒",
    "duration.h": "{h} 小時 {min} 分",
    "distance.same": "與{anchor:word}同日",
    "distance.days-before": "早於{anchor:word} {count:,} 天",
    "distance.days-after": "晚於{anchor:word} {count:,} 天",
    "distance.months-before": "早於{anchor:word}約 {count} 個月",
    "distance.months-after": "晚於{anchor:word}約 {count} 個月",
    "distance.years-before": "早於{anchor:word}約 {count} 年",
    "distance.years-after": "晚於{anchor:word}約 {count} 年",
    "anchor.article": "文章",
    "anchor.citation": "引用日期",
    # The summary.
    "count.citations": "{citations:,} 處引用，{sources:,} 個來源",
    "count.documents": "{count:,} 篇文章",
    "count.outcome": "{outcome:word} {count:,}",
    "count.apart": "頁尾連結 {count:,} 個：{outcomes}",
    "count.apart-mixed": "頁尾或未用定義中的連結 {count:,} 個：{outcomes}",
    "count.references": "{documents:,} 篇文章，{references:,} 處連結",
    "count.all": "全部{outcome:word}",
    "count.copied": "{dead:,} 個失效來源中 {copied:,} 個有可靠存檔",
    "health.sentence": "{sources:,} 個來源中，今天有 {verifiable:,} 個可以查證",
    "health.detail": "{live:,} 個原頁有效，{archived:,} 個借助存檔",
    "health.none": "沒有引用任何來源",
    # How the run ended, where that is not well.
    "ending.interrupted": "檢查中斷：以下只是一部分結果。",
    "ending.out-of-time": "時間用完：以下只是一部分結果。",
    "ending.offline": "沒有網路：沒有任何回應，無法判斷任何來源。",
    "ending.not-asked": "依要求離線：沒有發出任何請求。",
    "warning": "{path}：{warning}",
    "problem": "未能檢查：{problem}",
    # One source.
    "line.reason": "{rule}：{reason}",
    "line.note": "附註",
    "line.copy": "存檔",
    "line.also": "另見 {places}",
    "line.also-more": "另見 {places} 等，還有 {count:,} 處",
    "line.same-as": "{rule}：同上文 {place}",
    "copy.line": "{when:date}（{distance}）：{reason}",
    "copy.undated": "{when:date}：{reason}",
    "copy.absent": "{state:word}：{reason}",
    "grade.good": "可靠",
    "grade.doubtful": "存疑",
    "grade.only-after-death": "僅有失效之後的存檔",
    "lookup.found": "已找到",
    "lookup.none": "沒有",
    "lookup.excluded": "被存檔方排除",
    "lookup.lookup-failed": "未能查詢",
    "lookup.not-asked": "尚未查詢",
    "lookup.private": "保密",
    # Many sources.
    "many.hosts": "等，還有 {count:,} 個網站",
    "many.notes": "{count:,} 則附註",
    "many.more": "另有 {count:,} 則",
    "hosts.heading": "損失引用最多的網站",
    "hosts.row": "{citations:,} 處引用：{outcomes}",
    "ages.dead": "失效來源中有一半引用於 {years} 年前或更早",
    # What to do next.
    "next": "下一步",
    "next.explain": "查看判斷的依據",
    "next.verbose": "逐一列出所有來源",
    # Punctuation and tables.
    "colon": "：",
    "brackets": "（{text}）",
    "list.separator": "、",
    "table.outcome": "結果",
    "table.place": "位置",
    "table.source": "來源",
    "table.reason": "原因",
    "table.copy": "存檔",
    # The plan of a run, and its progress.
    "plan.whole": "{targets:,} 個目標：向 {hosts:,} 台主機發出 {requests:,} 個請求",
    "plan.host": "{host}：{requests:,} 個請求",
    "plan.time": "至少 {least}（僅最忙的主機所需）；複查與緩慢的回應另計",
    "progress.again": "還剩 {again:,} 次複查，最多 {longest:duration}",
    "progress.searching": "還要查找 {searches:,} 份存檔",
    # The evidence behind a verdict.
    "explain.look": "第 {number} 次查看",
    "explain.root": "首頁",
    "explain.sibling": "一個無人命名過的位址",
    "explain.shorter": "去掉末尾的文字",
    "explain.page": "{size:,} 位元組，{words:,} 字",
    "explain.rules": "規則（依次）",
    "explain.decided": "據此判定",
    "explain.nearly": "接近",
    "explain.no": "否",
}

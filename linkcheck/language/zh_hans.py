"""Everything that linkcheck says, in Chinese as written on the mainland."""

from linkcheck.language.kinds import by_kinds

# How a verdict came about: ids are `rule` or `rule.variant`.
REASONS: dict[str, str] = {
    # Malformed URLs, which are never asked, and what the user wants left alone.
    "malformed.no-slashes": "协议之后没有 //：指向何处取决于所在的页面",
    "malformed.no-host": "没有主机名",
    "malformed.blank-in-host": "主机名中有空白或控制字符",
    "malformed.bracket": "主机名中的 [ 没有对应的 ]，或其后还有文字",
    "malformed.ipv6": "{host} 不是写在方括号内的 IPv6 地址",
    "malformed.zone": "{host} 带有区域标识，只在某一台机器上有意义",
    "malformed.ipv4": "{host} 以数字结尾，却不是 IPv4 地址",
    "malformed.port": "端口 {port} 不在 1 到 65535 之间",
    "malformed.userinfo": "主机名之前有两个 @：各程序对主机名的理解不一",
    "malformed.empty-label": "主机名 {host} 的两个点之间没有内容",
    "malformed.label-too-long": "主机名中有一段长 {length} 个字符，最多只能有 {limit} 个",
    "malformed.host-too-long": "主机名超过 {limit} 个字符的上限",
    "malformed.host-character": "主机名中有 {character}，主机名不能含有这个字符",
    "malformed.idna": "{host} 不是有效的国际化域名",
    "malformed.too-long": "长 {length:,} 个字符；超过 {limit:,} 个字符，没有服务器会回应",
    "ignored.exclude": "由 --exclude {pattern} 排除",
    "ignored.include": "不在 --include 指定的范围内",
}

# Notes on a verdict, which change no outcome by themselves.
NOTES: dict[str, str] = {}

# Outcomes and rules: id → (one line, help of a few sentences).
RULES: dict[str, tuple[str, str]] = {}

# What captures show that were passed over; a sentence names the kinds there are.
_PASSED = {
    "gone": "{gone} 个显示页面已不存在",
    "front": "{front} 个显示网站首页",
    "other": "{other} 个显示别的页面",
    "wall": "{wall} 个显示拦截页或错误",
    "unplayable": "{unplayable} 个无法打开",
}

# Copies, lookups and their reasons.
COPIES: dict[str, str] = {
    "proof.shows-page": "显示原页面",
    "proof.named": "显示链接文字所指的页面",
    "proof.redirected": "存档的跳转通向原页面",
    "proof.tracking-removed": "显示原页面（网址去掉了跟踪参数）",
    "proof.other-words": "显示一个页面，但与链接文字毫无相同之处",
    "proof.signs": "显示链接文字所指的内容，但也有提示页或拦截页的迹象",
    "proof.folded": "显示的是存档视为相同的另一网址的页面",
    "proof.far": "显示一个页面，但与引用日期相隔太久，可能已不是原页面",
    "proof.after-death": "显示一个页面，但更早的存档表明原页面已不存在",
    "search.none": "存档中没有",
    "search.none-usable": "存档所列的都属于别的页面或时间（{rows:,} 条）",
    "search.excluded": "存档不得展示该网站，有没有存档不得而知",
    "search.private.user": "未发送给存档：网址中含有用户名",
    "search.private.token": "未发送给存档：网址中含有密钥（{name}）",
    "search.private.host": "未发送给存档：不是公共网站",
    "search.not-asked.no-url": "没有可以查询的网址",
    "search.not-asked.time": "查询存档的时间已到，还剩 {left:,} 个，约需 {seconds:duration}",
    "search.failed.status": "存档回答了 {status}，不能说明有没有存档",
    "search.failed.failure": "存档没有回答（{failure}）",
    "search.failed.garbage": "存档的回答无法读懂",
    "search.failed.resting": "存档要求暂停（429），本次运行不再询问",
    "search.failed.down": "存档服务不可用",
    "search.failed.unproven": "{count:,} 个存档未能取得，无法证实",
    **by_kinds("search.none-shows", "看过的存档都不是原页面：", _PASSED, "，"),
    **by_kinds("search.passed-over", "略过了更近的存档：", _PASSED, "，"),
}

# Warnings about inputs.
INPUTS: dict[str, str] = {
    "input.empty": "文件是空的",
    "input.encoding": "不是 UTF-8，按 {encoding} 读取",
    "input.invalid-utf8": "第 {line} 行第 {column} 列（第 {offset:,} 字节）不是 UTF-8；共 {count:,} 个这样的字节显示为 \ufffd，其余照常读取",
    "input.front-matter": "第 {line} 行：{format} 文首信息无法读取（{problem}），其中的链接未检查",
    "input.front-matter-size": "文首信息超过 {limit:,} 个字符，其中的链接未检查",
}

# Outcomes, roles, headings and the reports' own words.
WORDS: dict[str, str] = {
    # Outcomes, as counted and as headings.
    "outcome.alive": "有效",
    "outcome.dead": "失效",
    "outcome.suspect": "可疑",
    "outcome.unsure": "不确定",
    "outcome.skipped": "未检查",
    # Roles; never the cue word that was found.
    "role.link": "链接",
    "role.image": "图片",
    "role.image-credit": "图片出处",
    "role.reading": "相关阅读",
    "role.reprint": "转载出处",
    "role.timestamp": "时间点",
    "role.footnote": "脚注",
    "role.footer": "页脚",
    "role.bare": "裸网址",
    "role.definition": "定义",
    # Time, and how far a copy is from the citation.
    "duration.s": "{s} 秒",
    "duration.min": "{min} 分 {s} 秒",
    "duration.h": "{h} 小时 {min} 分",
    "distance.same": "与{anchor:word}同日",
    "distance.days-before": "早于{anchor:word} {count:,} 天",
    "distance.days-after": "晚于{anchor:word} {count:,} 天",
    "distance.months-before": "早于{anchor:word}约 {count} 个月",
    "distance.months-after": "晚于{anchor:word}约 {count} 个月",
    "distance.years-before": "早于{anchor:word}约 {count} 年",
    "distance.years-after": "晚于{anchor:word}约 {count} 年",
    "anchor.article": "文章",
    "anchor.citation": "引用日期",
    # The summary.
    "count.citations": "{citations:,} 处引用，{sources:,} 个来源",
    "count.documents": "{count:,} 篇文章",
    "count.outcome": "{outcome:word} {count:,}",
    "count.apart": "页脚链接 {count:,} 个：{outcomes}",
    "count.apart-mixed": "页脚或未用定义中的链接 {count:,} 个：{outcomes}",
    "count.references": "{documents:,} 篇文章，{references:,} 处链接",
    "count.all": "全部{outcome:word}",
    "count.copied": "{dead:,} 个失效来源中 {copied:,} 个有可靠存档",
    "health.sentence": "{sources:,} 个来源中，今天有 {verifiable:,} 个可以查证",
    "health.detail": "{live:,} 个原页有效，{archived:,} 个借助存档",
    "health.none": "没有引用任何来源",
    # How the run ended, where that is not well.
    "ending.interrupted": "检查中断：以下只是一部分结果。",
    "ending.out-of-time": "时间用完：以下只是一部分结果。",
    "ending.offline": "没有网络：没有任何回应，无法判断任何来源。",
    "ending.not-asked": "按要求离线：没有发出任何请求。",
    "warning": "{path}：{warning}",
    "problem": "未能检查：{problem}",
    # One source.
    "line.reason": "{rule}：{reason}",
    "line.note": "附注",
    "line.copy": "存档",
    "line.also": "另见 {places}",
    "line.also-more": "另见 {places} 等，还有 {count:,} 处",
    "line.same-as": "{rule}：同上文 {place}",
    "copy.line": "{when:date}（{distance}）：{reason}",
    "copy.undated": "{when:date}：{reason}",
    "copy.absent": "{state:word}：{reason}",
    "grade.good": "可靠",
    "grade.doubtful": "存疑",
    "grade.only-after-death": "仅有失效之后的存档",
    "lookup.found": "已找到",
    "lookup.none": "没有",
    "lookup.excluded": "被存档方排除",
    "lookup.lookup-failed": "未能查询",
    "lookup.not-asked": "尚未查询",
    "lookup.private": "保密",
    # Many sources.
    "many.hosts": "等，还有 {count:,} 个网站",
    "many.notes": "{count:,} 条附注",
    "many.more": "另有 {count:,} 条",
    "hosts.heading": "损失引用最多的网站",
    "hosts.row": "{citations:,} 处引用：{outcomes}",
    "ages.dead": "失效来源中有一半引用于 {years} 年前或更早",
    # What to do next.
    "next": "下一步",
    "next.explain": "查看判断的依据",
    "next.verbose": "逐个列出所有来源",
    # Punctuation and tables.
    "colon": "：",
    "brackets": "（{text}）",
    "list.separator": "、",
    "table.outcome": "结果",
    "table.place": "位置",
    "table.source": "来源",
    "table.reason": "原因",
    "table.copy": "存档",
    # The plan of a run, and its progress.
    "plan.whole": "{targets:,} 个目标：向 {hosts:,} 台主机发出 {requests:,} 个请求",
    "plan.host": "{host}：{requests:,} 个请求",
    "plan.time": "至少 {least}（仅最忙的主机所需）；复查与缓慢的应答另计",
    "progress.again": "还剩 {again:,} 次复查，最多 {longest:duration}",
    "progress.searching": "还要查找 {searches:,} 份存档",
    # The evidence behind a verdict.
    "explain.look": "第 {number} 次查看",
    "explain.root": "首页",
    "explain.sibling": "一个无人命名过的地址",
    "explain.shorter": "去掉末尾的文字",
    "explain.page": "{size:,} 字节，{words:,} 字",
    "explain.rules": "规则（依次）",
    "explain.decided": "据此判定",
    "explain.nearly": "接近",
    "explain.no": "否",
}

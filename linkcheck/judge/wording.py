"""Phrases as data, by what they say; languages stand side by side, since a page need not be in its article's language.

A phrase is a cue, never a verdict: each also stands on good pages (an article about 404 pages, a specification with a removed
section, FIELD §5), so the rules ask where it stands and how much else there is. English, Chinese in both scripts, Japanese, Korean, German, French, Spanish,
Portuguese, Italian, Russian, Dutch, Polish, Turkish, Arabic, Indonesian, Vietnamese.
"""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


def _near(subjects: str, states: str, within: int = 40) -> str:
    """A subject and, in the same sentence not far behind it, what is said of it."""
    return rf"(?:{subjects})[^.。\n]{{0,{within}}}?(?:{states})"


_GONE_SAID: tuple[tuple[str, str], ...] = (
    # English
    (
        r"\b(?:page|file|article|story|post|content|document|resource|url|link|video|product|item|topic|thread|site|listing|profile|account|channel|tweet|image|photo|status|requested)\b",
        r"not found|not exist|n['’]t exist|no longer|not (?:be )?(?:available|located|accessible)|unavailable|n['’]t (?:available|be found|find)|been (?:removed|deleted|moved|withdrawn|taken down)|(?:was|were|is) (?:removed|deleted|gone|missing)|can(?:not|['’]?t) be found|could(?: not|n['’]t) be found|has expired|has moved or",
    ),
    (
        r"\b(?:can['’]?t|cannot|could ?n['’]?o?t|unable to|not able to|did ?n['’]?o?t) (?:seem to )?(?:find|locate)",
        r"\b(?:page|article|story|content|file|document|url|post|link|what|that|anything|you)\b",
    ),
    (
        r"\b(?:nothing|no (?:such )?(?:page|file|article|document|post|topic|results?|thread|posts))\b",
        r"\b(?:found|here|exists?)\b",
    ),
    (
        r"\b(?:invalid|unknown|missing)\b",
        r"\b(?:thread|post|topic|article|page|document|url) ?(?:specified|id)?\b",
    ),
    # Chinese, both scripts
    (
        r"页面|頁面|网页|網頁|文章|内容|內容|帖子|主题|主題|文件|檔案|链接|鏈接|連結|地址|网址|網址|新闻|新聞|视频|影片|商品|资源|資源|问题|問題|稿件|微博|博文|日志|信息|資訊|专题|專題|栏目|回答|原文|作品",
        r"不存在|找不到|未找到|没有找到|沒有找到|被?(?:删除|刪除|移除|下架|下线|下線|关闭|關閉|撤下|屏蔽|隐藏|隱藏|移走)|失效|过期|過期|不可用|不可见|已不在|消失了|去哪了|丢失|走丢|走失|走丟|不见了|不見了|飞走|迷路",
    ),
    (
        r"找不到|未找到|没有找到|沒有找到|无法找到|無法找到|没找到|沒找到|未能找到|查無|查无",
        r"页|頁|文章|内容|內容|文件|檔案|资源|資源|帖子|主题|新闻|新聞|视频|影片|地址|网址|網址|信息",
    ),
    (
        r"(?:您|你)所?(?:访问|訪問|请求|請求|要找|查看|浏览|瀏覽|找|查找|查詢)的?",
        r"不存在|已删除|已刪除|不见了|不見了|找不到|失效|走丢|走丟|不翼而飞|不在|被删",
    ),
    (
        r"发布者删除|因违规无法查看|帐号已被屏蔽|账号已|抱歉",
        r"内容|无法查看|该公众号|注销|屏蔽|停用|已被(?:作者)?删除|不存在|删除|$",
    ),
    # Japanese, Korean
    (
        r"ページ|記事|ファイル|コンテンツ|お探し",
        r"見つかりません|存在しません|削除され|ございません|終了しました|公開を終了|ありません",
    ),
    (r"페이지|게시물|기사|문서|콘텐츠|게시글", r"찾을 수 없|존재하지 않|삭제되|삭제된|없습니다"),
    # German, French, Spanish, Portuguese, Italian, Dutch
    (
        r"\b(?:seite|artikel|beitrag|inhalt|dokument|datei)\b",
        r"nicht gefunden|nicht (?:mehr )?(?:verfügbar|vorhanden|auffindbar)|existiert nicht|(?:gelöscht|entfernt)",
    ),
    (
        r"\b(?:page|article|contenu|document|fichier)\b",
        r"introuvable|n['’]existe (?:pas|plus)|n['’]est (?:pas|plus) disponible|n['’]a pas été trouvé|supprimé|non trouvé",
    ),
    (
        r"\b(?:página|artículo|articulo|contenido|noticia|documento|sitio|conteúdo|matéria|notícia|publicação)\b",
        r"no encontrad|no existe|no (?:está )?disponible|no se (?:encuentra|ha encontrado|encontró)|não encontrad|não existe|não (?:está )?disponível|não foi encontrad|eliminad|removid",
    ),
    (
        r"\bno (?:se (?:encuentra|encontró|pudo encontrar|ha encontrado)|encontramos|hemos encontrado)",
        r"página|artículo|contenido|noticia",
    ),
    (
        r"\b(?:pagina|articolo|contenuto)\b",
        r"non trovat|non esiste|non (?:è )?disponibile|non è stata trovata|niet gevonden|niet beschikbaar|bestaat niet",
    ),
    # Russian, Polish, Turkish, Arabic, Indonesian, Vietnamese
    (
        r"страниц|стать[яи]|материал|документ|файл|публикаци|новост",
        r"не найден|не существует|удал[её]н|недоступ|отсутствует",
    ),
    (
        r"\b(?:strona|artykuł|stron[ya])\b",
        r"nie (?:została znaleziona|istnieje|znaleziono)|usunięt",
    ),
    (r"\b(?:sayfa|içerik|haber)", r"bulunamadı|mevcut değil|kaldırıl|silin"),
    (
        r"الصفحة|المقال|المحتوى|الموضوع",
        r"غير موجود|غير متاح|غير متوفر|لم يتم العثور|تم حذف|لا يمكن العثور|محذوف",
    ),
    (r"\b(?:halaman|artikel|konten)\b", r"tidak (?:ditemukan|tersedia|ada)|telah dihapus"),
    (r"\b(?:trang|bài viết|nội dung)\b", r"không (?:tồn tại|tìm thấy|có)|đã bị xóa"),
)
"""What is said to be gone, and how, a row or more a language."""

GONE = _any(
    *(_near(subjects, states) for subjects, states in _GONE_SAID),
    r"\b(?:error|http|status|code)?\s*404\b\W{0,4}(?:error|not found|page|file|oops|sorry|seite|错误|頁面|页面)",
    r"\b404\b[^\n]{0,12}(?:不存在|找不到|未找到|出错|错误|錯誤)",
    r"^\W*(?:page |file |error )?not found\W*$",
    r"视频去哪了|啊叻|稿件不可见|指定的主题|来到了没有知识存在的荒原|404/search_children\.js",
)
"""The page is not there."""

GONE_TITLE = _any(
    r"^\W*(?:error|http|oops|sorry|fehler|erreur|ошибка|错误|錯誤)?\W*(?:404|410)\b",
    r"\b404\b\W*$",
    r"\b(?:not found|page missing|introuvable|nicht gefunden|no encontrad[oa]|não encontrad[oa]|non trovat[oa]|не найден[ао]?|niet gevonden|nie znaleziono|bulunamadı|không tìm thấy|tidak ditemukan)\b",
    r"(?:不存在|找不到|未找到|没有找到|沒有找到|無法找到|无法找到|已删除|已刪除|已被删除|已被刪除|視頻去哪了|视频去哪了|出错了|走丢了|见つかり|見つかりません|찾을 수 없|غير موجود)",
    r"\b(?:error|fehler|erreur) (?:page|seite)?\s*$",
    r"^\W*(?:page|content|article|video|file)?\W*(?:unavailable|no longer available|removed|does not exist|doesn't exist|isn't available)\W*(?:$|[|–—-])",
)
"""A title that says so."""

UNUSUAL = _any(
    r"unusual (?:traffic|activity)",
    r"(?:verify|confirm|prove)(?:ing)? (?:that )?(?:you are|you're|you’re) (?:a |not a )?(?:human|robot)",
    r"are you (?:a )?(?:human|robot)",
    r"not a robot",
    r"checking (?:your browser|if the site connection is secure)",
    r"performing security verification",
    r"security (?:check|verification) (?:to|required|before)",
    r"complete the (?:captcha|security check|challenge)",
    r"enable javascript and cookies to continue",
    r"(?:press|click)[^.\n]{0,12}(?:&|and) hold",
    r"pardon our interruption",
    r"access (?:to this page )?(?:has been |is |was )?denied",
    r"you have been blocked",
    r"(?:your )?(?:request|access|ip)[^.\n]{0,30}(?:has been |was |is )(?:temporarily )?(?:blocked|restricted|denied|rejected)",
    r"automated (?:access|queries|requests|traffic)",
    r"too many requests",
    r"bot (?:detection|protection)",
    r"ddos protection",
    r"attention required",
    r"(?:安全|人机|人機|滑动|滑動|身份|行为|行為|机器人|機器人)(?:验证|驗證|检查|檢查|检测|檢測|校验)",
    r"访问(?:过于|太|次数)频繁|訪問過於頻繁|请求过于频繁|操作(?:过于|太)频繁|频繁访问",
    r"完成(?:验证|驗證)后|请(?:完成|进行|输入)[^。\n]{0,8}(?:验证|驗證)|請(?:完成|進行)[^。\n]{0,8}驗證|(?:验证码|驗證碼|图形验证|拖动滑块|拖動滑塊|请按住滑块)",
    r"环境异常|環境異常|异常(?:流量|访问|请求)|異常(?:流量|訪問|請求)",
    r"(?:您|你)的(?:访问|訪問|请求|請求|ip|IP)[^。\n]{0,16}(?:被(?:拒绝|拒絕|阻断|拦截|攔截|禁止|限制)|存在(?:安全)?(?:风险|威胁)|异常|異常)",
    r"(?:访问|訪問)(?:被(?:拒绝|拒絕|阻断|拦截|禁止)|受限|行为异常)|拒绝访问|禁止访问",
    r"ロボットではない|アクセスが(?:拒否|制限|集中)|자동(?:화된)? (?:접근|접속)|로봇이 아닙니다",
    r"(?:доступ|запрос)[^.\n]{0,20}(?:запрещ|ограничен|заблокирован)|вы не робот|вы человек",
    r"(?:zugriff|zugang) (?:verweigert|blockiert)|accès (?:refusé|bloqué)|acceso denegado|acesso negado|accesso negato",
)
"""We are taken for a machine, or refused."""

LOGIN = _any(
    r"\b(?:log ?in|sign ?in|sign up|log in or sign up|register) (?:to (?:continue|view|see|read|access|your)|or (?:sign|register|create|join)|required)",
    r"(?:you (?:must|need to|have to)|please) (?:be )?(?:log(?:ged)? ?in|sign(?:ed)? ?in|register)",
    r"(?:请|請|需要|您需要|必须)(?:先)?(?:登录|登錄|登入)|(?:登录|登錄|登入)(?:后|後)(?:才|可|查看|继续|繼續|即可)|扫码登录|sina visitor system|暂无查看权限",
    r"ログインして|ログインが必要|로그인이 필요|bitte (?:melden sie sich|einloggen)|veuillez vous (?:connecter|identifier)|inicia(?:r)? sesión para|faça login|войдите|авторизуйтесь",
)
"""Members only."""

PARKED = _any(
    r"(?:this |the )?(?:premium )?domain (?:name )?[^.\n]{0,60}(?:is|may be|might be|could be|are) (?:available )?(?:for (?:sale|lease)|parked|up for auction|available (?:for purchase|to buy))",
    r"(?:buy|purchase|inquire about|make an offer on|get) this (?:premium )?domain",
    r"domain (?:is )?(?:parked|for sale|parking|expired|auction)",
    r"sponsored listings (?:displayed )?(?:above|below)?[^.\n]{0,30}(?:served automatically|third party)",
    r"related (?:searches|links)[^.\n]{0,200}(?:privacy policy|buy this domain)",
    r"(?:this|the) (?:web ?page|site|website|domain) is parked(?: free)?",
    r"the owner of [\w.-]+ (?:is offering|has put)",
    r"would you like to buy this domain",
    r"\b(?:domain (?:has )?expired|expired domain|renew (?:this|your) domain)",
    r"is for sale\W",
    r"registered (?:at|with|by) [^.\n]{0,40} (?:and|but) (?:is )?(?:parked|not (?:yet )?(?:configured|connected))",
    r"parked (?:by|at|with|courtesy of)",
    r"(?:域名|網域|网域|网址|網址)[^。\n]{0,12}(?:出售|转让|轉讓|可以转让|可以轉讓|待售|拍卖|拍賣|交易|求购|一口价|议价|已过期|已過期|过期|到期|停放|parking)",
    r"(?:出售|转让|轉讓|购买|購買|收购)(?:此|该|該|本|这个)?(?:域名|網域|网域|网站)|您正在访问的域名|此域名|该域名(?:正在|可以|已)",
    r"ドメイン(?:は|が)?[^。\n]{0,16}(?:販売|売り出|取得できます|失効|期限切れ)|이 도메인[^.\n]{0,16}(?:판매|구매)|(?:diese )?domain (?:steht|ist)[^.\n]{0,20}(?:verkauf|geparkt)|domaine? (?:est )?(?:à vendre|en vente)|dominio (?:está )?(?:en venta|à venda)|домен[^.\n]{0,24}(?:прода[её]тся|припаркован|просрочен)",
)
"""The domain is offered, parked or expired."""

SUSPENDED = _any(
    r"(?:this |the |your )?(?:account|web ?site|site|hosting|domain|service)(?: \w+)? (?:has been|is|was) (?:temporarily |currently )?(?:suspended|disabled|deactivated|terminated|blocked by)",
    r"\baccount suspended\b|\bsite suspended\b|website suspended|\bsuspended (?:page|domain|account)\b",
    r"contact your hosting provider",
    r"bandwidth limit exceeded",
    r"(?:站点|網站|网站|该网站|主机|空间|账户|域名)[^。\n]{0,12}(?:已?(?:被)?(?:管理员)?(?:停止运行|暂停|暫停|停用|关停|关闭访问|封停|关闭|查封)|未备案|未備案|备案状态|暂时无法访问|到期)",
    r"(?:备案|備案)[^。\n]{0,16}(?:不符合|未通过|信息|接入|注销)|未(?:完成)?备案|域名(?:暂时)?无法访问|webblock",
    r"(?:サイト|アカウント)(?:は|が)[^。\n]{0,12}(?:停止|凍結)|(?:konto|website) (?:wurde )?gesperrt|compte suspendu|cuenta suspendida|conta suspensa|аккаунт (?:заблокирован|приостановлен)|сайт (?:заблокирован|приостановлен|временно недоступен)",
)
"""The host has closed it."""

PLACEHOLDER_TITLE = _any(
    r"^\W*welcome to (?:nginx|openresty|centos|caddy|lighttpd|tengine|apache|iis|your new)",
    r"apache2? (?:\w+ )?(?:default|test) page|^test page for|^it works!?$|^iis (?:windows(?: server)?|\d)|internet information services|default (?:web ?site|server|plesk|parallels|page)|plesk (?:obsidian|default)|^(?:domain|web) default page|http server test page|^index of /$|hello world!?$|^congratulations",
    r"(?:site|website|page)? ?under (?:construction|maintenance|development)|coming soon|launching soon|opening soon|^future home of|new (?:web)?site (?:is )?coming|^(?:my|your|new) (?:web)?site$|^just another wordpress site",
    r"站点创建成功|没有找到站点|網站建置中|网站(?:正在)?(?:建设|維護|维护|升级|建設)中?|建设中|建設中|敬请期待|即将上线|默认页面|恭喜|正在建设|欢迎使用",
    r"工事中|準備中|近日公開|im aufbau|baustelle|hier entsteht|en construction|en construcción|em construção|in costruzione|в разработке|сайт на реконструкции|w budowie|yapım aşamasında",
)
"""A server without a site, in its title or first heading."""

PLACEHOLDER = _any(
    r"if you (?:see|can see|can read|are seeing) this page, the (?:nginx|web server|apache)",
    r"this is the default (?:welcome |web |index )?page",
    r"successfully installed and (?:is )?working",
    r"default (?:server|virtual ?host|web) (?:page|index)",
    r"(?:web ?site|site|page) (?:is )?(?:currently )?(?:under construction|coming soon|being (?:built|rebuilt|updated))",
    r"(?:we are|we're|something) (?:\w+ ){0,4}(?:coming soon|launching soon|working on)",
    r"您的站点已创建|站点创建成功|没有找到站点|该站点不存在|网站(?:正在)?(?:建设|维护|升级)|網站(?:正在)?(?:建設|維護|升級|建置)|敬请期待|敬請期待|即将上线|本页面?由系统自动生成",
    r"hier entsteht (?:eine|in kürze)|site en construction|sitio en construcción|site em construção|сайт находится в разработке|準備中です|工事中です",
)

SPAM = _any(
    r"\bcasinos?\b",
    r"\bslots?\b(?: (?:gacor|online|machines?))?",
    r"\bgacor\b",
    r"\btogel\b",
    r"\bjudi\b",
    r"\bpoker\b",
    r"\bbaccarat\b",
    r"\broulette\b",
    r"\bjackpots?\b",
    r"\bsportsbook\b",
    r"\bbet(?:ting|s)?\b",
    r"\bmaxwin\b",
    r"\bscatter\b",
    r"\bsbobet\b",
    r"\bgambl(?:e|ing)\b",
    r"\bfree spins?\b",
    r"\bblackjack\b",
    r"\bpragmatic play\b",
    r"\bdeposit pulsa\b",
    r"\bagen\b",
    r"\bbandar\b",
    r"\btaruhan\b",
    r"\bnhà cái\b|\bcá cược\b|\btài xỉu\b|\bnổ hũ\b",
    r"คาสิโน|สล็อต|บาคาร่า|แทงบอล",
    r"카지노|바카라|토토|슬롯",
    r"казино|ставки|слоты",
    r"\bbahis\b|\bkumar\b",
    r"博彩|赌场|賭場|百家乐|百家樂|老虎机|老虎機|真人荷官|棋牌|娱乐城|娛樂城|彩票|时时彩|六合彩|体育投注|投注|下注|赌博|賭博|博弈|现金网|皇冠体育|澳门(?:金沙|葡京|新葡京|威尼斯)|葡京|太阳城|电子游艺|电竞竞猜|开元棋牌|捕鱼|赔率|盘口|返水|返利|菠菜",
    r"\bviagra\b|\bcialis\b|\blevitra\b|\bsildenafil\b|\btadalafil\b|\b(?:online|canadian) pharmacy\b|\bwithout (?:a )?prescription\b|\bcheap (?:pills|meds)\b|\bkamagra\b|\btramadol\b|\bxanax\b",
    r"\bporn\b|\bxxx\b|\bescorts?\b|\bsex (?:videos?|cams?|chat)\b|\bnude\b|\bmilf\b|\bhentai\b|\badult (?:videos?|dating)\b|\bwebcam girls?\b",
    r"成人(?:视频|影片|电影|網站|网站|在线)|色情|av(?:在线|片|天堂)|无码|無碼|三级片|情色|约炮|黄色(?:视频|电影|网站)|裸聊|国产(?:精品|自拍)|一本道|人妻",
    r"\breplica (?:watches|handbags|bags)\b|\bpayday loans?\b|\bessay writing service\b|\bcrypto (?:giveaway|doubler)\b|代写论文|代开发票|办证",
)
"""Trades that buy up lapsed domains."""

TOUTING = _any(
    r"\bbonus(?:es)?\b",
    r"\bsign[- ]?up\b|\bregister now\b|\bjoin now\b|\bplay now\b|\bbet now\b|\border now\b|\bbuy now\b|\bshop now\b|\badd to cart\b|\bwatch now\b|\bfree shipping\b",
    r"\bdaftar\b|\blink alternatif\b|\bsitus\b|\bresmi\b|\bterpercaya\b|\bterbaik\b|\bterbaru\b|\brtp\b|\bdeposit\b|\bwithdraw",
    r"\bbest (?:online )?(?:casinos?|slots?|betting|price)\b|\btop \d+\b|\bno deposit\b|\blicensed\b|\b24/7\b|\bwelcome (?:offer|package)\b|\bpromo(?:tion)?s?\b|\bfree trial\b|\bdiscreet\b|\bno prescription\b|\blow(?:est)? prices?\b",
    r"注册(?:送|即送|就送)|首存|首充|送彩金|彩金|优惠|優惠|体验金|官网|官網|入口|平台|app下载|下载app|手机版|網頁版|网页版|登录|登錄|客服|代理|开户|開戶|提款|充值|备用网址|最新网址|发布页|在线观看|在線觀看|免费观看|高清",
    r"đăng ký|khuyến mãi|สมัคร|โบนัส|เครดิตฟรี|가입|보너스|регистрация|бонус|üye ol|giriş",
)
"""The tone of a shop, which news about those trades does not have."""

LOGIN_PATH = re.compile(
    r"(?:^|/)(?:(?:user|users|account|accounts|member|members|auth|sso|cas|my|customer|id)/)?(?:log[-_]?in|sign[-_]?in|logon|signon|authwall|checkpoint|passport|sso|oauth2?|authorize|saml2?|session/new|identity|wp-login\.php|servicelogin|member/login|denglu|log_in|sign_in)(?:[/.?;]|$)",
    re.IGNORECASE,
)
PAY_PATH = re.compile(
    r"(?:^|/)(?:subscribe|subscription|subscriptions|paywall|plans|pricing|offers?|membership|abo|abonnement|suscripcion)(?:[/.?]|$)",
    re.IGNORECASE,
)
ERROR_PATH = re.compile(
    r"(?:^|/)(?:(?:error|errors|err)[-_/]?(?:404|page|notfound)?|404|page[-_]?not[-_]?found|not[-_]?found|notfound|pagenotfound|missing|no[-_]?page|gone|expired|deleted|removed)(?:\.[a-z]{3,5})?/?$|aspxerrorpath=|[?&](?:error|err|code|status)=404",
    re.IGNORECASE,
)
IDENTITY_HOST = re.compile(
    r"^(?:accounts?|login|signin|passport|sso|auth|id|idp|identity|secure-login|oauth|logon|cas)\.|(?:^|\.)(?:auth0\.com|okta\.com|onelogin\.com|login\.microsoftonline\.com|b2clogin\.com|amazoncognito\.com|openathens\.net|shibboleth\.\w+)$",
    re.IGNORECASE,
)

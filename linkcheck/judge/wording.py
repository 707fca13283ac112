"""Phrases as data: a table for each kind of notice, a row for each language.

A phrase is a cue, never a verdict: each also stands on good pages (an article about 404 pages, a specification with a removed section,
FIELD §5), so those who ask look at where it stands and what else there is. All languages are tried, since a page need not
be in its article's. English, Chinese in both scripts, and those in which pages are cited most: Japanese, Korean, German, French,
Spanish, Portuguese, Italian, Russian, Dutch, Polish, Turkish, Arabic, Indonesian, Vietnamese. That a page is not there is known in some
thirty more (as MediaWiki's translators say it): a label in another script leaves nothing else to tell such a page by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkcheck.judge.phrases import Phrases, near, near_in_han

if TYPE_CHECKING:
    from collections.abc import Mapping


# ── not there ─────────────────────────────────────────────────────────────────────────────────────────────────────

_GONE: Mapping[str, tuple[str, ...]] = {
    "en": (
        near(
            r"\b(?:page|file|article|story|post|content|document|resource|url|address|video|product|item|topic|thread|entry|listing|profile|channel|tweet|status|playlist|community|subreddit|group|event|blog|account|user|link|track|song|album|podcast|episode|photo|image|picture|book|job|listing|question|answer|comment|note|board|list|store|shop|app|game|project|repository|collection|record|publication|issue|report|recipe|broadcast|stream|site|what)\b",
            r"(?<!if )not found|(?:(?:do|does|did|could)(?:n['’]?t| not)|can['’]?t|cannot|can not) (?:exist|be (?:found|located|displayed|reached))|no longer (?:exists?|available|here|online|active|at this)|(?:is|are) (?:not|no longer) (?:currently |at this )?available|\bunavailable|(?:is|are|was|were)n['’]?t (?:available|here|found)|(?:has|have|had)(?: since)? been (?:removed|deleted|withdrawn|taken down|unpublished|retired|banned|terminated|deactivated)|(?:was|were|is|are|has been) (?:removed|deleted|gone\b|missing\b|taken down|unpublished|banned)|has (?:expired|gone missing)|(?:is|are) (?:either )?(?:missing|off limits)|appears? to be (?:either )?(?:missing|gone|off limits)|may have (?:been )?(?:moved|removed|deleted|expired)|might have been (?:moved|removed|deleted)",
        ),
        near(
            r"\b(?:can(?:['’]?t|not| not)|could(?:n['’]?t| not)|unable to|were(?:n['’]t| not) able to|did(?:n['’]?t| not)) (?:seem to )?(?:find|locate)",
            r"\b(?:page|article|story|content|file|document|url|post|link|video|what|that|anything|you)\b",
        ),
        near(
            r"\b(?:author|owner|user|publisher|uploader|creator|poster|person who [^.\n]{0,20}posted it)",
            r"(?:has |have )?(?:deleted|removed|deactivated|taken down|unpublished) (?:this|the|their|his|her|its|it)\b",
        ),
        r"\b(?:sorry, )?(?:nothing|no (?:results?|posts?|pages?|articles?|entries|matches)) (?:was |were |could be )?found (?:for|matching|at)\b",
        r"\b[\w-]+\.[\w.-]+\.[a-z]{2,12} (?:is no longer available|has been removed|does(?:n['’]t| not) exist)",
        r"\b(?:no|invalid) (?:page|article|story|document|record|entry|item|news|post|topic|content)(?: id| number)? (?:with|at|by|under|here|found|exists|was found)\b|\binvalid (?:article|page|news|post|story|document) (?:id|number)\b|\bnot the (?:web ?|droids|page )?(?:page |site )?you(?:['’]re| are) looking for\b|\blink (?:you followed )?(?:is|may be|might be|appears to be) (?:broken|dead|outdated)\b|^\W*(?:dead|broken) link\W*$",
        r"\bnothing (?:was |could be )?found here\b|\bthere(?:['’]?s| is) (?:nothing|no (?:page|content|article|such \w+)) (?:here|at this)\b|\bno such (?:page|file|article|document|post|topic|thread)\b|^no input file specified\b|\bthe specified (?:key|blob|object) does not exist\b",
        r"\binvalid (?:thread|post|topic|article|page|document) (?:specified|id)\b|\bthe requested (?:topic|page|url|resource|document) (?:does not exist|was not found)\b",
        r"\b(?:error|http|status)?[ -]?404\b\W{0,4}(?:error|not found|page|file|oops|sorry)\b|\b404\s*$|^\W*404\W*$|\berror 404\b|\bhttp 404\b",
        r"^\W*not found\W*$|\bwe(?:['’]ve| have) lost (?:this|that) page\b|\bthis (?:post|account|user) (?:is from an account that|has been) (?:no longer|suspended|deleted|deactivated)",
        r"\bno text in this page\b|\bdoes not have an article with this (?:exact )?name\b|\bnobody on reddit goes by that name\b",
        r"\btype=not found, status=404|^cannot get /|\bout of nothing, something\b|\baccount suspended\b|\bcontent isn['’]t available\b",
    ),
    "zh": (
        near_in_han(
            r"页面|頁面|网页|網頁|文章|内容|內容|帖子|主题|主題|文件|檔案|链接|鏈接|連結|地址|网址|網址|新闻|新聞|视频|影片|商品|资源|資源|问题|問題|稿件|微博|博文|日志|信息|資訊|专题|專題|栏目|欄目|回答|原文|作品|笔记|筆記|日记|日記|话题|話題|讨论|討論|小组|小組|相册|相簿|评论|評論|条目|條目|词条|詞條|直播|音频|音頻|节目|節目|歌曲|专栏|專欄|课程|課程|动态|動態|图文|店铺|店鋪|职位|職位|活动|活動|网站|網站|站点|博客|部落格|分享的?|该帖|此帖|该贴|此贴|贴子|宝贝|频道|頻道|用户|用戶|帐号|账号|帳號|公众号",
            r"不存在|找不到|未找到|没有找到|沒有找到|(?:已|被|已被|遭)(?:[^.。，,\n]{0,6})(?:删除|刪除|移除|下架|下线|下線|撤下|屏蔽|隐藏|隱藏|移走|注销|註銷|停用|封禁|封停|锁定|鎖定|取消|关闭|關閉|清空|撤回|撤稿)|(?:已经?|已經)?失效|已?过期|已?過期|不可用|不可见|已不在|已经不在了|已經不在了|已停止访问|消失了|不在地球上|去哪了|丢失了|走丢|走失|走丟|跑丢|跑丟|不见了|不見了|找不回来|找不回來|飞走|迷路|(?:已经?|已經)?不可(?:查看|访问|訪問|浏览|瀏覽)|(?:没有?|沒有?)办法找到|(?:暂时|暫時)?(?:无法|無法)(?:查看|显示|找到|访问|浏览|顯示|瀏覽|訪問)",
        ),
        near_in_han(
            r"找不到|未找到|没有找到|沒有找到|无法找到|無法找到|没找到|沒找到|未能找到|查無|查无",
            r"页|頁|文章|内容|內容|文件|檔案|资源|資源|帖子|主题|主題|新闻|新聞|视频|影片|地址|网址|網址|信息|資訊|資料",
        ),
        near_in_han(
            r"(?:您|你)所?(?:访问|訪問|请求|請求|要找|查看|浏览|瀏覽|找|查找|查詢|寻找|尋找)的?",
            r"不存在|已删除|已刪除|不见了|不見了|找不到|失效|走丢|走丟|不翼而飞|不在|被删|被刪|被外星人劫持",
        ),
        r"(?:已经?|已經)?被(?:作者|发布者|發布者|楼主|樓主|原作者|博主|用户|用戶|主人|管理员|管理員|版主|平台)(?:自行|主动)?(?:删除|刪除|屏蔽|隐藏|隱藏|下架|撤下|锁定|鎖定)|没有知识存在|你来晚了|作者(?:已)?(?:删除|刪除)了?(?:该|此|这|這|本)|参数错误$|參數錯誤$",
        r"已被发布者删除|因违规无法查看|指定的(?:主题|帖子|文章)|你似乎来到了没有知识存在的荒原|视频去哪了|啊叻|你要的东西不在这|页面没有找到|頁面沒有找到",
        r"(?:你|您)想?要的(?:东西|東西|内容|內容)不在(?:这|這)(?:儿|兒|里|裡|裏)?|(?<![有并並])(?:没有|沒有)(?:此|该|該|这篇|這篇)(?:文章|新闻|新聞|信息|資訊|页面|頁面|帖子)",
        r"(?:无|查无|並無|查無|無)(?:此|该|這|这)(?:页|頁|文|文章|信息|資訊|新闻|新聞|内容|內容|主题|帖)|(?:作者|博主|发布者)[^。\n]{0,6}(?:设置|設定|設為|设为)[^。\n]{0,8}(?:不可见|不可見|私密|仅自己可见)",
        r"404\s*(?:错误|錯誤|页面|頁面|不存在|找不到|出错)|(?:错误|錯誤)\s*404",
    ),
    "ja": (
        near(
            r"ページ|記事|ファイル|コンテンツ|動画|お探し|URL",
            r"見つかりません|見つかりませんでした|存在しません|削除され(?!る)|ございません|終了(?:し|いた)|公開を終了|ありません|移動(?:した|または)|表示できません",
        ),
        r"(?:掲載|公開|配信)期間(?:が|を|は)[^。\n]{0,6}?(?:終了|過ぎ|経過)",
        r"(?:存在しない|削除された|見つからない|公開を終了した|掲載を終了した)(?:ページ|記事|ファイル|コンテンツ|動画|URL)",
    ),
    "ko": (
        near(
            r"페이지|게시물|기사|문서|콘텐츠|게시글|동영상|주소",
            r"찾을 수 없|존재하지 않|삭제되|삭제된|없습니다|만료",
        ),
        r"(?:존재하지 않는|삭제된|찾을 수 없는|없는|종료된) ?(?:페이지|게시물|기사|문서|콘텐츠|게시글|글|동영상|주소)",
    ),
    "de": (
        near(
            r"\b(?:seite|artikel|beitrag|inhalt|dokument|datei|adresse)\b",
            r"nicht (?:\w+ )?gefunden|nicht (?:mehr )?(?:verfügbar|vorhanden|auffindbar|online)(?! in (?:deinem|ihrem|diesem))|existiert nicht|gibt es (?:leider )?nicht|gelöscht|(?:wurde )?entfernt\b",
        ),
        r"\bunter dieser (?:adresse|url) (?:ist|gibt es|existiert|wurde)[^.\n]{0,16}(?:\bkeine?\b|\bnichts\b)",
    ),
    "fr": (
        near(
            r"\b(?:page|article|contenu|document|fichier|vidéo)\b",
            r"introuvable|n['’]existe (?:pas|plus)|a été (?:supprimée?|retirée?)|n['’]est plus en ligne|n['’]est (?:pas|plus) (?:disponible|accessible)|n['’]a pas été trouvée?|non trouvée?",
        ),
        r"\b(?:contenu|page|vidéo) (?:supprimée?|retirée?)\b|\bn['’](?:avons|a|ai) pas (?:pu )?trouv(?:é|er) (?:la|cette|de) page\b",
    ),
    "es": (
        near(
            r"\b(?:página|artículo|contenido|noticia|documento|archivo|enlace)\b",
            r"no (?:fue )?encontrad|no existe|ya no (?:existe|está)|no (?:está )?disponible|no se (?:encuentra|ha encontrado|encontró|pudo encontrar)|(?:ha sido|fue) eliminad",
        ),
        near(
            r"\bno (?:se (?:encuentra|encontró|pudo encontrar|ha encontrado)|encontramos|hemos encontrado|podemos encontrar)",
            r"página|artículo|contenido|noticia|buscas|busca\b",
        ),
    ),
    "pt": (
        near(
            r"\b(?:página|artigo|conteúdo|matéria|notícia|publicação|documento|arquivo)\b",
            r"não (?:foi )?encontrad|não existe|não (?:está )?(?:mais )?disponível|\bindisponível|(?:foi )?removid[ao]|(?:foi )?retirad[ao] do ar|não pôde ser encontrad",
        ),
        r"\bnão (?:encontramos|conseguimos encontrar|foi possível encontrar) (?:a|esta|essa) (?:página|notícia|publicação|matéria)",
    ),
    "it": (
        near(
            r"\b(?:pagina|articolo|contenuto|documento|notizia|video)\b",
            r"non (?:è stat[ao] )?trovat[ao]|non esiste|non (?:è )?(?:più )?disponibile(?! nel)|è stat[ao] rimoss[ao]",
        ),
    ),
    "ru": (
        r"\b(?:(?:так(?:ой|ого)|этой) (?:страницы|материала|документа|файла)|(?:страниц[аыу]|материал\w*),? котор\w+ вы (?:ищете|искали|запрашивал\w+))[^.\n]{0,20}(?:нет|не)\b|\bничего не найдено\b|^\W*(?:журнал|блог|аккаунт|профиль) удал[её]н\W*$",
        near(
            r"страниц|стать[яи]|материал|документ|файл|публикаци|новост|запис[ьи]|(?:этот|данный) (?:журнал|блог|аккаунт|профиль)",
            r"не найден|не существует|удал[её]н|недоступ|отсутствует|не обнаружен",
        ),
    ),
    "nl": (
        near(
            r"\b(?:pagina|artikel|bericht|inhoud)\b",
            r"niet (?:worden )?gevonden|niet (?:meer )?beschikbaar|bestaat niet|verwijderd",
        ),
    ),
    "pl": (
        near(
            r"\b(?:strona|stron[yę]|artykuł|treść)\b",
            r"nie (?:została |został )?(?:znaleziona|znaleziony|istnieje|znaleziono)|usunięt[ay]|nie jest dostępn",
        ),
        r"\bnie (?:odnaleziono|znaleziono|możemy (?:odnaleźć|znaleźć)|można (?:odnaleźć|znaleźć)|udało się (?:odnaleźć|znaleźć)) (?:tej |podanej |żądanej |takiej )?(?:strony|artykułu)",
    ),
    "tr": (near(r"\b(?:sayfa|içerik|haber)", r"bulunamadı|mevcut değil|kaldırıl|silin"),),
    "ar": (
        near(
            r"الصفحة|المقال|المحتوى|الموضوع|الرابط|الخبر المطلوب",
            r"غير موجود|غير متاح|غير متوفر|لم يتم العثور|تم حذف|لا يمكن العثور|محذوف",
        ),
    ),
    "id": (
        near(
            r"\b(?:halaman|laman|artikel|konten|berita)\b",
            r"tidak (?:ditemukan|dapat ditemukan|tersedia|ada\b|dijumpai|ditemui|wujud)|(?:telah|sudah) dihapus",
        ),
    ),
    "vi": (
        near(
            r"\b(?:trang|bài viết|nội dung)\b",
            r"không (?:tồn tại|tìm thấy|có sẵn)|không được tìm thấy|đã bị (?:xóa|gỡ)",
        ),
    ),
    "sv": (
        near(
            r"\b(?:sidan|artikeln|dokumentet|innehållet|inlägget)\b",
            r"\b(?:hittades|hittas|finns|existerar)(?: tyvärr)? inte\b|(?:kunde|kan|gick) inte (?:att )?(?:hittas|hitta|visas)|har tagits bort|är borttage[nt]",
        ),
        r"\bhitt(?:ade|ar)(?: tyvärr)? inte (?:den )?(?:sidan|artikeln)\b",
    ),
    "da": (
        r"\b(?:siden|artikkelen|artiklen|innholdet|indholdet)\b,?(?: (?:som )?(?:du|de) [^.\n]{3,24}?,?)? (?:ble|blev|kunne|kan)(?: desværre| dessverre)? ikke (?:bli |blive )?(?:funnet|fundet|findes|finnes|vises)",
        r"\b(?:siden|artikkelen|artiklen|innholdet|indholdet)\b,?(?: (?:som )?(?:du|de) [^.\n]{3,24}?,?)? (?:(?:finnes|findes|eksisterer)(?: desværre| dessverre)? ikke|er (?:blitt |blevet )?(?:slettet|fjernet)|er ikke (?:lenger |længere )?tilg(?:jengelig|ængelig))",
        r"\b(?:fant|finner|finne|fandt|finder|finde)(?: desværre| dessverre)? ikke (?:den )?(?:siden|side|artikkelen|artiklen)\b|\bikke finde (?:den )?(?:side|siden|artikel|artiklen)\b",
    ),
    "fi": (
        near(
            r"\b(?:sivua|sivu|artikkelia|artikkeli|sisältöä|sisältö)\b",
            r"\bei (?:valitettavasti )?(?:löydy|löytynyt|ole (?:olemassa|enää|saatavilla)|voitu löytää)|on poistettu",
        ),
    ),
    "cs": (
        near(
            r"\b(?:stránka|stránku|stránky|článek|článok|dokument|obsah|příspěvek|príspevok)\b",
            r"\bneexistuje|neb(?:yl|ol)[aoy]? (?:nalezen|nájden)[aýéo]?|\bnenalezen[aoý]?\b|\bsa nenaš(?:la|iel|lo)|\bse nepodařilo na(?:jít|lézt)|\bnelze na(?:jít|lézt)|b(?:yl|ol)[ao]? (?:smazán|odstraněn|odstránen|zmazan)|(?:už|již) není (?:dostupn|k dispozici)|už nie je (?:dostupn|k dispoz)",
        ),
    ),
    "hu": (
        near(
            r"\b(?:oldal|lap|cikk|tartalom|dokumentum)\b",
            r"\bnem (?:található|létezik|elérhető)|\bnincs meg\b|törölt|eltávolít",
        ),
    ),
    "ro": (
        near(
            r"\b(?:pagina|articolul|conținutul|documentul)\b",
            r"\bnu (?:a fost|a putut fi|poate fi|s-a) găsit|\bnu (?:mai )?există|\bnu (?:mai )?este disponibil|a fost (?:ștears|șters|eliminat)",
        ),
    ),
    "el": (
        near(
            r"\b(?:σελίδα|άρθρο|έγγραφο|περιεχόμενο)\b",
            r"\bδεν (?:βρέθηκε|υπάρχει|είναι (?:πλέον )?διαθέσιμ|μπορεί να βρεθεί)|έχει (?:διαγραφεί|αφαιρεθεί)",
        ),
    ),
    "uk": (
        near(
            r"\b(?:сторін\w+|старон\w+|стат(?:тю|тя|ті)|матеріалу?|публікаці[яюї]|новин[ау])",
            r"\bне (?:знайден|існу|знойдзен|доступн|вдалося знайти)|видален|вилучен|выдален",
        ),
        r"\bтакої сторінки нема|\bтакой старонкі няма",
    ),
    "bg": (
        near(
            r"\b(?:страниц[аеуи]\w*|стати[яюј]\w*|чланак|членот)",
            r"\bне (?:е|беше|бе) (?:намерен|открит|пронајден)|\bне (?:съществува|постои|постоји)|\bније (?:пронађен|доступн)|\bне може да (?:бъде|се|биде) (?:намер|откр|пронајд)|изтрит|обрисан",
        ),
    ),
    "hr": (
        near(
            r"\b(?:stranic[aue]|strani?|članak|članek|članka|sadržaj)\b",
            r"\bnije (?:pronađen|više dostup|dostup)|\bne (?:postoji|obstaja)|\bni (?:bilo )?mogoče najti|\bni (?:bil[ao]? )?najden|je (?:obrisan|uklonjen)",
        ),
    ),
    "ca": (
        near(
            r"\b(?:pàgina|article|contingut)\b",
            r"\bno (?:existeix|s['’]ha trobat|trobad[ao]|està disponible)",
        ),
        r"\bno s['’]ha (?:pogut )?troba[rt] (?:la pàgina|l['’]article)",
    ),
    "lt": (
        near(
            r"\b(?:puslapis|straipsnis)\b",
            r"\b(?:nerastas|nebuvo rastas|neegzistuoja|pašalintas)\b",
        ),
    ),
    "lv": (near(r"\b(?:lapa|raksts)\b", r"\bnav atrast[as]|\bneeksistē"),),
    "et": (
        near(
            r"\b(?:lehte|lehekülge|lehekülg|artiklit)\b",
            r"\bei (?:leitud|eksisteeri|ole (?:enam )?olemas)",
        ),
    ),
    "th": (
        r"ไม่พบ(?:หน้า(?!ที่ของ)|เพจ|เว็บ|บทความ|เนื้อหา|ข่าวที่|ข้อมูลที่)",
        r"(?:หน้า|หน้าเว็บ|เพจ|บทความ|เนื้อหา|ข่าว)นี้[^.\n]{0,24}?(?:ไม่มีอยู่|ไม่พบ|ถูกลบ|ไม่สามารถ(?:เข้าถึง|แสดง)|ไม่พร้อมใช้งาน)",
    ),
    "he": (
        near(
            r"\bש?(?:ה?דף|ה?עמוד|ה?כתבה|ה?מאמר|התוכן)\b",
            r"\bלא (?:נמצאה?|קיי?(?:ם|מת)|זמינה?)\b|\bאינ(?:ו|ה) (?:קיי?(?:ם|מת)|זמינה?)|הוסרה?\b|נמחקה?\b",
        ),
    ),
    "fa": (
        near(
            r"صفحه|مطلب|محتوا|نوشته|این خبر|خبر مورد نظر",
            r"یافت نشد|پیدا نشد|وجود ندارد|موجود نیست|در دسترس نیست|حذف شده",
        ),
    ),
    "ur": (near(r"صفحہ|مضمون", r"نہیں ملا|موجود نہیں|دستیاب نہیں"),),
    "hi": (near(r"पृष्ठ|पेज|लेख|सामग्री", r"नहीं मिल|मौजूद नहीं|उपलब्ध नहीं|हटा दिया"),),
    "bn": (near(r"পৃষ্ঠা|পাতা|পেজ", r"পাও(?:য়া|য়া) যা(?:য়|য়)নি|খুঁজে পাও"),),
    "ka": (near(r"გვერდი", r"(?:ვერ|არ) მოიძებნა|არ არსებობს"),),
    "hy": (near(r"էջը?", r"չի գտնվել|չգտնվեց|գոյություն չունի"),),
    "az": (near(r"\b(?:səhifə|məqalə)", r"tapılmadı|mövcud deyil"),),
    "my": (near(r"စာမျက်နှာ", r"မတွေ့|မရှိ"),),
    "km": (r"រកមិនឃើញ(?:ទំព័រ|អត្ថបទ)|ទំព័រ[^។\n]{0,30}(?:រកមិនឃើញ|មិនមាន)",),
    "mn": (near(r"хуудас", r"олдсонгүй"),),
}
GONE = Phrases(_GONE)
"""What was asked for is not there."""

_GONE_AS_TITLE: Mapping[str, tuple[str, ...]] = {
    "any": (
        r"^\W*(?:error|http|oops|sorry|fehler|erreur)?\W*(?:404|410)\b",
        r"^\W*(?:ошибка|помилка|памылка|грешка|greška|napaka|chyba|fel|feil|fejl|virhe|hiba|eroare|σφάλμα|błąd|erro|errore|fout|hata|lỗi|ralat|xəta|خطأ|خطای?|שגיאה|오류|错误|錯誤|エラー)\W*(?:404|410|۴۰۴|٤٠٤)(?!\w)",
    ),
    "en": (
        r"\bnot found\b|\b(?:page|file|article) (?:missing|unavailable)\b|\b(?:is|are) no longer (?:available|online|accessible|here)\W*$|\b(?:can['’]t be|cannot be|could not be|couldn['’]t be) found\W*$|^\W*hm+\W+nothing (?:to see )?here\W*$|^\W*(?:page |content |video )?(?:unavailable|no longer available|removed|deleted|does not exist|doesn['’]t exist)\W*$|^\W*error(?: page)?\W*$",
    ),
    "zh": (
        r"(?:不存在|找不到|未找到|没有找到|沒有找到|無法找到|无法找到|已删除|已刪除|已被删除|已被刪除|出错了|出錯了|走丢了|走丟了|不见了|不見了|已失效|已下线)\W*$|^\W*(?:出错|错误|錯誤)(?:页|頁|提示)?\W*$",
    ),
    "other": (
        r"\bintrouvable\b|\bnicht gefunden\b|\bno encontrad[oa]\b|\bnão encontrad[oa]\b|\bnon trovat[oa]\b|\bniet gevonden\b|\bnie znaleziono\b|\bbulunamadı\b|không tìm thấy|\btidak ditemukan\b",
        r"見つかりません|찾을 수 없|не найден[ао]?\b|غير موجودة?",
    ),
}
GONE_TITLE = Phrases(_GONE, _GONE_AS_TITLE)
"""The same, as a title or a heading says it."""

NO_SUCH_SITE = re.compile(
    r"there isn['’]t a github pages site here|\bno such app\b|\bthe specified bucket does not exist\b|\bnosuchbucket\b"
    r"|\bfastly error: unknown domain\b|\bdeployment_not_found\b|\bthe deployment could not be found\b"
    r"|\bsite not found\b[^.\n]{0,40}(?:netlify|looks like)|\b404 web site not found\b|\bthere is no app configured at that hostname\b"
    r"|\bthis shop is (?:currently )?unavailable\b|\bdo you want to register\b[^\n]{0,60}wordpress"
    r"|\bthe (?:blog|site|project) (?:you were looking for |you are looking for )?(?:was not found|no longer exists|has been removed)\b",
    re.IGNORECASE,
)
"""A hosting service says that it has no such site: of the whole host, where a front page proves nothing."""

# ── between us and the page ───────────────────────────────────────────────────────────────────────────────────────

_UNUSUAL: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"(?:unusual|suspicious|abnormal|automated) (?:traffic|activity|behaviou?r) (?:from|detected|has been|coming|on|in)|(?:detected|noticed|seen) (?:some )?(?:unusual|suspicious|abnormal|automated) (?:traffic|activity|behaviou?r|requests)",
        r"^\W*(?:just a|one) moment,? ?(?:please)?\W*$|\bone moment,? please\b|request is being verified|\bchecking your (?:visit|connection|request)\b|verifying your (?:browser|connection|request|visit)|\brobot challenge\b|\b(?:client|browser|security|bot) challenge\b|activity from your (?:network|ip)[^.\n]{0,20}looks",
        r"\brate limit(?:ed| exceeded| reached)\b|\b(?:bot|captcha|robot) check\b|\b(?:solve|enter|complete|pass)[^.\n]{0,20}\bcaptcha\b|\b(?:enable|accept|allow) cookies\b[^.\n]{0,30}\b(?:continue|proceed|access|view)\b|\bcookies (?:are )?required\b|\bforbidden by administrative rules\b",
        r"\b(?:not|un)[ -]?available in (?:your|most|this)[^.\n]{0,20}(?:country|region|location|area|countries|regions)\b|\b(?:from|in) your (?:country|region|location)[^.\n]{0,20}(?:was |is |has been )?(?:disabled|blocked|denied|restricted|not (?:allowed|permitted|supported))|\bgeo-?(?:blocked|restricted)\b",
        r"\baccess (?:has been |is |was )?(?:temporarily |currently )?(?:blocked|restricted|suspended|limited)\b|please enable javascript (?:and cookies )?to (?:continue|view the page content|proceed)",
        r"(?:verify|verifying|confirm|prove)(?: that)? (?:you are|you['’]re) (?:a |not a )?(?:human|robot|bot)",
        r"(?:making|to make) sure you['’]re not a (?:bot|robot)|\bare you (?:a )?(?:human|robot)\b|\bnot a robot\b",
        r"checking (?:your browser|if the site connection is secure)|performing security verification",
        r"security (?:check|verification) (?:to|required|before)|complete the (?:captcha|security check|challenge)",
        r"enable javascript and cookies to continue|press (?:&|and) hold|pardon our interruption",
        r"access (?:to this page )?(?:has been |is |was )?denied\b|you have been blocked|you(?:['’]ve| have) been (?:temporarily )?(?:blocked|rate limited)",
        r"your (?:request|access|ip)[^.\n]{0,30}(?:has been |was |is )(?:temporarily )?(?:blocked|restricted|denied|rejected)",
        r"the requested url was rejected|automated (?:access|queries|requests|traffic) (?:from|to|has|is|have)|too many requests",
        r"\bwhile we (?:verify|check) (?:your browser|that you|you['’]?re|you are)|\bclick the button below to continue shopping\b|\bvalidating your browser\b|\b(?:unavailable|not available) (?:due to|for) legal reasons\b|\b(?:(?:web ?)?site|page|content|access)\b[^.\n]{0,30}\bblocked (?:in your (?:jurisdiction|country)|(?:as per|by|pursuant to) (?:an? |the )?(?:court )?order)|\baccess cannot be granted\b",
        r"\bbot (?:detection|protection)\b|\bddos protection\b|\battention required!|blocked by network security|\brobot check\b|web application firewall|^\W*(?:error )?403\b.{0,10}\bforbidden|^\W*forbidden\W*$",
    ),
    "zh": (
        r"(?:安全|人机|人機|滑动|滑動|行为|行為|机器人|機器人|访问)(?:验证|驗證|检查|檢查|校验)(?:中|码|页面)?",
        r"(?:访问|訪問|请求|請求|操作)(?:过于|過於|太过?|次数)频?(?:频繁|頻繁|快|多)|频繁访问",
        r"完成(?:验证|驗證)(?:后|後)|请(?:先)?(?:完成|进行|输入|通过)[^。\n]{0,8}(?:验证|驗證)|請(?:先)?(?:完成|進行|輸入)[^。\n]{0,8}驗證|拖动(?:滑块|下方滑块)|拖動滑塊|按住滑块",
        r"环境异常|環境異常|异常(?:流量|访问|请求)|異常(?:流量|訪問|請求)|(?:流量|访问|請求|请求|訪問)(?:存在)?(?:异常|異常)",
        r"(?:您|你)的(?:访问|訪問|请求|請求|ip)[^。\n]{0,24}(?:被(?:拒绝|拒絕|阻断|拦截|攔截|禁止|限制)|存在(?:安全)?(?:风险|威胁|異常|异常))",
        r"(?:您|你|妳)?(?:不是|非|并非|並非)(?:一个|一個)?(?:机器人|機器人)|(?:系统|系統|我们|我們)?(?:监测|監測|检测|檢測|侦测|偵測)到[^。\n]{0,14}(?:异常|異常)|验证码拦截|(?:正在|我们需要)(?:检查|检测|验证|确认)(?:您|你)的(?:浏览器|瀏覽器|访问|网络|連線|连接|身份)|请求(?:已被|被)(?:拦截|阻断)|不合法参数|疑似(?:黑客|攻击|恶意)|(?:设置为|設定為|已被|云防护|雲防護|防火墙|防火牆)[^。\n]{0,4}(?:拦截|攔截)|(?:您|你)?所在的?(?:国家|國家|地区|地區|区域|區域)[^。\n]{0,8}(?:无法|無法|不可|不能|不支持|限制)|不提供(?:您|你)所在|存取(?:已?被?(?:拒絕|拒|封鎖|限制))|(?:请求|請求|访问|訪問|操作)?(?:次数|次數)(?:过多|過多)",
        r"(?:访问|訪問)(?:已?被(?:拒绝|拒絕|阻断|拦截|攔截|禁止)|受限|行为异常)|拒绝访问|禁止访问|非人类行为|网站防火墙|網站防火牆|(?:为保障|為保障)[^。\n]{0,16}(?:完成|进行|進行)[^。\n]{0,8}(?:验证|驗證)",
    ),
    "ja": (
        r"ロボットではない|不審な(?:アクセス|トラフィック)|通常と異なる(?:アクセス|トラフィック)|ブラウザを確認|人間であることを確認|アクセスが(?:拒否|制限|集中)|アクセス拒否|アクセスを(?:一時的に)?(?:制限|遮断|ブロック)し|お住まいの(?:地域|国)では[^。\n]{0,12}(?:ご利用|ご覧|視聴|閲覧)",
    ),
    "ko": (
        r"로봇이 아님|접근이 (?:차단|제한)|보안 (?:확인|검사)|자동(?:화된)? (?:접근|접속)|로봇이 아닙니다|비정상적인 (?:접근|트래픽)|자동 ?(?:입력|등록) ?방지|(?:접속이|접속을) 차단(?:되었|하였|했)|불법[·.]유해 (?:정보|사이트)|(?:해당|거주) (?:지역|국가)에서는[^.\n]{0,12}(?:이용|시청|볼)",
    ),
    "ru": (
        r"(?:доступ|запрос)[^.\n]{0,40}(?:запрещ|ограничен|заблокирован)|вы не робот|не робот|вы человек|проверк[аи] (?:браузера|безопасности)|подозрительн\w+ (?:трафик|активност)|необычный трафик|ви не робот|доступ[^.\n]{0,20}(?:заборонен|обмежен|заблокован)|(?:материал|контент|видео)\w* недоступ\w+ в ваше[мй] (?:регионе|стране)",
    ),
    "other": (
        r"\bkein roboter\b|sicherheitsüberprüfung|\bpas un robot\b|vérification de sécurité|\bno (?:eres|soy) un robot\b|verificación de seguridad|\bnão é um robô\b|verificação de segurança|\bnon sei un robot\b|verifica di sicurezza|\bnie jesteś robotem\b|robot olmadığınızı|\bgeen robot\b|bukan robot|không phải (?:là )?(?:robot|người máy)",
        r"\bno es un robot\b|\bnejste (?:robot|člověk)|\binte (?:är )?en robot\b|\bikke (?:er )?en robot\b|\bet ole robotti\b|\bnem (?:vagy )?robot\b|\bnu (?:sunteți|ești) (?:un )?robot\b|\bdass sie ein mensch sind\b|^\W*sicherheitsprüfung\W*$|\bque vous êtes (?:bien )?humain\b|\bque (?:eres|es) humano\b|\bse você é (?:um )?humano\b|\bże jesteś człowiekiem\b|\bche sei umano\b|\bdat (?:je|u) een mens bent\b",
        r"\bin (?:deinem|ihrem|diesem) land nicht (?:verfügbar|abrufbar)|\b(?:indisponible|pas disponible) dans (?:votre|ce) pays\b|\bno (?:está )?disponible en (?:tu|su) (?:país|región)|\bnon (?:è )?disponibile (?:nel (?:tuo|suo) paese|nella (?:tua|sua) (?:area|regione))|\b(?:não )?(?:está )?(?:in)?disponível (?:no|em) seu país|\bniet beschikbaar in (?:jouw|uw) land",
        r"\b(?:accesso|sito)\b[^.\n]{0,24}\b(?:inibito|oscurato)\b|\bbloquead[oa] por (?:requerimiento|orden|disposición|resolución|decisão|ordem)|\bbloqué[^.\n]{0,24}(?:décision|ordonnance)|\btidak (?:bisa|dapat) diakses [^.\n]{0,60}(?:peraturan|undang)|\bsitus ini (?:telah )?diblokir",
        r"ไม่ใช่(?:หุ่นยนต์|โรบอท)|ระงับการ(?:เข้าถึง|เผยแพร่)|ถูก(?:ระงับ|ปิดกั้น)[^.\n]{0,20}(?:คำสั่ง|กฎหมาย)",
        r"لست (?:روبوتا|روبوتًا|برنامج روبوت)|التحقق من الأمان",
        r"(?:zugriff|zugang) (?:verweigert|blockiert)|ungewöhnliche[nr]? (?:datenverkehr|aktivität)|accès (?:refusé|bloqué)|trafic (?:inhabituel|inhabituelle)|acceso denegado|tráfico inusual|acesso negado|tráfego incomum|accesso negato|odmowa dostępu|erişim engellendi|toegang geweigerd|truy cập bị từ chối|akses ditolak",
        r"تم رفض الوصول",
    ),
}
UNUSUAL = Phrases(_UNUSUAL)
"""We are taken for a machine, or refused."""

_AGE: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\bare you (?:over |at least )?(?:18|21|of legal (?:drinking )?age)\b|\byou must be (?:at least |over )?(?:18|21)\b|^\W*(?:please )?(?:verify|confirm) your age\b|^\W*age (?:verification|check|gate|restricted)(?: required)?\W*$",
    ),
    "zh": (
        r"(?:您|你)?(?:必须|必須|需要?|须|須)?(?:年满|年滿|已满|已滿)(?:18|十八)(?:周?岁|歲)(?:才|方|以上|[?？吗嗎])|(?:未满|未滿)(?:18|十八)(?:周?岁|歲)[^。\n]{0,10}(?:禁止|请勿|請勿|不得|离开|離開|退出)|^\W*(?:年龄|年齡)(?:确认|確認|验证|驗證)\W*$",
    ),
    "other": (
        r"\b(?:mindestens|über) 18 jahre alt\b|^\W*alters(?:verifikation|prüfung|freigabe|kontrolle)\W*$|\b(?:au moins|plus de) 18 ans\b|\bmayor(?:es)? de (?:18|edad)\b[^.\n]{0,20}[?]|\bmaggiorenn[ei]\b[^.\n]{0,20}[?]|\bmaior de 18\b|\b18 jaar of ouder\b|\bukończone 18 lat\b|\b18 yaşından büyük",
        r"(?:18|20|１８|２０)歳以上ですか|(?:18|20|１８|２０)歳未満[^。\n]{0,16}(?:お断り|ご覧|閲覧|禁止)|^\W*年齢確認\W*$|(?:19|만 ?19)세 (?:이상|미만)[^.\n]{0,16}(?:확인|이용|시청)|вам (?:уже )?(?:есть|исполнилось) 18",
    ),
}
AGE = Phrases(_AGE)
"""For grown-ups."""

_LOGIN: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\b(?:log ?in|sign ?in|log on) (?:to (?:continue|view|see|read|access|your)|or (?:sign ?up|register|create|join)|required)",
        r"\b(?:you (?:must|need to|have to)|please) (?:be )?(?:log(?:ged)? ?in|sign(?:ed)? ?in|register)\b(?! to (?:post|comment|reply|leave|write|vote|rate|add|join|like|follow|participate))|\b(?:members|subscribers|registered users) only\b|\b(?:subscriber|member|premium)[- ](?:only )?content\b|\bregistration required\b|\bregister (?:for free |now )?to (?:continue|read|view)\b|\baccount is private\b|\byou (?:do not|don['’]t) have (?:access|permission)\b|\byou need (?:access|permission)\b|\brequest access\b|\bnot authori[sz]ed to (?:access|view|read)\b|\bpermission (?:error|denied)\b|\b(?:content|post) is password[- ]protected\b|\brestricted to (?:members|subscribers|registered users)\b|\bsina visitor system\b",
    ),
    "zh": (
        r"(?:请|請|您?需要|必须|必須)(?:先)?(?:登录|登錄|登入)(?!(?:后|後)?(?:才|方|即)?(?:可以?|能)?(?:回|评|評|发|發|参与|參與|点赞|收藏|留言))|(?:登录|登錄|登入)(?:后|後)(?!(?:才|方|即)?(?:可以?|能)?(?:回|评|評|发|發|参与|參與|点赞|收藏|留言))(?:才|可|查看|继续|繼續|即可|访问|瀏覽)|扫码登录|(?:尚未|还未|還未|未)(?:登录|登錄|登入)|仅限(?:会员|登录)|僅限(?:會員|登入)|受密码保护|受密碼保護|阅读权限高于|閱讀權限高於|用户组\(游客\)无法|用戶組\(遊客\)無法|(?:没有|沒有|无|無)(?:权限?|權限?)(?:访问|查看|浏览|訪問|瀏覽)|暂无查看权限|登录即可查看",
    ),
    "other": (
        r"bitte (?:melden sie sich|loggen sie sich|einloggen)|veuillez vous (?:connecter|identifier)|inicia(?:r)? sesión para|faça login|accedi per|zaloguj się, aby|giriş yapın|cần đăng nhập để (?:xem|đọc|tiếp)",
        r"ログインして|ログインが必要|로그인이 필요|로그인해 주세요|로그인 ?(?:후|하신 후)에? ?(?:이용|볼|보실|열람)|회원만 (?:볼|보실|이용|열람)|только (?:для )?зарегистрированным|только авторизованным|войдите|авторизуйтесь|تسجيل الدخول للمتابعة",
    ),
}
LOGIN = Phrases(_LOGIN)
"""Members only."""

_PAY: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"^\W*subscribe to (?:read|continue|keep reading|unlock)\b|\bsubscribe (?:now )?to (?:continue|keep) reading\b|\bto (?:continue|keep) reading,? (?:please )?subscribe\b|\bonly (?:available )?(?:for|to) (?:paying |our )?subscribers\b",
    ),
    "zh": (
        r"(?:订阅|訂閱|付费|付費)(?:后|後)(?:才可|才能|即可|可|继续|繼續)*(?:阅读|閱讀|查看)|(?:本文|全文|此文|内容|內容)[^。\n]{0,6}(?:会员|會員|付费|付費|订阅者|訂閱者)(?:专享|專享|专属|專屬|限定)",
    ),
    "other": (
        r"\bnur für abonnent|\bmit abo weiterlesen\b|\bréservée?s? aux abonnés\b|\b(?:exclusivo|solo|sólo) para suscriptores\b|\briservat[oa] agli abbonati\b|\b(?:exclusivo|só|somente) para assinantes\b|\balleen voor abonnees\b|\btylko dla (?:subskrybentów|prenumeratorów|abonentów)|\bsadece aboneler",
        r"(?:有料)?会員限定(?:の?記事|です|コンテンツ)|유료 ?(?:회원|구독자)(?:만| 전용)|только (?:для|по) подпис",
    ),
}
PAY = Phrases(_PAY)
"""For those who pay."""

LOGIN_TITLE = re.compile(
    r"^\W*(?:log ?in|sign ?in(?! (?:the|an?)\b)|log on|login|signin|登录|登錄|登入|用户登录|会员登录|欢迎登录|歡迎登入|统一身份认证|统一认证|ログイン|로그인|anmelden|einloggen|connexion|s['’]identifier|iniciar sesión|entrar|accedi|вход|войти|inloggen|zaloguj się|logowanie|giriş(?: yap)?|masuk|đăng nhập|تسجيل الدخول)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A page titled as the door."""

_BROKEN: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\berror (?:establishing|connecting to) (?:a |the )?database\b|^\W*(?:mysql |database |sql )?(?:connection )?error:? (?:could not|can['’]t|cannot) connect|\bdatabase (?:connection )?error\b|\bfatal error\b\W.{0,200}\bon line\b",
        r"^\W*(?:error )?(?:50[0-4]\W+)?(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)\W*$|\b(?:server|site|service|system) (?:is )?(?:too busy|temporarily (?:down|unavailable|overloaded))\b|\bwe(?:['’]ll| will) be (?:right )?back (?:soon|shortly)\b|^\W*we(?:['’]ll| will) be right back\W*$|^\W*(?:site |website |server |maintenance mode|under )?maintenance(?: mode)?\W*$|\b(?:web ?site|site|we) (?:is|are) (?:currently |down for )?(?:undergoing|performing|under) (?:\w+ )?maintenance\b|\btemporarily down for maintenance\b|\bscheduled maintenance\b",
    ),
    "zh": (
        r"(?:数据库|資料庫)(?:连接|連線|連接)?(?:错误|錯誤|失败|失敗|出错)|(?:服务器|伺服器)(?:内部|內部)?(?:错误|錯誤|繁忙|忙)|(?:系统|系統|服务器|伺服器|网络|網路)(?:繁忙|忙碌|开小差|異常|异常)[^。\n]{0,6}(?:稍后|稍後|重试|重試)|内部服务器错误",
    ),
    "other": (
        r"^\W*wartungs(?:arbeiten|modus)\W*$|\b(?:web)?(?:site|seite|server|shop|portal)\b[^.\n]{0,40}(?:gewartet|wegen wartung)|\bwegen wartungsarbeiten\b[^.\n]{0,60}(?:nicht (?:erreichbar|verfügbar)|offline)|\bsite (?:est )?(?:actuellement )?en maintenance\b|^\W*(?:en )?(?:maintenance|mantenimiento|manutenção)\W*$|\b(?:sitio|web|página)\b[^.\n]{0,20}en mantenimiento\b|\btareas de mantenimiento\b[^\n]{0,40}(?:volv|pronto)|\bsite em manutenção\b|\bsito in manutenzione\b|\b(?:strona|serwis) w trakcie (?:prac|konserwacji)|^\W*prace (?:techniczne|konserwacyjne)\W*$|\bsite(?:miz)? bakım(?:da|dadır)\b|\b(?:hệ thống|website|trang web) đang (?:được )?bảo trì|\b(?:situs|sistem) (?:ini )?sedang dalam (?:pemeliharaan|perbaikan)|\b(?:site|website) is in onderhoud\b",
        r"^\W*(?:ただいま)?(?:システム)?メンテナンス中(?:です)?\W*$|(?:ただいま|現在)[^。\n]{0,12}メンテナンス中|^\W*(?:시스템|서비스|사이트|서버)? ?점검 ?중(?:입니다)?\W*$|(?:서비스|사이트|시스템|서버) ?점검 ?중입니다|на (?:нашем )?сайте (?:ведутся|проводятся) (?:\w+ )?(?:технические )?работы|^\W*технические работы\W*$|^\W*(?:الموقع )?(?:تحت|قيد) الصيانة\W*$",
        r"\bveritabanı bağlantısı kurul|\berreur de connexion à la base|\berror al conectar (?:con|a) la base|\bfehler beim aufbau einer datenbankverbindung|\berro ao (?:conectar|estabelecer)[^.\n]{0,20}banco de dados|\berrore nello stabilire una connessione al database|データベース接続確立エラー|ошибка (?:установки )?соединения с базой данных",
    ),
}
BROKEN = Phrases(_BROKEN)
"""The server is in trouble, whatever the status says."""

# ── in the page's place ───────────────────────────────────────────────────────────────────────────────────────────

_PARKED: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\bdomain (?:name )?[^.\n]{0,80}?\b(?:is|may be|might be|could be|are) (?:now |currently |still )?(?:available )?(?:for (?:sale|lease)|parked|up for (?:sale|auction)|available (?:for purchase|to buy))",
        r"\b(?:buy|purchase|inquire about|make an offer (?:on|for)|lease|own) this (?:premium )?domain\b|\bthis (?:premium )?domain (?:name )?(?:is|has|was|may) [^.\n]{0,30}(?:sale|expired|parked|available)",
        r"\b[\w-]+\.[a-z]{2,12} (?:is|may be|could be) (?:now )?(?:for sale|parked|available for purchase)\b|\bdomain (?:is )?(?:parked|for sale|parking)\b|\bparked domain\b",
        r"\bsponsored listings (?:displayed )?(?:above|below)?[^.\n]{0,30}(?:served automatically|third party)",
        r"\b(?:this|the) (?:web ?page|website|domain) is parked\b|\bparked (?:free|by|courtesy of)\b|\bthe owner of [\w.-]+ (?:is offering|has put)\b",
        r"\binterested in this domain\b|\bget this (?:premium )?domain\b|\b(?:domain|it) (?:that )?has been parked (?:at|by|with)\b|\bwould you like to buy this domain\b|\bdomain (?:name )?(?:has )?expired\b|\bthis domain (?:name )?has (?:recently )?(?:expired|lapsed)\b|\brenew (?:this|your) domain\b",
        r"\bdomain (?:is|was) (?:recently |just )?registered (?:at|with|by)\b|\bthis domain (?:was|has been) registered\b|\bthis domain is reserved\b|\bhas just been registered\b|\bdomain[^.\n]{0,40} is available for purchase\b|\brelated searches\b[^\n]{0,200}\bprivacy policy\b",
    ),
    "zh": (
        r"(?:域名|網域|网域|网址|網址)[^。\n]{0,12}(?:出售|转让|轉讓|待售|拍卖|拍賣|求购|一口价|议价|已过期|已過期|停放|停靠|已被注册|已被註冊)|(?:出售|转让|轉讓|购买|購買)(?:此|该|該|本|这个)(?:域名|網域|网域|网站)",
        r"您正在访问的域名|您正在訪問的(?:域名|網域)|(?:此|该|该个|該|本)(?:域名|網域|网域)(?:名称|名稱)?(?:正在|可以|可|已|待|诚意)[^。\n]{0,6}(?:出售|转让|轉讓|购买|購買|到期|过期|過期|售)|(?:访问|訪問|浏览|瀏覽)的(?:网站|網站)?(?:域名|網域)已(?:到期|过期|過期)",
    ),
    "ja": (
        r"(?:この)?ドメイン(?:名)?(?:は|が)?[^。\n]{0,16}(?:販売|売り出|取得できます|失効|期限切れ|お譲り|取得されています)",
    ),
    "ko": (r"이 도메인[^.\n]{0,16}(?:판매|구매|만료)",),
    "other": (
        r"\bdomain (?:\S+\.\w+ )?(?:steht|ist)[^.\n]{0,20}(?:verkauf|geparkt|zu verkaufen)|\bdomain (?:\S+\.\w+ )?wurde (?:[^.\n]{0,30} )?registriert|\b(?:nom de )?domaine (?:\S+\.\w+ )?(?:est )?(?:actuellement )?(?:à vendre|en vente|expiré|en parking)|\b(?:nom de )?domaine a bien été créé|\bdom[ií]nio (?:\S+\.\w+ )?(?:è |está )?(?:en venta|à venda|a la venta|in vendita)|\bdomein(?:naam)? (?:\S+\.\w+ )?(?:is |staat )?te koop|\bdomena (?:\S+\.\w+ )?(?:jest )?na sprzedaż|\balan adı satılık|\btên miền[^.\n]{0,16}(?:bán|hết hạn)|\bdomain ini (?:dijual|kedaluwarsa)",
        r"\b(?:domän(?:en|namnet)|domenet|domænet) (?:\S+\.\w+ )?(?:är|er) (?:nu )?til(?:l)? sal[ug]|\b(?:acest )?domeni(?:u|ul) (?:\S+\.\w+ )?(?:a expirat|este de vânzare)|\bdomein(?:naam)? is [^.\n]{0,24}geparkeerd|\bdomän(?:en|namnet) (?:\S+\.\w+ )?är (?:\w+ )?parkera[dt]|\bdomena (?:\S+\.\w+ )?(?:jest|została) (?:\w+ )?zaparkowana|\bdomén(?:a|u) (?:\S+\.\w+ )?je (?:[^.\n]{0,20} )?(?:za)?parkov|\bdomena zaparkowana\b|\balan adı [^.\n]{0,24}park edil|\beste domínio (?:já )?está registrado",
        r"โดเมน(?:นี้)?[^.\n]{0,12}(?:หมดอายุ|ประกาศขาย)|домен[^.\n]{0,40}(?:на продаж|закінчився термін)|домен[^.\n]{0,24}(?:прода[её]тся|выставлен на продажу|припаркован|не прилинкован|просрочен|истек)|النطاق معروض للبيع",
    ),
}
PARKED = Phrases(_PARKED)
"""The domain is offered, parked or expired. "For sale", "parked" and "coming soon" alone are too weak (SIGNATURES 22)."""

_SUSPENDED: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\b(?:this |the |your )?(?:account|web ?site|site|hosting|hosting account|web hosting account|domain|domain name|service)(?: \w+)? (?:has been|is|was) (?:temporarily |currently |permanently )?(?:suspended|disabled|deactivated|terminated)\b",
        r"\b(?:account|site|website|domain) suspended\b|\bsuspended (?:page|domain|site)\b|^\W*(?:web ?site|site|account) expired\b|\b(?:account|site|website|hosting)(?: plan)? has expired\b|\bcontact your hosting provider\b|\bbandwidth limit exceeded\b|\bthis (?:shop|store) is (?:currently |temporarily )?(?:unavailable|closed)\b|\b(?:this|the) (?:web ?)?site has been (?:seized|archived or suspended)\b|\bdomain (?:name )?has been seized\b",
    ),
    "zh": (
        r"(?:站点|網站|网站|主机|空间|虚拟主机|账户|域名)[^。\n]{0,12}(?:已?被?(?:管理员|管理員|系统)?(?:已关闭|已關閉|停止服务|停止服務|停止运营|停止營運|停止运行|停止運行|暂停服务|暂停|暫停|停用|关停|封停|封禁|查封|关闭访问)|未备案|未備案|备案状态|已欠费|欠费)",
        r"(?:备案|備案)[^。\n]{0,16}(?:不符合|未通过|信息不|接入|注销)|未(?:完成|进行|经)?(?:ICP)?备案|该网站暂时无法访问|该网站暂时无法进行访问|网站访问报错|(?:本站|本网站|本網站|本平台|本论坛|本論壇|该网站|該網站)[^。\n]{0,20}被(?:公安|警方|法院)[^。\n]{0,8}(?:查封|关停)",
    ),
    "other": (
        r"\b(?:diese|die) (?:internet|web)?(?:seite|domain|website|webseite) wurde [^.\n]{0,80}?beschlagnahmt|\bdeze (?:web)?(?:site|domeinnaam) is in beslag genomen|\beste (?:dominio|sitio) (?:web )?ha sido (?:incautado|intervenido)|\bquesto (?:dominio|sito) è stato sequestrato|\bce (?:site|domaine) (?:internet )?a été saisi|\b(?:konto|website|webseite|domain) (?:wurde )?gesperrt|\b(?:compte|site) suspendu|\b(?:cuenta|sitio) suspendid[ao]|\b(?:conta|site) suspens[ao]|\b(?:account|sito) sospeso|\bstrona zawieszona|\bkonto zawieszone|\bhesap askıya|\baccount opgeschort|\bakun ditangguhkan|\btài khoản bị (?:tạm )?khóa",
        r"(?:サイト|アカウント|ホームページ)(?:は|が)[^。\n]{0,12}(?:停止|凍結|閉鎖)|(?:이용|사용)기간이? 만료되어|계정이 정지|사이트가 (?:정지|차단)|(?:этот|данный) (?:сайт|домен) (?:был )?(?:конфискован|изъят)|(?:аккаунт|сайт|хостинг) (?:заблокирован|приостановлен|отключ[её]н)|تم (?:إيقاف|تعليق) (?:الحساب|الموقع)",
    ),
}
SUSPENDED = Phrases(_SUSPENDED)
"""The host has closed the site."""

_ENDED: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"\b(?:this|our) (?:service|web ?site|site|forum|blog) (?:has been|has|is|was) (?:now |permanently )?(?:discontinued|shut down|closed down|ceased (?:operations?|publication))\b",
    ),
    "zh": (
        r"(?:本站|本网站|本網站|本平台|本论坛|本論壇|本服务|本服務)[^。\n]{0,20}(?:停止(?:运营|營運|服务|服務)|终止(?:运营|服务)|終止(?:營運|服務)|永久关闭|永久關閉)",
    ),
    "other": (
        r"\bdieses? (?:angebot|dienst|portal|forum) wurde (?:leider )?eingestellt|\bce (?:service|site|forum) (?:est|a été) définitivement (?:fermé|arrêté)|\beste (?:servicio|sitio) ha (?:cerrado|dejado de)",
        r"(?:当|本|弊社)?(?:サイト|サービス|ホームページ)は[^。\n]{0,24}終了(?:し|いた|致)|サービスの?(?:提供)?を(?:\S{0,12})?終了(?:しました|いたしました|致しました)|서비스(?:가|를)? ?종료(?:되었|하였|했)습니다|(?:этот |данный |наш )(?:сайт|сервис|форум) (?:закрыт|прекратил)",
    ),
}
ENDED = Phrases(_ENDED)
"""A service says that it has ended: as an announcement it can be cited, so that it counts where any other name gets it too."""

_PLACEHOLDER_TITLE: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"^\W*welcome to (?:nginx|openresty|centos|caddy|lighttpd|tengine|apache|iis|litespeed|your new (?:site|server))",
        r"\bapache2? (?:\w+ ){0,2}(?:default|test) page|^\W*test page for|^\W*(?:it|caddy|apache|nginx|lighttpd|tomcat) works\W*$|^\W*iis ?(?:windows(?: server)?|\d)|\bwelcome to xampp\b|\bsuccessfully installed (?:tomcat|xampp|caddy|nginx|apache)\b|\binternet information services\b|\b(?:default|test) (?:web ?site|server|plesk|parallels|web) page\b|^\W*web server['’]s default page\W*$|^\W*the install worked successfully! congratulations!|\bweb station has been enabled\b|\bplesk (?:obsidian|default)\b|\bdomain default page\b|\bhttp server test page\b|^\W*default (?:web ?)?page\W*$|^\W*nginx (?:default|test) page",
        r"^\W*future home of\b|\bnew (?:web)?site (?:is )?coming\b|\bjust another wordpress site\b|^\W*(?:site|website) (?:is )?(?:under|down for) maintenance",
    ),
    "zh": (
        r"(?:lnmp|lamp|phpstudy|wamp|xampp|宝塔|一键安装包)[^。\n]{0,20}(?:安装|创建)成功|站点创建成功|没有找到站点|網站建置中|(?:网站|網站|站点|页面|頁面|本站|系统|系統|平台)(?:正在|尚在|还在)?(?:建设|維護|维护|升级|升級|建設|开发|改版){1,3}中(?![的存应應需常若与與])|^\W*(?:正在|紧张|努力|抓紧)?(?:建设|建設|建置)中\W*(?:敬请期待|敬請期待)?\W*$|^\W*(?:敬请期待|敬請期待|即将上线|即將上線)\W*$|默认页面|默认站点|(?:网站|網站|本站)正在建[设設]",
    ),
    "other": (
        r"\bim aufbau\b|\bbaustelle\b|\bhier entsteht\b|\ben construction\b|\ben construcción\b|\bpróximamente\b|\bem construção\b|\bem breve\b|\bin costruzione\b|\bin aanbouw\b|\bw budowie\b|yapım aşamasında|\bdalam pengembangan\b|đang xây dựng",
        r"^\W*無効なURLです\W*$|工事中|準備中です|近日公開|공사 ?중|준비 ?중|в разработке|сайт на реконструкции|скоро открытие|قيد الإنشاء",
    ),
}
PLACEHOLDER_TITLE = Phrases(_PLACEHOLDER_TITLE)
"""A server without a site or a site to come, in its title or first heading; in an article's text they mean nothing (SIGNATURES 24)."""

_PLACEHOLDER: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"^\W*(?:\S+\s+){0,5}under (?:construction|development)\W*$|^\W*(?:\S+\s+){0,4}(?:coming|launching|opening) soon\W*$",
        r"\bif you (?:see|can see|can read|are seeing) this page, (?:the (?:nginx|web server|apache)|nginx)|\bthis is the default (?:welcome |web |index |server )?page\b|\bdomain is(?:n['’]t| not) (?:yet )?(?:connected|configured|linked)\b|\bthere is no (?:web ?)?site (?:configured )?at this address\b|\bupload your (?:web ?site|files) (?:in)?to (?:the |your )?public_html\b|\bthe (?:web ?server|apache|nginx)[^.\n]{0,30}successfully installed and (?:is )?working\b|^\W*apache is functioning normally\b",
        r"\b(?:web ?site|site|store) (?:is )?(?:currently )?(?:under construction|coming soon|being (?:built|rebuilt))\b|\bsomething (?:\w+ ){0,3}(?:coming soon|launching soon)\b|\bwe(?:['’]re| are) (?:\w+ ){0,2}(?:coming soon|launching soon)\b",
    ),
    "zh": (
        r"您的站点已创建|站点创建成功|没有找到站点|该站点不存在|(?:网站|網站|本站)(?:正在|尚在)?(?:建设|建設|建置|升级|升級)中(?![的存应應需常若与與])|敬请期待|敬請期待|本页面?由系统自动生成|域名(?:尚?未|没有)(?:绑定|解析|配置)|未绑定(?:此|该)?(?:域名|站点)|该域名未(?:绑定|配置)",
    ),
    "other": (
        r"\bhier entsteht (?:eine|in kürze)|\bsite en construction\b|\bsitio en construcción\b|\bsite em construção\b|\bsito in costruzione\b|\bstrona w budowie\b",
        r"сайт находится в разработке|準備中です|工事中です|홈페이지 준비중",
    ),
}
PLACEHOLDER = Phrases(_PLACEHOLDER, _PLACEHOLDER_TITLE)
"""The same, where a page says little else."""

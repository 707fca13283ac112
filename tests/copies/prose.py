"""Text for made-up pages: what articles, notices, doors and other people's pages say, in many languages.

Nothing here is taken from the rules or from the labelled webs: it is written from how such pages read.
"""

from __future__ import annotations

ARTICLES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (
            "Harbour authority delays dredging contract after audit",
            "The harbour authority has delayed a dredging contract worth ninety million after an audit found gaps in the tender. Two of the five bidders had shared an address, the auditors wrote, and neither the board nor the engineers had noticed it until the papers were signed. A spokeswoman said the work would begin in spring at the earliest. Fishermen who had waited for the deeper channel since the storms of last winter were disappointed. The city council will discuss the report behind closed doors on Thursday, and the opposition has asked for the minutes of every meeting since August.",
        ),
        (
            "Vaccination campaign reaches remote valleys by mule",
            "Nurses carrying cold boxes on mules have reached the last of the remote valleys, the health ministry announced. The campaign began in the provincial capital and took eleven weeks because the bridges had been washed away. Parents walked for hours to bring their children to the tents. Doctors say that measles had killed more people in the region than the floods themselves. The programme is paid for by three foundations and will end in June unless parliament agrees to a supplement.",
        ),
        (
            "Orchestra finds lost symphony in a railway archive",
            "A librarian sorting timetables in a railway archive has found the score of a symphony that was believed burnt. The orchestra confirmed that the paper and the handwriting match letters of the composer. Musicians will rehearse the slow movement this month; the finale lacks its last eleven pages. Scholars had argued for a century over whether the work existed at all. The archive plans to show the manuscript beside the tickets among which it lay.",
        ),
    ),
    "zh-Hans": (
        (
            "港务局在审计后推迟疏浚工程合同",
            "审计发现招标存在漏洞之后，港务局推迟了一份价值九千万的疏浚工程合同。审计报告写道，五家投标单位中有两家使用同一地址，而董事会和工程师直到签字之前都没有察觉。发言人表示，工程最早要到明年春天才能开始。自从去年冬天的风暴以来一直等待航道加深的渔民感到失望。市议会将于星期四闭门讨论这份报告，反对派要求公开八月以来历次会议的记录。港区的几家货运公司说，推迟将使每艘船的等待时间增加两天，运费也会随之上涨。",
        ),
        (
            "疫苗接种队骑骡子抵达偏远山谷",
            "卫生部宣布，携带冷藏箱、骑着骡子的护士已经到达最后几个偏远山谷。接种行动从省会出发，因桥梁被冲毁，一共用了十一个星期。父母们步行数小时，把孩子带到帐篷里接种。医生说，麻疹在该地区夺走的生命比洪水还多。这一项目由三家基金会出资，除非议会同意追加拨款，否则将在六月结束。当地教师在学校里画了地图，标出还没有去过的村庄，供下一批志愿者使用。",
        ),
        (
            "乐团在铁路档案馆找到失传的交响曲",
            "一位整理列车时刻表的图书管理员在铁路档案馆里发现了一部被认为早已烧毁的交响曲总谱。乐团证实，纸张和笔迹与作曲家的书信相符。乐手们将在本月排练慢板乐章，终曲缺少最后十一页。学者们为这部作品是否存在争论了一个世纪。档案馆计划把手稿与当年夹着它的车票一同展出。指挥说，缺失的部分不会补写，演出将停在最后一个音符上。",
        ),
    ),
    "zh-Hant": (
        (
            "港務局在審計後推遲疏濬工程合約",
            "審計發現招標存在漏洞之後，港務局推遲了一份價值九千萬的疏濬工程合約。審計報告寫道，五家投標單位中有兩家使用同一地址，而董事會和工程師直到簽字之前都沒有察覺。發言人表示，工程最早要到明年春天才能開始。自從去年冬天的風暴以來一直等待航道加深的漁民感到失望。市議會將於星期四閉門討論這份報告，反對派要求公開八月以來歷次會議的紀錄。港區的幾家貨運公司說，推遲將使每艘船的等待時間增加兩天，運費也會隨之上漲。",
        ),
    ),
    "de": (
        (
            "Hafenbehörde verschiebt Baggerauftrag nach Prüfbericht",
            "Die Hafenbehörde hat einen Baggerauftrag über neunzig Millionen verschoben, nachdem Prüfer Lücken in der Ausschreibung gefunden hatten. Zwei der fünf Bieter hatten dieselbe Anschrift, heißt es im Bericht, und weder der Aufsichtsrat noch die Ingenieure hatten es bis zur Unterschrift bemerkt. Eine Sprecherin sagte, die Arbeiten würden frühestens im Frühjahr beginnen. Die Fischer, die seit den Stürmen des letzten Winters auf die tiefere Rinne warten, sind enttäuscht. Der Stadtrat berät am Donnerstag hinter verschlossenen Türen, und die Opposition verlangt die Protokolle aller Sitzungen seit August. Reedereien rechnen damit, dass jedes Schiff zwei Tage länger auf Reede liegen wird.",
        ),
    ),
    "fr": (
        (
            "L'autorité portuaire reporte le contrat de dragage",
            "L'autorité portuaire a reporté un contrat de dragage de quatre-vingt-dix millions après un audit qui a relevé des failles dans l'appel d'offres. Deux des cinq candidats partageaient une même adresse, écrivent les auditeurs, et ni le conseil ni les ingénieurs ne l'avaient remarqué avant la signature. Une porte-parole a déclaré que les travaux commenceraient au plus tôt au printemps. Les pêcheurs, qui attendent un chenal plus profond depuis les tempêtes de l'hiver dernier, sont déçus. Le conseil municipal examinera le rapport à huis clos jeudi, et l'opposition réclame les procès-verbaux de toutes les réunions depuis le mois d'août.",
        ),
    ),
    "ru": (
        (
            "Портовое управление отложило контракт на углубление дна",
            "Портовое управление отложило контракт на дноуглубительные работы стоимостью девяносто миллионов после проверки, которая нашла изъяны в конкурсе. Двое из пяти участников указали один и тот же адрес, пишут ревизоры, и ни совет, ни инженеры не заметили этого до подписания. Представительница управления сообщила, что работы начнутся не раньше весны. Рыбаки, которые ждут глубокого фарватера со времени зимних штормов, разочарованы. Городской совет обсудит доклад за закрытыми дверями в четверг, а оппозиция требует протоколы всех заседаний с августа.",
        ),
    ),
    "ja": (
        (
            "港湾局、監査を受け浚渫工事の契約を延期",
            "港湾局は、監査で入札の不備が見つかったことを受け、九千万相当の浚渫工事の契約を延期した。報告書によると、五社のうち二社が同じ住所を使っており、理事会も技術者も署名の直前まで気づかなかったという。広報担当者は、着工は早くても春になると述べた。昨冬の嵐以来、航路が深くなるのを待っていた漁師たちは落胆している。市議会は木曜日に非公開で報告書を審議し、野党は八月以降のすべての会議録の公開を求めている。海運各社は、一隻あたりの待ち時間が二日延びると見込んでいる。",
        ),
    ),
}

MORE: dict[str, str] = {
    "en": "People close to the matter said on Monday that two more letters had arrived, one of them unsigned. The chairman, who has held the post for nine years, declined to comment when reporters met him outside his office. A former colleague remembered a similar quarrel from the nineties, which had ended with a handshake and a new set of rules. Nobody expects that this time. The next hearing is set for the second week of the month, and copies of the papers can be read in the town library until then. Local shops have begun to feel the change, said the owner of a bakery near the square, though she would not say by how much.",
    "zh-Hans": "知情人士星期一表示，又有两封信件送达，其中一封没有署名。担任主席已有九年的负责人在办公室外遇到记者时拒绝发表评论。一位从前的同事回忆说，九十年代也发生过类似的争执，最后以握手和一套新的规定收场。这一次没有人抱有同样的期待。下一次听证会定在本月第二周，在那之前市民可以到镇图书馆查阅文件副本。广场附近一家面包店的老板说，当地商铺已经开始感受到变化，不过她不愿意透露具体数字。",
    "zh-Hant": "知情人士星期一表示，又有兩封信件送達，其中一封沒有署名。擔任主席已有九年的負責人在辦公室外遇到記者時拒絕發表評論。一位從前的同事回憶說，九十年代也發生過類似的爭執，最後以握手和一套新的規定收場。這一次沒有人抱有同樣的期待。下一次聽證會定在本月第二週，在那之前市民可以到鎮圖書館查閱文件副本。廣場附近一家麵包店的老闆說，當地商鋪已經開始感受到變化，不過她不願意透露具體數字。",
    "de": "Aus dem Umfeld der Beteiligten hieß es am Montag, zwei weitere Briefe seien eingegangen, einer davon ohne Unterschrift. Der Vorsitzende, seit neun Jahren im Amt, wollte sich vor seinem Büro nicht äußern. Ein früherer Kollege erinnerte an einen ähnlichen Streit in den neunziger Jahren, der mit einem Handschlag und neuen Regeln geendet hatte. Damit rechnet diesmal niemand. Die nächste Anhörung ist für die zweite Woche des Monats angesetzt, bis dahin liegen die Unterlagen in der Stadtbücherei aus. Die Läden am Platz spürten die Folgen schon, sagte die Inhaberin einer Bäckerei.",
    "fr": "Selon des personnes proches du dossier, deux autres lettres sont arrivées lundi, dont une sans signature. Le président, en poste depuis neuf ans, n'a pas souhaité répondre aux journalistes devant son bureau. Un ancien collègue se souvient d'une querelle semblable dans les années quatre-vingt-dix, qui s'était terminée par une poignée de main et de nouvelles règles. Personne ne s'y attend cette fois. La prochaine audience est prévue pour la deuxième semaine du mois, et les documents peuvent être consultés à la bibliothèque jusque-là. Les commerces de la place en ressentent déjà les effets, dit une boulangère.",
    "ru": "По словам людей, знакомых с делом, в понедельник пришли ещё два письма, одно из них без подписи. Председатель, который занимает пост девять лет, отказался отвечать журналистам у своего кабинета. Бывший коллега вспомнил похожий спор девяностых, который закончился рукопожатием и новыми правилами. На этот раз никто на такое не рассчитывает. Следующее слушание назначено на вторую неделю месяца, а до тех пор бумаги можно прочесть в городской библиотеке. Лавки у площади уже чувствуют перемены, сказала хозяйка пекарни.",
    "ja": "関係者によると、月曜日にさらに二通の手紙が届き、うち一通には署名がなかった。九年にわたり職にある議長は、執務室の前で記者団に会ったが、コメントを控えた。かつての同僚は、九十年代にも似た対立があり、握手と新しい規則で終わったと振り返る。今回はそうした結末を期待する人はいない。次回の聴聞は今月の第二週に予定され、それまで書類の写しは町の図書館で閲覧できる。広場近くのパン屋の店主は、影響がすでに出ていると話した。",
}
"""A second paragraph, so that articles are as long as articles are."""

SLUGS: dict[str, str] = {
    "Harbour authority delays dredging contract after audit": "harbour-authority-delays-dredging-contract-audit",
    "Vaccination campaign reaches remote valleys by mule": "vaccination-campaign-remote-valleys-mule",
    "Orchestra finds lost symphony in a railway archive": "orchestra-lost-symphony-railway-archive",
}

PARAPHRASES: dict[str, dict[str, str]] = {
    "en": {
        "zh-Hans": "监管部门叫停了这份工程合约",
        "fr": "Les autorités ont suspendu le projet",
    },
    "zh-Hans": {
        "en": "officials put the project on hold after an inquiry",
        "zh-Hant": "港務局推遲疏濬工程合約",
    },
    "de": {
        "en": "officials postponed the contract after inspectors objected",
        "zh-Hans": "当局推迟了工程",
    },
    "fr": {
        "en": "officials postponed the contract after inspectors objected",
        "zh-Hans": "当局推迟了工程",
    },
    "ru": {
        "en": "officials postponed the contract after inspectors objected",
        "zh-Hans": "当局推迟了工程",
    },
    "ja": {"zh-Hans": "港务局推迟了疏浚合同", "en": "port officials delayed the dredging"},
    "zh-Hant": {
        "zh-Hans": "港务局在审计后推迟疏浚工程合同",
        "en": "port officials delayed the dredging",
    },
}
"""Labels in another language or script than the page."""

GENERIC = {
    "en": "source",
    "zh-Hans": "原文",
    "zh-Hant": "原文",
    "de": "hier",
    "fr": "ici",
    "ru": "здесь",
    "ja": "こちら",
}

NAV: dict[str, tuple[str, ...]] = {
    "en": ("Home", "World", "Business", "Culture", "Opinion", "About us", "Contact", "Newsletter"),
    "zh-Hans": ("首页", "国际", "财经", "文化", "评论", "关于我们", "联系方式", "订阅"),
    "zh-Hant": ("首頁", "國際", "財經", "文化", "評論", "關於我們", "聯絡方式", "訂閱"),
    "de": (
        "Startseite",
        "Welt",
        "Wirtschaft",
        "Kultur",
        "Meinung",
        "Über uns",
        "Kontakt",
        "Impressum",
    ),
    "fr": (
        "Accueil",
        "Monde",
        "Économie",
        "Culture",
        "Opinions",
        "À propos",
        "Contact",
        "Abonnement",
    ),
    "ru": ("Главная", "Мир", "Экономика", "Культура", "Мнения", "О нас", "Контакты", "Подписка"),
    "ja": ("ホーム", "国際", "経済", "文化", "社説", "会社概要", "お問い合わせ", "購読"),
    "es": ("Inicio", "Mundo", "Economía", "Cultura", "Opinión", "Quiénes somos", "Contacto"),
    "pt": ("Início", "Mundo", "Economia", "Cultura", "Opinião", "Quem somos", "Contato"),
    "it": ("Home", "Mondo", "Economia", "Cultura", "Opinioni", "Chi siamo", "Contatti"),
    "ko": ("홈", "국제", "경제", "문화", "사설", "회사소개", "문의"),
    "nl": ("Home", "Wereld", "Economie", "Cultuur", "Opinie", "Over ons", "Contact"),
    "pl": ("Strona główna", "Świat", "Gospodarka", "Kultura", "Opinie", "O nas", "Kontakt"),
    "tr": ("Ana Sayfa", "Dünya", "Ekonomi", "Kültür", "Yorum", "Hakkımızda", "İletişim"),
}
"""Menus of sites."""

GONE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "en": (
        (
            "Page not found",
            "Page not found",
            "Sorry, the page you were looking for could not be found. It may have been moved or deleted. Try searching, or go back to the home page.",
        ),
        (
            "Oops!",
            "We can't find that page",
            "The link you followed may be broken, or the page may have been removed.",
        ),
        (
            "Article unavailable",
            "This article is no longer available",
            "The story you requested has expired from our archive.",
        ),
    ),
    "zh-Hans": (
        (
            "页面不存在",
            "抱歉，您访问的页面不存在",
            "该页面可能已被删除、更名或暂时不可用。请返回首页，或使用搜索。",
        ),
        ("提示信息", "您要查看的文章不存在或已被删除", "三秒后自动返回首页，点击这里立即返回。"),
        ("404", "很抱歉，您要访问的内容走丢了", "去首页看看其他精彩内容吧。"),
    ),
    "zh-Hant": (
        (
            "找不到網頁",
            "很抱歉，找不到您要的網頁",
            "您輸入的網址可能有誤，或該網頁已被移除。請回到首頁。",
        ),
    ),
    "de": (
        (
            "Seite nicht gefunden",
            "Seite nicht gefunden",
            "Die von Ihnen aufgerufene Seite existiert leider nicht mehr. Bitte nutzen Sie die Suche oder gehen Sie zur Startseite.",
        ),
        (
            "Fehler 404",
            "Dieser Artikel ist nicht mehr verfügbar",
            "Der Artikel wurde gelöscht oder verschoben.",
        ),
    ),
    "fr": (
        (
            "Page introuvable",
            "Page introuvable",
            "La page que vous recherchez n'existe pas ou a été déplacée. Retournez à l'accueil ou utilisez la recherche.",
        ),
        ("Erreur 404", "Cet article n'est plus disponible", "L'article demandé a été supprimé."),
    ),
    "es": (
        (
            "Página no encontrada",
            "Página no encontrada",
            "Lo sentimos, la página que busca no existe o ha sido eliminada. Vuelva a la portada.",
        ),
    ),
    "pt": (
        (
            "Página não encontrada",
            "Página não encontrada",
            "Desculpe, a página que você procura não existe ou foi removida.",
        ),
    ),
    "it": (
        (
            "Pagina non trovata",
            "Pagina non trovata",
            "Spiacenti, la pagina che stai cercando non esiste o è stata rimossa.",
        ),
    ),
    "ru": (
        (
            "Страница не найдена",
            "Страница не найдена",
            "К сожалению, запрашиваемая страница не существует или была удалена. Вернитесь на главную.",
        ),
    ),
    "ja": (
        (
            "ページが見つかりません",
            "ページが見つかりません",
            "お探しのページは削除されたか、移動した可能性があります。トップページへお戻りください。",
        ),
        (
            "お知らせ",
            "この記事は掲載期間が終了しました",
            "記事の掲載期間が過ぎたため表示できません。",
        ),
    ),
    "ko": (
        (
            "페이지를 찾을 수 없습니다",
            "페이지를 찾을 수 없습니다",
            "요청하신 페이지가 삭제되었거나 주소가 변경되었습니다.",
        ),
    ),
    "nl": (
        (
            "Pagina niet gevonden",
            "Pagina niet gevonden",
            "De pagina die u zoekt bestaat niet meer of is verplaatst.",
        ),
    ),
    "pl": (
        (
            "Nie znaleziono strony",
            "Nie znaleziono strony",
            "Strona, której szukasz, nie istnieje lub została usunięta.",
        ),
    ),
    "tr": (
        (
            "Sayfa bulunamadı",
            "Sayfa bulunamadı",
            "Aradığınız sayfa silinmiş veya taşınmış olabilir.",
        ),
    ),
}
"""Title, heading and text of notices that a page is gone, served with status 200."""

OTHERS: dict[str, tuple[str, str]] = {
    "en": (
        "Ten easy pasta dinners for busy weeknights",
        "Cooking after a long day need not be a chore. Start with good olive oil, garlic and whatever greens you have. Boil the pasta in plenty of salted water and save a cup of it. Toss everything over high heat until glossy. Top with cheese and breadcrumbs. Our readers love the lemon version, the one with sausage and the baked one that feeds six. Leftovers taste even better the next day, so make a double batch and freeze half of it. Subscribe to get a new recipe every Friday, and tell us in the comments which of the ten your family liked best.",
    ),
    "zh-Hans": (
        "十道简单好做的家常面食",
        "下班之后做饭不必是一件苦差事。先准备好油、蒜和手边的青菜。锅里多放些水，加盐，把面煮到七分熟，留一碗面汤。大火翻炒，让每根面条都裹上酱汁。最后撒上芝麻和葱花。读者最喜欢的是柠檬味、香肠味，还有够六个人吃的焗烤版。剩下的第二天更好吃，不妨多做一份冷冻起来。每周五我们都会推出一道新菜谱，欢迎在评论里告诉我们家人最喜欢哪一道。",
    ),
    "de": (
        "Zehn einfache Nudelgerichte für den Feierabend",
        "Kochen nach einem langen Tag muss keine Last sein. Man nehme gutes Olivenöl, Knoblauch und was an Gemüse da ist. Die Nudeln in reichlich Salzwasser kochen und eine Tasse davon aufheben. Alles bei großer Hitze schwenken, bis es glänzt. Mit Käse und Bröseln bestreuen. Unsere Leserinnen lieben die Variante mit Zitrone, die mit Wurst und den Auflauf für sechs Personen. Reste schmecken am nächsten Tag noch besser, also am besten gleich die doppelte Menge machen und die Hälfte einfrieren.",
    ),
}
"""Another article, which has nothing to do with any that is cited."""

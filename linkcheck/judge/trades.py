"""The trades that buy up lapsed domains, by their words, and the tone of a shop, which news on those trades does not have.

News, studies and laws on gambling have its words; what they lack is the touting (FIELD §0.3: hijacked pages answer 200, so that other
checkers pass them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck.judge.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRADES: Mapping[str, tuple[str, ...]] = {
    "gambling": (
        r"\bcasinos?\b|\bslots?\b|\bgacor\b|\btogel\b|\bjudi\b|\bpoker\b|\bbaccarat\b|\broulette\b|\bjackpots?\b|\bsportsbook\b|\bbet(?:ting|s)?\b|\bmaxwin\b|\bsbobet\b|\bgambl(?:e|ing)\b|\bfree spins?\b|\bblackjack\b|\bpragmatic play\b|\btaruhan\b|\bbookmakers?\b|\blive dealers?\b",
        r"\bdeneme bonusu\b|\bbandar (?:togel|toto|slot|judi|bola)\b|\btoto (?:macau|togel|4d)\b|\bnhà cái\b|\bcá cược\b|\btài xỉu\b|\bnổ hũ\b|\bbahis\b|\bkumar\b",
        r"คาสิโน|สล็อต|บาคาร่า|แทงบอล|เว็บพนัน|카지노|바카라|토토사이트|슬롯|казино|\bставки\b|\bслот(?:ы|ов)\b|игров\w+ автомат|фриспин|рулетк|букмекер|オンラインカジノ",
        r"博彩|赌场|賭場|百家乐|百家樂|老虎机|老虎機|真人荷官|棋牌|娱乐城|娛樂城|时时彩|六合彩|体育投注|體育投注|投注|下注|赌博|賭博|博弈|现金网|葡京|太阳城|电子游艺|電子遊戲|捕鱼|盘口|返水|体育竞猜|足彩|电竞竞猜",
        r"真人(?:视讯|視訊|游戏|遊戲|娱乐|娛樂|电子|[、，]\s?(?:棋牌|电子|电竞|彩票))|龙虎(?:斗|、|，)|轮盘|麻将胡了|爆大?奖|买球|電子試玩|电子试玩|pg(?:电子|電子|模拟器|娱乐)|体育(?:全站|平台官|官方(?:网站|入口|app|下载)|app)",
        r"(?:开云|爱游戏|乐鱼|米兰|江南|博鱼|星空|半岛|天博|万博|亚博|欧宝|米乐|三亿|伟德|韦德|九游)(?:体育|娱乐|电竞|全站|会|国际)?\s?[·(（\[【]{1,2}\s?(?:中国|[a-z0-9]{1,8}[)）\]】])|(?:开云|乐鱼|江南|博鱼|星空|半岛|天博|万博|亚博|欧宝|米乐|爱游戏)(?:·|[(（][a-z ]{2,12}[)）])\s?体育|华体会|必威|尊龙凯时|凯发k8|金年会|威尼斯人(?:娱乐|官)",
    ),
    "pharmacy": (
        r"\bviagra\b|\bcialis\b|\blevitra\b|\bsildenafil\b|\btadalafil\b|\b(?:online|canadian) pharmac(?:y|ies)\b|\bwithout (?:a )?prescription\b|\bno prescription\b|\bcheap (?:pills|meds)\b|\bkamagra\b|\btramadol\b|\bxanax\b|\bmodafinil\b",
        r"伟哥|偉哥|壮阳药|壯陽藥|виагра|сиалис",
    ),
    "adult": (
        r"\bporn(?:o|hub)?\b|\bxxx\b|\bescorts?\b|\bsex (?:videos?|cams?|chat|dating)\b|\bnudes?\b|\bmilf\b|\bhentai\b|\badult (?:videos?|dating|cams?)\b|\bwebcam girls?\b|\blive cams?\b",
        r"порно|проститутки",
        r"成人(?:视频|影片|电影|網站|网站|在线|影院)|色情|(?:无码|無碼|三级片|情色|约炮|裸聊)|(?:黄色|激情)(?:视频|电影|网站|小说)|国产(?:精品|自拍|视频)|一本道|久久(?:精品|综合|热)|亚洲(?:av|无码|精品)|av(?:在线|天堂|女优)",
    ),
    "goods": (
        r"\breplica (?:watches|handbags|bags)\b|\b(?:payday|cash advance|bad credit|instant|quick|same[- ]day) loans?\b|\bno credit check\b|\bbad credit\b|\bcash advances?\b|\bessay writing service\b",
        r"代写论文|代开发票|办理(?:证件|学历)",
    ),
}
SPAM = Phrases(_TRADES)
"""Words of the trades that buy up lapsed domains."""

TOUTING = Phrases(
    {
        "any": (
            r"\bbonus(?:es)?\b|\bsign[- ]?up (?:now|today|bonus|and)\b|\b(?:register|join|play|bet|order|buy|shop|watch|claim|spin) (?:now|today|online|here)\b|\badd to cart\b|\bfree shipping\b|\bdaftar\b|\blink alternatif\b|\bsitus\b|\bresmi\b|\bterpercaya\b|\bterbaik\b|\bterbaru\b|\brtp\b|\bdeposit\b|\bwithdraw(?:al)?s?\b",
            r"\bbest (?:online )?(?:casinos?|slots?|betting|prices?|sites?|odds)\b|\btop \d+\b|\bno deposit\b|\blicensed (?:and|online)\b|\b24/7\b|\bwelcome (?:offer|package|bonus)\b|\bpromo(?:tion|tions| codes?)?\b|\bdiscreet\b|\blow(?:est)? prices?\b|\bfast (?:payouts?|shipping|delivery)\b|\bguaranteed\b|\bworldwide shipping\b|\bfree pills\b|\b(?:buy|order) (?:cheap|generic|\w+ online)\b|\binstant (?:approval|payouts?)\b|\bapply (?:now|today|online)\b|\bbad credit ok\b|\bup to \$\d|\bfree (?:porn|videos?|spins?|credits?|trial)\b|\bhd (?:porn|videos?)\b",
            r"注册(?:即?送|就送)|開戶送|开户送|首存|首充|送?彩金|体验金|體驗金|官方?网|官方?網|入口|下载app|app下载|手机版|備用網址|备用网址|最新(?:网址|網址|地址)|发布页|在线(?:观看|播放|娱乐)|線上|高清|免费(?:观看|试玩|在线)|免費(?:觀看|試玩)|信誉|信譽|优惠|優惠|提款|秒到账|点击进入|立即(?:注册|加入|下载)",
            r"đăng ký|khuyến mãi|uy tín|\büye ol\b|\bgiriş\b|\bgüvenilir\b",
            r"สมัคร|โบนัส|เครดิตฟรี|가입|보너스|регистраци|бонус|вывод[а-я]* (?:средств|денег)|играть (?:онлайн|бесплатно|на деньги|сейчас)|быстрый вывод",
        )
    }
)
"""The tone of a shop, which news on those trades does not have."""

REPORTS = Phrases(
    {
        "any": (
            r"\b(?:police|arrest(?:ed|s)?|court|judge|prosecut\w+|lawsuit|sued|ministers?|parliament|lawmakers|regulators?|legislation|bill passed|charity|researchers?|study finds|banned|according to|spokes(?:man|woman|person)|fined|convicted|sentenced|raid(?:ed|s)?)\b",
            r"公安(?!备案|備案|网备|联网|網備|部网)|警方|民警|法院|检察|檢察|犯罪|嫌疑人|嫌犯|打掉|抓获|查獲|查获|涉案|判处|判處|团伙|集團首腦|刑拘|起诉|起訴|立法院|修法|监管部门|主管機關|整治|取缔|取締|記者|记者|新华社|中新网|中央社|专利|專利|药监",
        )
    }
)
"""Words of news on such trades, of which their shops have none."""

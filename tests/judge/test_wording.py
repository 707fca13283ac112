"""The phrases as data: which languages have them, where they count, and that none is taken from our own webs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import linkcheck.judge
from linkcheck.judge import wording
from linkcheck.judge.facts import units
from linkcheck.judge.phrases import Phrases
from tests.accuracy import CASES, read_part

SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(linkcheck.judge.__file__).parent.glob("*.py")
)
LANGUAGES = frozenset(
    [
        "en",
        "zh",
        "ja",
        "ko",
        "de",
        "fr",
        "es",
        "pt",
        "it",
        "ru",
        "nl",
        "pl",
        "tr",
        "ar",
        "id",
        "vi",
        "sv",
        "da",
        "fi",
        "cs",
        "hu",
        "ro",
        "el",
        "uk",
        "bg",
        "hr",
        "ca",
        "lt",
        "lv",
        "et",
        "th",
        "he",
        "fa",
        "ur",
        "hi",
        "bn",
        "ka",
        "hy",
        "az",
        "mn",
        "my",
        "km",
    ]
)

GONE = {
    "en": ("Page not found", "Sorry, the page you requested does not exist."),
    "zh-Hans": ("页面不存在", "抱歉，您访问的页面不存在或已被删除。"),
    "zh-Hant": ("找不到網頁", "抱歉，您要找的頁面不存在或已被移除。"),
    "ja": ("ページが見つかりません", "お探しのページは削除された可能性があります。"),
    "ko": ("페이지를 찾을 수 없습니다", "요청하신 페이지가 존재하지 않습니다."),
    "de": ("Seite nicht gefunden", "Die angeforderte Seite existiert nicht."),
    "fr": ("Page introuvable", "La page demandée n’existe pas."),
    "es": ("Página no encontrada", "La página solicitada no existe."),
    "pt": ("Página não encontrada", "A página solicitada não existe."),
    "it": ("Pagina non trovata", "La pagina richiesta non esiste."),
    "ru": ("Страница не найдена", "Запрошенная страница не существует."),
    "nl": ("Pagina niet gevonden", "De opgevraagde pagina bestaat niet."),
    "pl": ("Nie znaleziono strony", "Strona, której szukasz, nie istnieje."),
    "tr": ("Sayfa bulunamadı", "Aradığınız sayfa mevcut değil."),
    "ar": ("الصفحة غير موجودة", "عذرا، الصفحة المطلوبة غير موجودة."),
    "id": ("Halaman tidak ditemukan", "Halaman yang Anda cari tidak tersedia."),
    "vi": ("Không tìm thấy trang", "Trang bạn tìm không tồn tại."),
    "sv": ("Sidan hittades inte", "Sidan du letar efter finns inte längre."),
    "da": ("Siden blev ikke fundet", "Siden, du leder efter, findes ikke."),
    "nb": ("Fant ikke siden", "Siden du leter etter finnes ikke."),
    "fi": ("Sivua ei löytynyt", "Etsimääsi sivua ei ole olemassa."),
    "cs": ("Stránka nenalezena", "Hledaná stránka neexistuje."),
    "sk": ("Stránka sa nenašla", "Požadovaná stránka nebola nájdená."),
    "hu": ("Az oldal nem található", "A kért oldal nem létezik."),
    "ro": ("Pagina nu a fost găsită", "Pagina solicitată nu există."),
    "el": ("Η σελίδα δεν βρέθηκε", "Η σελίδα που ψάχνετε δεν υπάρχει."),
    "uk": ("Сторінку не знайдено", "Такої сторінки не існує."),
    "be": ("Старонка не знойдзена", "Такой старонкі няма."),
    "bg": ("Страницата не е намерена", "Тази страница не съществува."),
    "mk": ("Страницата не е пронајдена", "Бараната страница не постои."),
    "sr": ("Страница није пронађена", "Ова страница не постоји."),
    "hr": ("Stranica nije pronađena", "Ta stranica ne postoji."),
    "sl": ("Strani ni mogoče najti", "Zahtevana stran ne obstaja."),
    "ca": ("No s’ha trobat la pàgina", "Aquesta pàgina no existeix."),
    "lt": ("Puslapis nerastas", "Toks puslapis neegzistuoja."),
    "lv": ("Lapa nav atrasta", "Šāda lapa neeksistē."),
    "et": ("Lehte ei leitud", "Otsitud lehte ei ole olemas."),
    "ms": ("Laman tidak dijumpai", "Halaman ini tidak wujud."),
    "th": ("ไม่พบหน้า", "หน้านี้ไม่มีอยู่แล้ว"),
    "he": ("הדף לא נמצא", "העמוד המבוקש אינו קיים."),
    "fa": ("صفحه یافت نشد", "این صفحه وجود ندارد."),
    "ur": ("صفحہ نہیں ملا", "یہ صفحہ موجود نہیں ہے۔"),
    "hi": ("पेज नहीं मिला", "यह पृष्ठ मौजूद नहीं है।"),
    "bn": ("পাতাটি পাওয়া যায়নি", "পৃষ্ঠাটি খুঁজে পাওয়া যায়নি।"),
    "ka": ("გვერდი ვერ მოიძებნა", "ასეთი გვერდი არ არსებობს."),
    "hy": ("Էջը չի գտնվել", "Էջը գոյություն չունի։"),
    "az": ("Səhifə tapılmadı", "Bu səhifə mövcud deyil."),
    "my": ("စာမျက်နှာ မတွေ့ပါ", "ဤစာမျက်နှာ မရှိတော့ပါ"),
    "km": ("រកមិនឃើញទំព័រ", "ទំព័រនេះមិនមានទេ"),
    "mn": ("Хуудас олдсонгүй", "Энэ хуудас олдсонгүй."),
}
"""A title and a sentence as content systems ship them, by language."""

UNUSUAL = {
    "en": "Please confirm that you are not a robot.",
    "zh-Hans": "您的访问过于频繁，请完成安全验证。",
    "zh-Hant": "您的存取已被拒絕，請確認您不是機器人。",
    "ja": "ロボットではないことを確認してください。",
    "ko": "로봇이 아닙니다.",
    "ru": "Подтвердите, что вы не робот.",
    "de": "Bitte bestätigen Sie, dass Sie kein Roboter sind.",
    "fr": "Confirmez que vous n’êtes pas un robot.",
    "es": "Confirma que no eres un robot.",
    "pt": "Confirme que você não é um robô.",
    "it": "Conferma che non sei un robot.",
    "pl": "Potwierdź, że nie jesteś robotem.",
    "tr": "Lütfen robot olmadığınızı doğrulayın.",
    "ar": "تم رفض الوصول إلى هذه الصفحة.",
    "vi": "Xác nhận bạn không phải là robot.",
}

PLAIN = [
    "The delegations met for three hours on Tuesday and will meet again in the spring.",
    "外交部发言人周二表示，双方的会谈比预想的更长，代表团将于明年春天再次会面。",
    "Die Delegationen trafen sich am Dienstag für drei Stunden und kommen im Frühjahr wieder zusammen.",
    "Les délégations se sont réunies mardi pendant trois heures et se reverront au printemps.",
    "Делегации встречались во вторник три часа и снова встретятся весной.",
    "代表団は火曜日に三時間会談し、春に再び会う予定だ。",
    "Delegationen sökte förgäves efter brevet; det hittades inte, och sidan i protokollet är tom.",
    "Delegationen mødtes i tre timer; siden tirsdag er der ikke fundet en løsning.",
    "Delegace jednala tři hodiny. Ztracený dopis nebyl nalezen.",
    "Делегації зустрічалися три години; зниклого листа не знайшли.",
    "Οι αντιπροσωπείες συναντήθηκαν για τρεις ώρες. Το χαμένο γράμμα δεν βρέθηκε.",
    "หน้าแรก การเมือง คณะผู้แทนประชุมสามชั่วโมง ไม่พบความเสียหาย",
    "המשלחות נפגשו שלוש שעות. המכתב האבוד לא נמצא.",
    "هیئت‌ها سه ساعت گفت‌وگو کردند. نامه گم‌شده یافت نشد.",
]


@pytest.mark.parametrize(("title", "sentence"), GONE.values(), ids=GONE)
def test_a_notice_is_known_as_title_and_as_text(title: str, sentence: str) -> None:
    assert wording.GONE_TITLE.search(title)
    assert wording.GONE.search(sentence)


@pytest.mark.parametrize("sentence", UNUSUAL.values(), ids=UNUSUAL)
def test_a_check_for_machines_is_known(sentence: str) -> None:
    assert wording.UNUSUAL.search(sentence)


PHRASES = {name: value for name, value in vars(wording).items() if isinstance(value, Phrases)}


@pytest.mark.parametrize("phrases", PHRASES.values(), ids=PHRASES)
@pytest.mark.parametrize("sentence", PLAIN)
def test_plain_prose_has_none_of_the_phrases(phrases: Phrases, sentence: str) -> None:
    assert not phrases.search(sentence)
    assert not phrases.findall(sentence)


def test_notices_are_known_in_the_languages_in_which_pages_are_cited() -> None:
    assert set(wording._GONE) == LANGUAGES


@pytest.mark.parametrize("part", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_nothing_in_the_rules_is_taken_from_our_own_webs(part: str) -> None:
    """Neither a made-up host nor a label stands in `judge/`; what does is what servers, walls and platforms send."""
    cases, manifest = read_part(CASES / part)
    made_up = {name for name in manifest["hosts"] if name.endswith((".example", ".test"))}
    labels = {case.label for case in cases if len(units(case.label)) > 3}
    found = {text for text in made_up | labels if re.search(rf"\b{re.escape(text)}\b", SOURCES)}
    assert made_up
    assert labels
    assert not found

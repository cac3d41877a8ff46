"""The table of rules: each drops its example, none drops what somebody wrote."""

from __future__ import annotations

import time

import pytest

from plugins.convert.reading import junk

WRITTEN = (
    "Le président américain a autorisé l’Ukraine à utiliser des missiles à longue portée.",
    "Home prices rose again in October",
    "Contact sport and privacy",
    "Legal terms and what they mean",
    "Foto-Festival öffnet am Montag",
    "Share prices fell sharply in Tokyo",
    "Menu prices are up, and diners notice.",
    "Commentary: what the vote means for farmers",
    "Die Anzeige gegen den Minister wurde zurückgezogen.",
    "Photographers gathered outside the court on Monday.",
    "Video games are becoming the largest part of the market.",
    "Sign of the times: bakeries close on Mondays",
    "Login data of thousands of clients stolen",
    "Related parties must be named, the court ruled.",
    "Lire est un plaisir",
    "Suivez le guide",
    "Tag der offenen Tür im Rathaus",
    "Le cookie, ce biscuit qui fait recette",
    "Publicité mensongère : trois sociétés condamnées",
    "X marks the spot where the treasure lay",
    "1. Januar 2016",
    "3,5",
    "П. Иванов приехал в Минск",
    "شاركت فرق من عشر دول في البطولة",
    "| Read also | 3 | 4 |",
    "Facebook | 2,1 | 3,4",
    "The media have not been allowed into the court, the lawyers said.",
    "More than 200 people came to the meeting",
    "Watch your step on the old bridge, the mayor said.",
    "Mit der Nutzung von Windkraft will das Land unabhängiger werden.",
    "Dieser Inhalt des Vertrags bleibt bis zum Herbst geheim.",
    "Pour commenter l’actualité de la semaine, nous recevons le maire.",
    "Support for local journalism is growing, a survey of readers says.",
    "Keep the emails secret, he is said to have told his staff.",
    "Angela Weber, CDU",
    "This article of the constitution protects the press.",
    "Next year the bridge will be closed for eight weeks.",
    "„Ich bin damit einverstanden“, sagte der Bürgermeister am Montag.",
    "Files from the old harbour office were found in a cellar.",
    "Die Meinung des Autors wird von vielen geteilt.",
    "Recevez-vous des nouvelles de votre frère ? demanda le maire.",
    "Popular uprising of 1848 remembered",
    "Recommended dose of vitamin D is too high for most",
    "Trending upward: prices of flats in the old town",
    "Related but not alike: two villages on one river",
    "Other news will have to wait, says the mayor of the valley",
    "Más de doscientas personas en la plaza",
    "Empfohlene Bücher für lange Abende",
    "Similar to last year, the market opens on Monday",
)

DROPPED = (
    ("image", "![A bridge at dusk](https://example.org/a_(1).jpg)"),
    ("image", "[ ![logo](/l.png) ](/home)"),
    ("marks alone", "|"),
    ("marks alone", "————————"),
    ("read also", "A lire aussi : la réforme expliquée"),
    ("read also", "Lesen Sie auch"),
    ("read also", "Te puede interesar: lo que se sabe"),
    ("read also", "Leggi anche"),
    ("read also", "Lees ook: wat we weten"),
    ("read also", "Czytaj też: nowe zasady"),
    ("read also", "Читайте также: что известно о реформе"),
    ("read also", "اقرأ أيضا: ما نعرفه عن القرار"),
    ("read also", "اقرأ أيضًا: معارض الخط العربي في الرباط"),
    ("read also", "Leia também: o que se sabe"),
    ("share", "Partager sur Facebook"),
    ("share", "Beitrag teilen"),
    ("newsletter", "Abonnez-vous à notre newsletter pour ne rien manquer"),
    ("newsletter", "Suscríbete a nuestro boletín"),
    ("comments", "Kommentare (12)"),
    ("comments", "Laisser un commentaire"),
    ("login", "Se connecter"),
    ("advertisement", "- Publicité -"),
    ("advertisement", "Реклама"),
    ("copyright", "Tous droits réservés. Reproduction interdite sans accord écrit de l’éditeur."),
    ("cookies", "Nous utilisons des cookies afin de vous offrir la meilleure expérience."),
    ("navigation", "* Accueil"),
    ("navigation", "Zum Inhalt springen"),
    ("page number", "Page 2 sur 5"),
    ("breadcrumb", "Accueil > Monde > Europe"),
    ("label", "- Published"),
    ("photo credit", "Foto: Agentur Lumen/M. Weber"),
    ("photo caption", "Le port au petit matin, vu du moulin. (Photo : Jeanne Dubois)"),
    ("reading time", "3 min read"),
    ("network", "Facebook · Twitter · WhatsApp"),
    ("share", "Delen: Facebook | X"),
    ("share links", "Partager : Facebook | X | WhatsApp"),
    ("photo credit", "fot. Jan Nowak / PAP"),
    ("photo credit", "צילום: דוד כהן"),
    ("read also", "קראו גם: תוכנית האוטובוסים"),
    ("copyright", "RIPRODUZIONE RISERVATA © Copyright ANSA"),
    ("footer", "Mentions légales | CGU | Contact"),
    ("footer", "Impressum · Datenschutz · AGB"),
    ("footer", "Aviso legal | Privacidad | Cookies | Contacto"),
    ("footer", "من نحن | اتصل بنا | سياسة الخصوصية"),
    ("footer", "תנאי שימוש | מדיניות פרטיות | צור קשר"),
    ("footer", "利用規約 | プライバシーポリシー | お問い合わせ"),
    ("bare address", "URL: https://example.org/a"),
    ("comments", "12 responses to “The bridge that nobody wanted”"),
    ("read also", "Temas relacionados"),
    ("read also", "関連キーワード"),
    ("read also in words", "(Leggi anche su: il ponte che nessuno voleva)"),
    ("read also in words", "Related: What the mayor said, and what he did not say."),
    ("invitation", "Vous devez être connecté pour écrire un commentaire."),
    ("invitation", "Du musst eingeloggt sein, um Kommentare zu schreiben."),
    ("invitation without spaces", "この記事は会員限定です。登録すると続きをお読みいただけます。"),
    ("invitation", "Suscríbete a nuestro canal de WhatsApp y no te pierdas nada."),
    ("embed", "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt."),
    ("embed", "Unfortunately, this video is not available in your region."),
    ("disclosure", "Dieser Beitrag gibt die Meinung des Autors wieder, nicht die der Redaktion."),
    ("first published", "Dieser Artikel erschien zuerst in der Talzeitung vom 12. November."),
    ("picture's words", "Jeanne Dubois/AP"),
    ("picture's words", "Bild vergrößern"),
    ("advertisement", "Advertisement · Scroll to continue"),
    ("navigation", "もっと見る"),
)


@pytest.mark.parametrize("rule", junk.rules(), ids=lambda rule: rule.name)
def test_each_rule_drops_its_example(rule: junk.Rule) -> None:
    assert junk.rule_for(rule.example) == rule.name


@pytest.mark.parametrize(("name", "line"), DROPPED)
def test_lines_around_a_text_are_dropped_by_a_named_rule(name: str, line: str) -> None:
    assert junk.rule_for(line) == name


@pytest.mark.parametrize("line", WRITTEN)
def test_what_somebody_wrote_stays(line: str) -> None:
    assert junk.rule_for(line) == ""


def test_a_line_of_running_text_is_exempt_from_phrases() -> None:
    line = "Share this thought with anyone who doubts that the river can be saved in our time."
    assert junk.rule_for(line) == ""


HOSTILE = (
    *("![" * 500, "[" * 900, "a > " * 30, "> b " * 28 + ">", "x " * 60, "https://" * 100),
    *(
        "(" * 1000,
        "![](" * 200,
        "share " * 20 + "!",
        "a" * 5000,
        "privacy policy " * 60 + "x",
        " | " * 300,
        "1/" * 60,
    ),
)


@pytest.mark.parametrize("line", HOSTILE)
def test_no_line_makes_a_rule_slow(line: str) -> None:
    junk.rules()
    start = time.process_time()
    junk.rule_for(line)
    assert time.process_time() - start < 0.2

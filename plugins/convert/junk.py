"""Lines that are not the text: rules as a table, each with a line that it must drop.

The seeds have lost their DOM, so all that can be judged is the line itself. Three guards keep
the rules from what people wrote: a row of a table and a line of running text are exempt from
all but the rules that say otherwise, and a phrase only counts from the start of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from plugins.convert.lines import cells

#: Columns from which a line that ends like a sentence is running text.
PROSE = 80
_SHORT_SENTENCE = 45
_ENDS = re.compile(r"[.!?…。！？؟۔।](?:[\"'”’»)\]」』]|\s»)*$")
#: Columns up to which a line can be a phrase of the page around the text.
_PHRASE = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """Drops the lines that its pattern matches from their start."""

    name: str
    pattern: str
    example: str
    everywhere: bool = False
    """Applies to running text and rows of tables as well."""


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


#: End of a line, with what may trail behind a label.
_END = r"[\s.:!…»>→›|+)\d-]*$"
_NETWORKS = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|pinterest|instagram|threads|bluesky"
    r"|mastodon|reddit|tumblr|xing|flipboard|messenger|youtube|tik ?tok|vk|ok|viber|line|rss"
    r"|pocket|e-?mails?|mail|courriel|google ?\+|google|vkontakte|одноклассники|вконтакте)"
)

RULES: tuple[Rule, ...] = (
    Rule("image", r"(?:\[?\s*!\[.*\]\(.*\)?\s*\|?\s*)+$", "![]() |", everywhere=True),
    Rule("marks alone", r"(?:[^\w\s]|_)(?:[^\w]|_)*$", "* * *", everywhere=True),
    Rule(
        "bare address", r"<?(?:https?://|www\.)\S+>?$", "https://example.org/a/b", everywhere=True
    ),
    Rule(
        "form field",
        r"(?:IFRAME:|\(BUTTON\)|\[BUTTON|\[?_{3,}|\[(?:[\w.-]{0,40}| .{0,60} |\s*)\]\W*$|\( \)|\(\*\)|\[[ x]\])",
        "[ Search            ]",
        everywhere=True,
    ),
    Rule(
        "copyright",
        _any(
            r"(?:©|\(c\)\s|copyright\b)",
            r"(?:tous droits|toute reproduction|reproduction interdite)",
            r"all rights reserved",
            r"alle rechte vorbehalten",
            r"todos los derechos reservados",
            r"todos os direitos",
            r"tutti i diritti",
            r"alle rechten voorbehouden",
            r"wszelkie prawa",
            r"все права",
            r"всі права",
            r"جميع الحقوق",
            r"(?:tüm|her) hakkı",
        ),
        "© 2024 Example Media, all rights reserved.",
        everywhere=True,
    ),
    Rule(
        "script notice",
        _any(
            r"(?:please )?(?:enable|activate|turn on) javascript",
            r"(?:your browser|javascript) (?:does not|is (?:not|disabled|required))",
            r"(?:veuillez )?activer? javascript",
            r"(?:bitte )?aktivieren sie (?:bitte )?javascript",
            r"(?:por favor,? )?(?:active|activa|habilite) (?:el )?javascript",
            r"ihr browser (?:unterstützt|ist)",
            r"votre navigateur (?:ne|est)",
        ),
        "Please enable JavaScript to view this page.",
        everywhere=True,
    ),
    Rule(
        "cookies",
        _any(
            r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? (?:\w+ )?cookies",
            r"by (?:continuing|using|clicking)\b.{0,80}cookies",
            r"(?:nous utilisons|ce site (?:web )?utilise|en poursuivant).{0,80}cookies",
            r"(?:wir (?:verwenden|nutzen)|diese (?:web)?(?:site|seite) (?:verwendet|nutzt)).{0,60}cookies",
            r"(?:datenschutz (?:&|und) cookies|wenn du die website weiterhin)",
            r"(?:este sitio|esta web|utilizamos|usamos|este site).{0,60}cookies",
            r"(?:questo sito|utilizziamo).{0,60}cookie",
            r"(?:deze (?:web)?site|wij|we) (?:gebruikt|maakt|gebruiken|maken).{0,40}cookies",
            r"(?:ta |nasza )?(?:strona|serwis) (?:używa|korzysta|wykorzystuje).{0,60}cookies",
            r"(?:этот )?(?:сайт|мы) использу(?:ет|ем).{0,60}(?:cookie|куки)",
            r"(?:يستخدم|نستخدم).{0,60}(?:الكوكيز|ملفات تعريف الارتباط)",
            r"(?:accept|manage|reject) (?:all )?cookies",
            r"cookies?(?:[ -](?:policy|settings|richtlinie|einstellungen|preferences))?" + _END,
        ),
        "We use cookies to give you the best experience.",
        everywhere=True,
    ),
    Rule(
        "share",
        _any(
            r"(?:share|tweet|pin|e-?mail|print)(?: (?:this|it|on|via|the|article|story|page|post)\b.{0,60})?"
            + _END,
            r"(?:partage[rz]|partagez|imprimer|envoyer (?:par|à)|tweeter)\b.{0,50}$",
            r"(?:beitrag |artikel |seite |diesen? (?:artikel|beitrag|seite) )?(?:teilen|drucken|merken|weiterempfehlen)"
            r"(?: (?:sie|auf|mit|via)\b.{0,40})?" + _END,
            r"teilen sie (?:dies|diesen)\b.{0,40}$",
            r"(?:compartir|comparte|compartilhe?|compartilhar|imprimir|enviar por)\b.{0,40}$",
            r"(?:condividi|stampa)(?: (?:su|questo|l[’'])\b.{0,40})?" + _END,
            r"(?:deel|delen|afdrukken)(?: (?:dit|deze|op|via|artikel)\b.{0,40})?" + _END,
            r"(?:udostępnij|podziel się|drukuj)\b.{0,40}$",
            r"(?:поделиться|распечатать|отправить)\b.{0,40}$",
            r"(?:شارك|مشاركة|طباعة)\b.{0,40}$",
            r"(?:paylaş|yazdır)\b.{0,30}$",
            r"click to (?:share|email|print)\b.{0,60}$",
            r"(?:(?:tweet|share|comments?|print|e-?mail|save|pin it)[\s|·]*){2,}$",
            r"(?:copy link|copier le lien|link kopieren|copiar enlace|copia link)" + _END,
            r"(?:gefällt mir|like this|j[’']aime|me gusta)\b.{0,30}$",
        ),
        "Share this article on Facebook",
    ),
    Rule("network", rf"(?:{_NETWORKS}[\s,|/·•&-]*)+$", "Facebook Twitter WhatsApp"),
    Rule(
        "follow us",
        _any(
            r"follow (?:us|me|@|\w+ on)\b.{0,80}$",
            r"(?:suivez|retrouvez)[- ](?:nous|-nous)\b.{0,60}$",
            r"folgen? sie uns\b.{0,60}$",
            r"(?:síguenos|siga-nos|nos siga|seguici|volg ons)\b.{0,60}$",
            r"(?:подписывайтесь|подпишитесь|читайте нас)\b.{0,80}$",
            r"(?:obserwuj|polub) nas\b.{0,60}$",
            r"(?:تابعونا|تابعنا|اشترك)\b.{0,60}$",
        ),
        "Follow us on Instagram",
    ),
    Rule(
        "newsletter",
        _any(
            r"(?:sign up|subscribe|join|get)\b.{0,50}(?:newsletter|inbox|e-?mail|free|alerts?|updates)\b.{0,60}$",
            r"(?:subscribe|newsletters?|subscriptions?)(?: (?:now|today|to|here)\b.{0,60})?" + _END,
            r"(?:inscrivez-vous|abonnez-vous|s[’']abonner|je m[’']abonne|s[’']inscrire|recevez)\b.{0,90}$",
            r"(?:jetzt |hier )?(?:unseren )?(?:newsletter|abo|e-paper)(?: (?:abonnieren|bestellen|testen|lesen|anmelden))?"
            + _END,
            r"(?:melden sie sich|abonnieren sie)\b.{0,90}$",
            r"(?:suscr[ií]b(?:ete|ase|irse|irme)|ap[uú]ntate|regístrate|assine|inscreva-se|cadastre-se)\b.{0,90}$",
            r"(?:iscriviti|abbonati)\b.{0,90}$",
            r"(?:meld je aan|schrijf je in|abonneer)\b.{0,90}$",
            r"(?:zapisz się|subskrybuj|zaprenumeruj)\b.{0,90}$",
            r"(?:подписаться|підписатися)\b.{0,60}$",
            r"(?:النشرة البريدية|اشتركوا?)\b.{0,60}$",
        ),
        "Sign up for our free newsletter",
    ),
    Rule(
        "comments",
        _any(
            r"(?:\d+|no|leave a|post a|add a|view|show|read|write a|join the|see)\s?(?:all )?"
            r"(?:comments?|replies|reply|conversation|discussion)\b.{0,30}$",
            r"(?:comments?|leave a reply|responses?|reactions?)(?: (?:\(?\d+\)?|are closed|off))?"
            + _END,
            r"(?:\d+\s)?commentaires?(?: (?:fermés|sont fermés))?" + _END,
            r"(?:laisser|laissez|ajouter|écrire|poster|voir) (?:un|les?|votre) commentaires?.{0,30}$",
            r"(?:réagir|réagissez)\b.{0,40}$",
            r"(?:\d+\s|keine )?kommentare?(?: (?:schreiben|lesen|anzeigen|sind geschlossen|verfassen|hinterlassen))?"
            + _END,
            r"(?:schreibe|hinterlasse|verfassen sie)\b.{0,30}kommentar.{0,20}$",
            r"(?:\d+\s)?coment[aá]rios?" + _END,
            r"(?:deja|dejar|deixe|añadir|escribe) (?:un|uma?|tu|seu) (?:comentario|comentário|respuesta).{0,20}$",
            r"(?:\d+\s)?commenti?" + _END,
            r"lascia un commento.{0,20}$",
            r"(?:\d+\s)?(?:reacties?|komentarz[ey]?|комментари[ийев]+|коментар[ії]+|تعليقات|التعليقات|yorum(?:lar)?)"
            + _END,
            r"(?:plaats een reactie|dodaj komentarz|оставить комментарий|добавить комментарий|أضف تعليق\w*).{0,20}$",
        ),
        "Leave a comment",
    ),
    Rule(
        "login",
        _any(
            r"(?:log ?in|sign ?in|log ?out|sign out|register|create (?:an|your) account|my account)"
            r"(?: (?:to|or|with|here|/)\b.{0,50})?" + _END,
            r"(?:already (?:a subscriber|a member|have an account)|not a (?:subscriber|member)).{0,60}$",
            r"(?:se connecter|connexion|déconnexion|s[’']identifier|mon compte|créer un compte|déjà abonné).{0,40}$",
            r"(?:anmelden|abmelden|einloggen|registrieren|mein konto|jetzt registrieren|passwort vergessen)"
            + _END,
            r"(?:iniciar sesión|acceder|mi cuenta|regístrese|entrar|minha conta|cadastro)" + _END,
            r"(?:accedi|registrati|inloggen|registreren|zaloguj(?: się)?|zarejestruj(?: się)?)"
            + _END,
            r"(?:войти|вход|регистрация|увійти|تسجيل الدخول|giriş yap|üye ol)" + _END,
        ),
        "Log in or create an account",
    ),
    Rule(
        "paywall",
        _any(
            r"(?:this (?:article|content|story) is (?:reserved|only|for)|subscribers? only|premium content)\b.{0,80}$",
            r"(?:(?:cet )?article réservé|réservé (?:aux|à nos) abonnés|pour lire la suite|il vous reste)\b.{0,80}$",
            r"pour accéder (?:en illimité|à l[’']intégralité|à la suite)\b.{0,80}$",
            r"(?:weiterlesen mit|dieser (?:artikel|inhalt) ist (?:nur|exklusiv)|exklusiv für abonnenten)\b.{0,80}$",
            r"(?:contenido exclusivo|solo para suscriptores|conteúdo exclusivo|contenuto riservato)\b.{0,80}$",
        ),
        "Article réservé aux abonnés",
    ),
    Rule(
        "read also",
        _any(
            r"(?:read (?:also|more|next|on)|see also|also read|related(?: (?:articles?|stor(?:y|ies)|content|posts?|topics?|coverage|links?|news|reading|videos?))?"
            r"|more (?:on|from|in|about|stories|news|like)\b|most (?:read|popular|viewed)|recommended|you (?:may|might) (?:also )?like"
            r"|don[’']t miss|up next|trending(?: now)?|explore further|further reading|top stories|latest (?:news|stories))"
            r"(?:\s?[:|–—>-].*|\b.{0,40})$",
            r"(?:[àa] lire(?: (?:aussi|également|ensuite))?|lire (?:aussi|également|la suite|plus)|lisez aussi|voir aussi"
            r"|sur le même (?:sujet|thème)|pour aller plus loin|à voir aussi|articles? (?:liés?|similaires?|connexes?)"
            r"|en savoir plus|notre sélection|les plus lus|(?:ces articles|cela|ceci) (?:devraient|pourrai(?:en)?t) vous)"
            r"(?:\s?[:|–—>-].*|.{0,50})$",
            r"(?:lesen sie (?:auch|hier|dazu|mehr)|lies auch|mehr (?:zum thema|dazu|von|aus|über|lesen)|auch interessant|siehe auch|zum weiterlesen"
            r"|weiterlesen|weitere (?:artikel|beiträge|informationen|nachrichten|themen|meldungen|news|infos)|das könnte (?:sie|dich|ihnen|dir)"
            r"|ähnliche (?:artikel|beiträge|themen)|verwandte|meistgelesen|empfohlen|passend dazu|>> )"
            r"(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:lea también|lee también|leer más|ver también|te puede interesar|le puede interesar|más (?:sobre|noticias|información)|lo (?:último|más (?:leído|visto))"
            r"|también te puede|noticias relacionadas|artículos relacionados|relacionad[oa]s)(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:leia (?:também|mais)|veja (?:também|mais)|saiba mais|confira também|notícias relacionadas|mais (?:lidas|notícias|sobre))"
            r"(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:leggi anche|leggi tutto|vedi anche|potrebbe interessarti|articoli correlati|ti potrebbe)(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:lees (?:ook|meer|verder)|zie ook|meer over|gerelateerd)(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:czytaj (?:też|także|również|więcej|dalej)|zobacz (?:też|także|również|więcej)|przeczytaj|polecamy|powiązane)(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:читайте (?:также|далее|ещё|еще)|смотрите также|подробнее|похожие (?:материалы|новости)|по теме|читайте також|материалы по теме)"
            r"(?:\s?[:|–—>-].*|.{0,60})$",
            r"(?:اقرأ (?:أيضا|أيضاً|ايضا|المزيد)|إقرأ أيضا\w*|مواضيع ذات صلة|المزيد من|شاهد أيضا\w*|أخبار ذات صلة).{0,80}$",
            r"(?:ayrıca (?:oku|bak)|ilgili haberler|läs (?:också|mer|även)|les også|læs også|lue myös|関連記事|あわせて読みたい|관련기사|相关阅读|延伸阅读).{0,60}$",
        ),
        "Lire aussi : Ce que l’on sait de la réforme",
    ),
    Rule(
        "advertisement",
        _any(
            r"(?:story continues below )?(?:advertisements?|sponsored(?: content)?|promoted|paid (?:content|post)|article continues (?:below|after).{0,30})"
            + _END,
            r"(?:publicité|contenu sponsorisé|la suite après (?:cette|la) publicité)" + _END,
            r"(?:anzeige|werbung|advertorial)" + _END,
            r"(?:publicidade?|contenido patrocinado|continua depois da publicidade|pubblicità|advertentie|reklama|реклама|إعلان|اعلان|reklam|annons|広告|광고|广告)"
            + _END,
        ),
        "Advertisement",
    ),
    Rule(
        "photo credit",
        _any(
            r"(?:photos?|foto(?:s|grafía|grafie)?|picture|image|imagen|immagine|bild(?:er)?|quelle|beeld|zdjęcie|фото|صورة|crédits?(?: photo)?|credits?|getty)"
            r"(?: (?:by|credit|crédit|von|par|de|di|d[’']illustration|archive?s?))?\s?[:/©|].{1,80}$",
            r"\((?:photo|image|picture|foto|credit|courtesy|quelle|bild)\b.{1,80}\)$",
            r"(?:photo|image|picture|foto) (?:by|credit|courtesy|par|von)\b.{1,60}$",
            r".{0,80}(?:^|[\s/(|©])(?:getty images|shutterstock|istock|unsplash|pixabay|afp via|via getty|picture[ -]alliance|ap photo|reuters/)\b.{0,40}$",
        ),
        "Photo : Jeanne Dubois / Agence Lumen",
    ),
    Rule(
        "navigation",
        _any(
            r"(?:skip to (?:main )?(?:content|navigation)|back to (?:top|home|the top)|(?:main )?(?:menu|navigation)|home(?:page)?|search(?: for)?|close|next(?: (?:article|post|page|story))?"
            r"|prev(?:ious)?(?: (?:article|post|page|story))?|sections?|topics?|show (?:more|less)|load more|view (?:all|more)|see (?:all|more)|open navigation menu|contact(?: us)?|about(?: us)?"
            r"|privacy(?: policy)?|terms(?: (?:of (?:use|service)|& conditions))?|advertise(?: with us)?|help|faq|sitemap|site map|rss|toggle navigation|expand|collapse|jump to.{0,30}|listen|save)"
            + _END,
            r"(?:aller au contenu|accueil|recherche(?:r)?|fermer|suivant|précédent|retour(?: (?:à|en|au).{0,30})?|haut de (?:la )?page|mentions légales|nous contacter|qui sommes-nous|plan du site|rubriques|sommaire|voir plus|afficher plus|menu principal|écouter)"
            + _END,
            r"(?:direkt zum inhalt|zum (?:haupt)?inhalt(?: springen)?|startseite|zur startseite|suchen?|suchformular|schließen|weiter|zurück(?: (?:zur|zum|nach).{0,30})?|nach oben|zum seitenanfang|impressum|datenschutz(?:erklärung)?|kontakt|über uns|agb|mehr anzeigen|vorlesen|ressorts|themen|nächster (?:artikel|beitrag)|vorheriger (?:artikel|beitrag))"
            + _END,
            r"(?:saltar al contenido|ir al contenido|inicio|portada|buscar|cerrar|siguiente|anterior|volver(?: (?:a|al)\b.{0,20})?|aviso legal|contacto|quiénes somos|ver más|cargar más)"
            + _END,
            r"(?:ir para o conteúdo|pular para.{0,20}|início|fechar|próxim[oa]|voltar(?: .{0,20})?|fale conosco|contato|quem somos)"
            + _END,
            r"(?:vai al contenuto|cerca|chiudi|successivo|precedente|torna su|contatti|chi siamo)"
            + _END,
            r"(?:ga naar (?:de )?inhoud|zoeken|sluiten|volgende|vorige|terug(?: naar.{0,20})?|over ons)"
            + _END,
            r"(?:przejdź do treści|strona główna|szukaj|zamknij|następn[yae]|poprzedni[ae]?|kontakt|o nas|regulamin|polityka prywatności)"
            + _END,
            r"(?:главная(?: страница)?|меню|поиск|закрыть|далее|назад|наверх|контакты|о нас|о проекте|головна|пошук)"
            + _END,
            r"(?:الرئيسية|الصفحة الرئيسية|بحث|إغلاق|التالي|السابق|اتصل بنا|من نحن)" + _END,
            r"(?:ホーム|メニュー|検索|トップページ|ログイン|次へ|前へ|首页|返回|메뉴|검색|홈|ana sayfa|ara|kapat|hem|sök|meny|forside|søg)"
            + _END,
            r"(?:powered by|proudly powered|designed by|theme by)\b.{1,60}$",
        ),
        "Skip to main content",
    ),
    Rule(
        "page number",
        r"(?:(?:page|seite|página|pagina|strona|страница)\s)?\d{1,4}\s?(?:/|of|sur|von|de|di|van|z|из)\s?\d{1,4}$"
        r"|(?:page|seite|página|pagina|strona|страница)\s\d{1,4}$|[-–—]\s?\d{1,4}\s?[-–—]$",
        "Page 3 of 12",
    ),
    Rule(
        "breadcrumb",
        r"[^\s.!?]{1,30}(?:\s[^\s.!?]{1,30}){0,2}(?:\s?[>»›→]\s?[^>»›→]{1,50}){2,}$",
        "Home > News > Europe",
    ),
    Rule(
        "reading time",
        r"(?:reading time|temps de lecture|lecture|lesezeit|lesedauer|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd|czas czytania|время чтения)\s?:?\s?.{0,15}\d.{0,15}$"
        r"|(?:~|ca\.? )?\d{1,3}[\s-]?(?:min(?:ute)?s?\.?|minuten|мин\.?|دقائق|דקות)(?: (?:read|de lecture|lesezeit|de lectura|de leitura|di lettura|lezen))?"
        + _END,
        "Temps de lecture : 3 min",
    ),
    Rule(
        "label",
        r"(?:[-•] )?(?:published|updated|posted(?: (?:on|in|by))?|last (?:updated|modified)|publié|mis à jour|veröffentlicht|aktualisiert|stand|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|opublikowano|опубликовано|обновлено|author|by|auteur|autor|tags?|category|categories|catégories?|kategorien?|schlagw[oö]rter|mots[- ]clés|etiquetas|temas|source|date|(?:image|media) (?:source|caption|credit)|loading)"
        r"\s?[:….]*$",
        "- Published",
    ),
    Rule(
        "topics",
        r"(?:tags?|tagged(?: (?:with|as))?|filed under|keywords|topics|mots[- ]clés|étiquettes|thèmes|schlagw(?:orte|örter)|stichw(?:orte|örter)|themen|etiquetas|temas|palabras clave|parole chiave|trefwoorden|tagi|słowa kluczowe|теги|метки|ключевые слова|الكلمات المفتاحية|وسوم)\s?:?\s(?=\S).{1,100}$",
        "Tags: election, parliament",
    ),
    Rule(
        "video",
        r"(?:video|vidéo|vídeo|audio|podcast|galerie|gallery|bilderstrecke|fotostrecke|diaporama|slideshow|watch|watch live|play|livestream|live)(?:\s(?:verfügbar|disponible|available)\b.{0,40})?"
        + _END,
        "Video verfügbar bis 28.02.2021",
    ),
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(_Compiled(rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)


def is_table_row(text: str) -> bool:
    """Whether at least two bars stand beside content, as in a row of a table."""
    return (
        text.count("|") >= 2 and sum(bool(re.search(r"\w", cell)) for cell in text.split("|")) >= 2
    )


def is_prose(text: str) -> bool:
    """Whether ``text`` reads as running text: long, or a whole sentence."""
    width = cells(text) if len(text) < 2 * PROSE else 2 * PROSE
    if width < _SHORT_SENTENCE:
        return False
    return _ENDS.search(text) is not None or width >= 2 * PROSE


def rule_for(text: str) -> str:
    """Name of the rule that drops the line ``text``, or empty if it stays."""
    kept = is_table_row(text) or is_prose(text) or cells(text[: 2 * _PHRASE]) > _PHRASE
    bare = re.sub(r"^(?:[*+•●○◦▪■□‣·|>»-]\s+|#{1,6}\s+)+", "", text[:1000])
    for each in _compiled():
        if kept and not each.rule.everywhere:
            continue
        if each.pattern.match(bare if not each.rule.everywhere else text[:1000]):
            return each.rule.name
    return ""

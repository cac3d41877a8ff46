"""What search knows of single languages."""

from __future__ import annotations

#: Snowball's algorithms by primary language.
ALGORITHMS = dict(
    pair.split("=")
    for pair in (
        "ar=arabic ca=catalan cs=czech da=danish de=german el=greek en=english es=spanish "
        "et=estonian eu=basque fa=persian fi=finnish fr=french ga=irish hi=hindi hu=hungarian "
        "hy=armenian id=indonesian it=italian lt=lithuanian nb=norwegian ne=nepali nl=dutch "
        "nn=norwegian no=norwegian pl=polish pt=portuguese ro=romanian ru=russian sr=serbian "
        "sv=swedish ta=tamil tr=turkish yi=yiddish"
    ).split()
)
#: Articles, pronouns and prepositions, which are not searched. The browser gets them too.
STOPS = {
    "ar": "في من الى إلى على عن أن إن ان ما هذا هذه التي الذي مع كان قد هو هي كما بعد قبل او أو ثم",
    "de": "der die das den dem des ein eine einen einem einer und oder in im an am auf aus bei "
    "mit nach von vom zu zum zur fur ist sind war hat es er sie dass als auch nicht sich "
    "uber",
    "en": "a an the of to in on at by for from with and or but is are was were be been it its "
    "this that as has have had he she they his her their will not which who",
    "es": "el la los las un una unos unas de del al a en por para con sin y e o u que es son se "
    "su sus lo como mas no ha han fue",
    "fr": "le la les un une des de du au aux a en et ou dans par pour sur avec sans que qui ne "
    "pas est sont il elle ils elles ce cette ces se sa son ses leur leurs plus d l qu s c n "
    "j m t",
    "it": "il lo la i gli le un uno una di del della dei delle degli dell a al alla ai alle in "
    "nel nella da dal dalla con su sul sulla per e ed o che non e si sono ha l un",
    "nl": "de het een van in op te en of is zijn dat die met voor aan bij naar om uit door niet "
    "als er ook maar",
    "pt": "o a os as um uma de do da dos das em no na nos nas por para com sem e ou que se nao e "
    "ao aos mais como foi",
    "ru": "и в во на с со по к ко из за от до о об у не что это как он она они но или для его ее "
    "их был была были при",
}

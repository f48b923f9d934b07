"""An utterance as plain sentences: lower case, one kind of apostrophe, common chat spellings undone."""

import re
from dataclasses import dataclass

# A question is at most 600 characters (names.py); what is pasted beyond that is read at its two ends,
# because people ask at the start or at the end. This also bounds the time of every pattern.
HEAD, TAIL = 400, 800
# Sentences read of a long utterance: the last ones decide what is finally asked.
LAST_SENTENCES = 8
SENTENCE_CAP = 400

# fmt: off
SPELLINGS = {
    "u": "you", "ur": "your", "r": "are", "ya": "you", "yr": "your", "d'you": "do you", "dyou": "do you",
    "y'all": "you all", "w": "with", "b4": "before", "ppl": "people", "thru": "through", "tho": "though",
    "mgr": "manager", "pls": "please", "plz": "please", "cos": "because", "cuz": "because",
    "coz": "because", "'cause": "because", "bc": "because", "wat": "what", "wot": "what", "wats": "what's",
    "whats": "what's", "what're": "what are", "hows": "how's", "whos": "who's", "wheres": "where's",
    "whens": "when's", "whys": "why's", "thats": "that's", "theres": "there's", "heres": "here's",
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "wont": "won't", "wouldnt": "wouldn't", "cant": "can't",
    "cannot": "can't", "couldnt": "couldn't", "shouldnt": "shouldn't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "im": "i'm", "ive": "i've", "youve": "you've", "youd": "you'd",
    "youll": "you'll", "theyre": "they're", "theyve": "they've", "weve": "we've", "hes": "he's",
    "shes": "she's", "gonna": "going to", "wanna": "want to", "gotta": "got to", "kinda": "kind of",
    "shld": "should", "cld": "could", "wld": "would", "wd": "would", "cd": "could", "shd": "should",
    "thx": "thanks", "ty": "thanks", "sry": "sorry", "soz": "sorry", "rly": "really", "abt": "about",
    "hv": "have", "tht": "that", "wht": "what", "teh": "the", "hav": "have", "coud": "could",
    "woud": "would", "shoud": "should", "cosnider": "consider", "thougt": "thought",
    "considerd": "considered", "considred": "considered", "thot": "thought", "wud": "would", "cud": "could",
    "shud": "should", "havnt": "haven't", "didn": "didn't", "ther": "there", "thier": "their",
    "becuase": "because", "waht": "what", "hwo": "how", "yuo": "you", "yor": "your", "youre": "you're",
    "shouldve": "should have", "wouldve": "would have", "couldve": "could have", "dunno": "don't know",
    "prob": "probably", "probs": "probably", "def": "definitely", "tmrw": "tomorrow", "sth": "something",
    "smth": "something", "sb": "somebody", "srsly": "seriously", "idk": "i don't know", "mins": "minutes",
    "ok": "okay", "k": "okay", "yep": "yes", "yup": "yes", "yea": "yeah", "nah": "no", "nope": "no",
}
# fmt: on
# `its` and `id` are words of their own; read as "it's" and "I'd" only where the next word shows it.
ITS = re.compile(
    r"\bits (?=a |an |the |about |just |really |not |all |like |been |been |obvious|clear|time |your )"
)
ID = re.compile(
    r"\bid (?=just |never |probably |not |rather |like |love |be |say |go |get |ask |try |start |talk "
    r"|tell |leave )"
)
ILL = re.compile(r"^ill (?=\w)")

QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": " ", "”": " ", '"': " ", "«": " ", "»": " "}
)
NOISE = re.compile(r"[^\w\s',.?!:;()…–—+&%£$€/-]|_")
LOOSE_APOSTROPHE = re.compile(r"\B'|'\B")
SPACES = re.compile(r"\s+")
SENTENCE = re.compile(r"[^.?!…\n]+(?:[.?!…](?=\w)[^.?!…\n]+)*[.?!…]*")
WORD = re.compile(r"[\w']+")
ABBREVIATIONS = re.compile(r"\b(mr|mrs|ms|dr|prof|st|e\.g|i\.e|vs)\. ")


@dataclass(frozen=True)
class Sentence:
    """`text` has no closing punctuation. `asked` is true where a question mark closed it."""

    text: str
    asked: bool


def sentences(utterance: str) -> tuple[Sentence, ...]:
    """The sentences of an utterance in order, without empty ones; of a long utterance those near its ends."""
    if len(utterance) > HEAD + TAIL:
        utterance = f"{utterance[:HEAD]}\n{utterance[-TAIL:]}"
    text = NOISE.sub(" ", utterance.translate(QUOTES).lower())
    text = ABBREVIATIONS.sub(r"\1 ", LOOSE_APOSTROPHE.sub(" ", text))
    found = []
    for match in SENTENCE.finditer(text):
        raw = match.group()
        words = _spelled(raw.rstrip(" .?!…,;:-–—"))
        if WORD.search(words):
            closing = raw[len(raw.rstrip(" .?!…")) :]
            found.append(Sentence(words[-SENTENCE_CAP:], "?" in closing))
    return tuple(found[-LAST_SENTENCES:])


def _spelled(text: str) -> str:
    text = SPACES.sub(" ", text).strip(" ,;:-–—")
    text = WORD.sub(lambda m: SPELLINGS.get(m.group(), m.group()), text)
    text = ITS.sub("it's ", text)
    text = ID.sub("i'd ", text)
    return ILL.sub("i'll ", text)

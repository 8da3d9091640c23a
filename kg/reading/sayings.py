"""What follows a verb of saying: where its words begin and end, by the verb and the words themselves."""

from __future__ import annotations

import re

BARE = re.compile(
    r"sa(?:id|ys?|ying)|add(?:ed|s|ing)|insist(?:ed|s|ing)?|argue?(?:d|s|ing)?|claim(?:ed|s|ing)?|warn(?:ed|s|ing)?"
    r"|not(?:ed|es|ing)|maintain(?:ed|s|ing)?|alleg(?:ed|es|ing|e)|believ(?:ed|es|ing|e)|stress(?:ed|es|ing)"
    r"|estimat(?:ed|es|ing)|complain(?:ed|s|ing)?|(?:hop|fear)(?:ed?|es|s)|thinks",
    re.IGNORECASE,
)
"""Verbs after which "that" may be left out."""
FINITE = re.compile(
    r"(?:(?!(?:who|which|that|whose|where|when|after|as|before|while|if|because|and|but|how|why)\b)"
    r"[^\s,;:.\"“]+ ){1,9}?"
    r"(?:had|has|have|was|were|is|are|would|will|could|can|cannot|must|should|might|may|did"
    r"|does|do|won['’]t|[a-z]+n['’]t)\b"
)
"""The beginning of a clause of its own: other verbs of saying may leave out "that" before one."""
DENIED = re.compile(r"(?:emphasi[sz]|stress|recall|den(?:y|ied|ies)|lament|deplor)", re.IGNORECASE)
"""Verbs of saying whose object too is what was said."""
DESCRIBED = re.compile(r"(?:describ|characteri[sz]|portray|depict)", re.IGNORECASE)
RELATIVE = re.compile(
    r", (?:(?:in|of|for|at|by|to|from|during|on|with|after) )?(?:the (?:course|wake|name|midst) of "
    r"|(?:some|many|most|all|two|three|four|both|one|none|several) of )?(?:who|whom|which|whose|where|when)\b"
)
THAT = re.compile(r"(?:that|[^,;:.]{0,80}?\sthat)\s+", re.IGNORECASE)
AWAY = re.compile(r"(?:call|urg|ask|describ|told|tell|let|signal|contradict|promis|vow|pledg)", re.IGNORECASE)
"""Verbs after which a clause is no statement without "that"."""
TOLD = re.compile(r"(?:t(?:old|ells?|elling)|(?:inform|remind|assur|notifi)\w*)$", re.IGNORECASE)
LISTENER = re.compile(
    r"(?:(?:the|a|an|his|her|their|its|local|this|our|assembled|state|foreign)\s+){0,3}[\w'’-]+(?:\s[\w'’-]+)?\s+"
    r"(?=(?:he|she|they|it|there|no|nobody|nothing|none|everyone|everybody|everything|his|her|their|its|all|we|you|this"
    r"|these|those|many|most|some|both|neither|every|any|talks|work|police)\b)"
    r"|(?:the|his|her|their|its)\s+[\w'’-]+\s+(?=(?:the|an?)\b)"
    r"|(?:reporters|journalists|(?:the|a) (?:crowd|rally|agency|meeting|newspaper|court|press))\s+(?=the\b)",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"(?:(?:on|late on|early on)\s+[A-Z]\w+day(?:\s(?:morning|afternoon|evening|night))?"
    r"|today|yesterday|later|afterwards)\s+(?=[\w'’])"
)
NO_OBJECT = re.compile(
    r"(?:today|yesterday|during|in|at|on|after|before|by|with|when|while|for|to|so|nothing|little|from|outside|of|about"
    r"|as|no to|yes to|sorry|hello|thank you|goodbye|farewell|no more|it all|and|or|but|not to"
    r"|whether they would)\b(?!['’]s)",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r", (?:but|while|whereas|and|though|although) (?:the |local |its |their )?(?:police|officials?|organi[sz]ers?"
    r"|authorit(?:y|ies)|witness(?:es)?|eyewitness(?:es)?|residents|gendarmes|unions?|government|ministry|company"
    r"|activists|protesters|demonstrators|opponents|critics|management|army|council|others)\b(?!['’])",
    re.IGNORECASE,
)
"""Somebody else, of whom the rest of the sentence tells."""
CITING = re.compile(
    r", (?:in (?:reference|response|relation|allusion) to"
    r"|citing|quoting|referring to|pointing to|blaming|adding|invoking|alluding to|gesturing)\b"
)
"""What the speaker does beside it."""
FURTHER = re.compile(
    r",?\s+(?:and|but|then|while)\s+(?:also\s+|then\s+)?[a-z]{3,}(?:s|ed|ing)\s+"
    r"(?:the|an?|its|his|her|their|that|them|it|on|for|to)\b"
)


def said_after(text: str, start: int, stop: int, cue: str, *, act: bool) -> tuple[int, int] | None:
    """The bounds of what was said in the stretch after a verb of saying; `None` if that is no statement."""
    words = text[start:stop]
    if takes_object(cue, words, act=act):
        lead = re.match(r"(?:that|on|upon)\s+", words)
        if lead is not None:
            return start + lead.end(), stop
        return (
            None if NO_OBJECT.match(words) else (start, _cut(FURTHER, text, start, _cut(RELATIVE, text, start, stop)))
        )
    stop = _cut(CITING, text, start, _cut(OTHERS, text, start, stop))
    lead = THAT.match(words)
    if lead is not None and _leads(cue, lead[0]):
        return start + lead.end(), stop
    return (start, stop) if cue.endswith("that") else _bare(words, start, stop, cue)


def _bare(words: str, start: int, stop: int, cue: str) -> tuple[int, int] | None:
    """A clause without "that", after whom it was told, or when it was said."""
    told = TOLD.match(cue) is not None
    lead = LISTENER.match(words) if told else WHEN.match(words)
    if lead is not None:
        start, words = start + lead.end(), words[lead.end() :]
    elif told or NO_OBJECT.match(words):
        return None
    told = told and (not words.startswith(("the ", "a ", "an ")) or FINITE.match(words) is not None)
    bare = told or BARE.fullmatch(cue) or (not AWAY.match(cue) and FINITE.match(words))
    return (start, stop) if bare else None


def takes_object(cue: str, words: str, *, act: bool) -> bool:
    """Whether the object of a verb is what was said: of a reported act, a denial, a description "as"."""
    if DESCRIBED.match(cue):
        return re.match(r"[^,;:]{3,120}?\sas\s", words) is not None
    return act or DENIED.match(cue) is not None


def _cut(end: re.Pattern[str], text: str, start: int, stop: int) -> int:
    further = end.search(text, start, stop)
    return stop if further is None else further.start()


def _leads(cue: str, lead: str) -> bool:
    """Whether what stands between the verb and "that" is only to whom, when or where it was said."""
    if len(lead.split()) == 1 or TOLD.match(cue):
        return True
    return (
        re.match(
            r"(?:in|on|at|during|to|after|before|by|via|through|from|last|this|again|later|today|yesterday|late|early|here)\b",
            lead,
        )
        is not None
    )

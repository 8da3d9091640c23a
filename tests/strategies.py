"""Texts that look like reports, or nearly: what the laws of reading are tried on."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "Ada Lovik", "Ben al-Orsk", "the Dockers' Union", "the General Council of CRP", "CRP", "Mensk", "Ménsk", "in Aldo",
    "the co-chair of", "a member of", "said", "stressed", "added", "and", ",", ".", ":", ";", '"', "“", "”", "«", "»",
    "'", "(", ")", "Thousands of", "4 citizens", "two demonstrations", "marched", "the massacre", "To denounce",
    "delivered a speech", "She", "they", "For his part", "under the slogan", "chanting", "raised the flags of",
    "a delegation consisting of", "delivered a message to", "occupied Aldo", "people of Aldo", "today", "3 May 2021",
    "\n", "\n\n", " ", "…", "Other news", "according to", "\u202e", "𝔘nion", "İstanbul", "ß", "e\u0301", "At least",
    "killed", "The",
)  # fmt: skip

report_like = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)
anything = st.text(min_size=1, max_size=300)
texts = st.one_of(report_like, anything).filter(lambda text: text.strip() != "")

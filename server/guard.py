"""A friendly refusal of queries that would make this server talk to another one.

This is courtesy, not the wall: it reads the query as SPARQL tokens so that an honest user gets a clear answer.
The wall is the kernel filter around the query workers, which a later issue adds.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
               |"(?!"")(?:[^"\\\n\r]|\\.)*"|'(?!'')(?:[^'\\\n\r]|\\.)*')
    | (?P<unclosed>["'])
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[\w-]+)
    | (?P<name>[\w.-]{0,99}:(?:[\w.:%-]|\\.)*)
    | (?P<word>\w+)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def asks_other_servers(query: str) -> bool:
    """Whether the word SERVICE stands in a query as a keyword, outside strings, IRIs, comments and names.

    `SERVICE:x` counts: an engine may read it as the keyword and the name `:x`. Behind a string that never
    ends there are no tokens, so there any mention counts; this also keeps the time linear.
    """
    for token in _TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group().casefold()
        if kind == "unclosed":
            return "service" in query[token.start() :].casefold()
        if (kind == "word" and text == "service") or (kind == "name" and text.startswith("service:")):
            return True
    return False

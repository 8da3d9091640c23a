"""Who may write: whoever sends the token of the settings (https://www.rfc-editor.org/rfc/rfc6750).

Only the header counts: what stands in an address ends in logs, and what a browser sends by itself proves nothing.
"""

from __future__ import annotations

import hmac

from flask import g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from server.listening import MB
from server.site import site


def require_token() -> None:
    """Let through a request that may write; 403 if nobody may, 401 if this one does not say who it is."""
    g.writes = True
    token = site().settings.write_token
    if not token:
        raise Forbidden("This server only reads: writing is off until its owner sets a write token.")
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(sent.strip().encode(), token.encode()):
        challenge = WWWAuthenticate("bearer", {"realm": "write"})
        raise Unauthorized("Writing needs the header Authorization: Bearer and the write token.", None, challenge)
    request.max_content_length = site().settings.max_upload * MB

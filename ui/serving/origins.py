"""Whose pages may open a session: those of the app, and whom the settings name."""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from streamlit import config

from ui.serving.headers import ASGIApp, Receive, Send

THIS_MACHINE = ("localhost", "127.0.0.1", "0.0.0.0")


class Origins:
    """ASGI middleware that refuses sessions to the pages of others.

    Streamlit would refuse them, too, but not before it has asked a server on the internet
    for this machine's address, for two seconds in which it answers nobody.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        """Pass on what is asked, unless a page of somebody else asks for a session."""
        if scope["type"] == "websocket" and not _is_ours(dict(scope["headers"])):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


def _is_ours(headers: dict[bytes, bytes]) -> bool:
    """Whether a handshake with these headers comes from no page, or from one of ours."""
    origin = headers.get(b"origin")
    if origin is None or not config.get_option("server.enableCORS"):
        return True
    try:
        parts = urlsplit(origin.decode())
    except ValueError:
        return False
    allowed = {
        urlsplit(url).hostname for url in config.get_option("server.corsAllowedOrigins")
    }
    allowed |= {*THIS_MACHINE, config.get_option("browser.serverAddress")}
    return parts.netloc.encode() == headers.get(b"host") or parts.hostname in allowed - {
        None
    }

"""Headers of every answer: what a browser may do with it, wherever it is embedded."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

# Nothing is taken from elsewhere. Streamlit loads the scripts of components as blobs and
# has one script and many styles inline; Plotly draws pictures as blobs and data. Without
# `frame-ancestors`, as without `X-Frame-Options`, any page may show the app in a frame.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(map(" ".join, POLICY.items())),
    # What an address says of a state is nobody else's business.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STARTS = ("http.response.start", "websocket.accept", "websocket.http.response.start")


class Headers:
    """ASGI middleware that adds the headers to answers, and to handshakes of WebSockets."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        self.added = [
            (name.lower().encode(), text.encode()) for name, text in HEADERS.items()
        ]

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        """Pass on what is asked, and what is answered with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] in STARTS:
                message = {**message, "headers": [*message.get("headers", ()), *self.added]}
            await send(message)

        await self.app(scope, receive, send_with_headers)

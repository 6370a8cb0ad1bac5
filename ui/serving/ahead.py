"""Has a browser fetch Plotly's script along with the app's own ones.

It is the largest file of all, and it is needed as soon as there is something to draw.
"""

from collections.abc import MutableMapping
from typing import Any

from ui import assets
from ui.serving.headers import ASGIApp, Message, Receive, Send


class Ahead:
    """ASGI middleware that says with each page which file it will need."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        # To the browser it is not as urgent as what the page itself asks for, and no fault
        # if the page draws nothing.
        link = f"<./app/static/{assets.plotly_file()}>; rel=prefetch; as=script"
        self.added = (b"link", link.encode())

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        """Pass on what is asked, and pages with the header."""

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ())]
                if dict(headers).get(b"content-type", b"").startswith(b"text/html"):
                    message = {**message, "headers": [*headers, self.added]}
            await send(message)

        await self.app(scope, receive, send_with_link)

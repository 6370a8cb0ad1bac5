"""Scripts as they were packed when they were put there, for a browser to keep.

Streamlit would pack a script anew for each visitor: of Plotly, 0.15 s in which nobody else
is answered. And it would have browsers ask each time whether there is another one.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from starlette.responses import FileResponse

from ui import assets
from ui.serving.headers import ASGIApp, Receive, Send

# Whatever the app's own path is. Names of folders above, such as `..`, do not match.
SCRIPT = re.compile(r"/app/static/([\w-]+(?:\.[\w-]+)*\.js)\Z", re.ASCII)
HEADERS = {
    "Content-Type": "text/javascript; charset=utf-8",
    "Content-Encoding": "gzip",
    # What is in a script is in its name, so that there is never another one of that name.
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}


class Packed:
    """ASGI middleware that answers with packed scripts; all else it passes on."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        """Answer with a script that is there, if a browser asks that can unpack it."""
        asked = SCRIPT.search(scope["path"]) if scope["type"] == "http" else None
        if asked and "gzip" in dict(scope["headers"]).get(b"accept-encoding", b"").decode():
            file = assets.packed(asked[1])
            if file.is_file():
                await FileResponse(file, headers=HEADERS)(scope, receive, send)
                return
        await self.app(scope, receive, send)

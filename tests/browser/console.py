"""What a browser tells of pages that should give it nothing to tell."""

# How Plotly reads its own pixels, where there is no graphics card.
WITHOUT_CARD = ("ReadPixels", "getImageData")


class Console:
    """Hears the consoles of pages, their errors, and requests that failed.

    Attributes:
        said: What was told, but for what no page can help, oldest first.
    """

    def __init__(self):
        self.said = []
        self.listeners = {
            "console": self._hear,
            "pageerror": lambda error: self.said.append(f"page error: {error}"),
            "requestfailed": lambda request: self.said.append(f"failed: {request.url}"),
        }

    def listen(self, page):
        for event, listener in self.listeners.items():
            page.on(event, listener)

    def leave(self, page):
        for event, listener in self.listeners.items():
            page.remove_listener(event, listener)

    def _hear(self, message):
        # Opened at the address of a page, Streamlit looks for its server below that address
        # first, and the browser tells of it.
        if message.location["url"].endswith(("/_stcore/health", "/host-config")):
            return
        if not any(name in message.text for name in WITHOUT_CARD):
            self.said.append(f"{message.type}: {message.text}")

"""What goes over the wire: of a move what follows it; visitors speak as browsers do."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.visitor import Visitor

pytestmark = pytest.mark.browser

KNOBS = "lab knobs of the method"


class Listener(Visitor):
    """A visitor of the Lab who remembers what was sent and which elements came."""

    def __init__(self, url):
        super().__init__(url, "view=lab", KNOBS)
        self.sent, self.came = None, []

    def _take(self, delta, place):
        super()._take(delta, place)
        self.came.append(delta.new_element.WhichOneof("type") or "block")

    async def _run(self, message):
        await super()._run(message)
        self.sent = message


@pytest.fixture
def moved(server):
    """A listener who has moved ε twice, so that nothing of the first time is left."""

    async def listen():
        visitor = Listener(server[0])
        await visitor.open()
        await visitor.move(0.65)
        visitor.came.clear()
        await visitor.move(0.6)
        await visitor.close()
        return visitor

    # In a thread of its own, since Playwright has a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(listen())).result()


def test_a_move_of_a_number_sends_plots_and_knobs_and_no_other_control(moved):
    elements = sorted(kind for kind in moved.came if kind != "block")
    assert elements == ["bidi_component", "bidi_component", "html", "html"]
    assert moved.epsilon == 0.6


def test_a_visitor_without_a_browser_says_what_a_browser_says(moved, open_lab):
    sent = []

    def listen(socket):
        socket.on("framesent", lambda frame: sent.append(frame))

    page = open_lab()
    page.on("websocket", listen)
    page.reload()
    page.wait_for_selector("[data-testid=loss-player][data-signature]")
    sent.clear()
    slider = page.get_by_role("slider", name="ε, bound on loss 2")
    before = page.locator("[data-testid=loss-player]").get_attribute("data-signature")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_selector(f"[data-testid=loss-player]:not([data-signature='{before}'])")
    by_browser = BackMsg.FromString(sent[-1]).rerun_script
    by_visitor = moved.sent.rerun_script
    for name in ("fragment_id", "page_script_hash"):
        assert getattr(by_visitor, name) == getattr(by_browser, name)

    def widgets(message):
        # All but the number itself, and when it was moved.
        values = {widget.id: widget for widget in message.widget_states.widgets}
        return {
            name: "moved" if name.endswith(KNOBS) else value
            for name, value in values.items()
        }

    assert widgets(by_visitor) == widgets(by_browser)

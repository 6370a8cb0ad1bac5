"""One visitor of the app without a browser: the messages that a browser would exchange.

Streamlit's page opens a WebSocket, sends `BackMsg`s and gets `ForwardMsg`s; both are in the
installed package. What is sent here was compared with what Chromium sends.
"""

import asyncio
import http.client
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PLAYER = "paretoscope_player"
# Runs for which a browser remembers a long message, as Streamlit's server tells it.
AGE = 2


@dataclass
class Remembered:
    """A long message that the server need not send again.

    Attributes:
        fragment: Which it is of, if any.
        query: Address of the picture in it, if it has one.
        age: How many runs ago it was last shown.
    """

    fragment: str
    query: str
    age: int = 0


class Visitor:
    """A session of its own, with its own cookie, that looks at one view.

    Attributes:
        knobs: Key of the component that ε is moved in.
        epsilon: Of the picture that was received last.
        finished: When the last run of the script had ended, by `time.perf_counter`.
        received: Bytes, of all messages so far.
    """

    def __init__(self, url: str, query: str, knobs: str) -> None:
        self.url, self.query, self.knobs = url, query, knobs
        self.epsilon, self.finished, self.received = float("nan"), 0.0, 0
        self._widgets: dict[str, WidgetState] = {}
        self._closed: set[tuple[int, ...]] = set()
        self._remembered: dict[str, Remembered] = {}
        self._component = self._fragment = self._page = ""
        self._sequence = 0

    async def open(self) -> None:
        """Get the page and its cookie, connect, and wait for the first picture.

        Raises:
            RuntimeError: The server answered with something else.
        """
        cookie = await asyncio.to_thread(self._get_page)
        token = cookie.partition("=")[2]
        parts = urlsplit(self.url)
        self._socket = await connect(
            f"ws://{parts.netloc}/_stcore/stream",
            origin=f"http://{parts.netloc}",  # type: ignore[arg-type]
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
            max_size=None,
            open_timeout=60,
        )
        await self._run(BackMsg())

    async def move(self, epsilon: float) -> None:
        """Move ε, and wait until the run of the script that this asks for has ended.

        Raises:
            RuntimeError: The answer is an error, or the picture is not of this ε.
            ConnectionClosed: The session was dropped.
        """
        # As `Sender` in ui/frontend/knob.js counts.
        self._sequence = max(self._sequence + 1, int(1000 * time.time()))
        message = {"input": {"sequence": self._sequence, "values": {"epsilon": epsilon}}}
        widget = WidgetState(id=self._component, json_value=json.dumps(message))
        self._widgets[self._component] = widget
        asked = BackMsg()
        asked.rerun_script.fragment_id = self._fragment
        await self._run(asked)
        if self.epsilon != epsilon:
            found = self.epsilon
            raise RuntimeError(f"The picture should be of {epsilon}. Found {found}.")

    async def close(self) -> None:
        """Leave, as a tab that is closed does."""
        await self._socket.close()

    def _get_page(self) -> str:
        """Get the page as it is, and what its script asks for first; returns the cookie."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        cookie = ""
        for path in ("/", "/_stcore/health", "/_stcore/host-config"):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} should be there. Found {answer.status}.")
            cookie = answer.headers.get("Set-Cookie", cookie)
        connection.close()
        return cookie.partition(";")[0]

    async def _run(self, message: BackMsg) -> None:
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self._page
        asked.widget_states.widgets.extend(self._widgets.values())
        asked.cached_message_hashes.extend(self._remembered)
        asked.context_info.timezone = "UTC"
        asked.context_info.locale = "en-US"
        asked.context_info.url = self.url
        asked.context_info.color_scheme = "light"
        await self._socket.send(message.SerializeToString())
        while not await self._receive():
            pass
        self.finished = time.perf_counter()

    async def _receive(self) -> bool:
        """Take one message; returns whether it is the one that ends a run."""
        taken = await self._socket.recv(decode=False)
        self.received += len(taken)
        message = ForwardMsg.FromString(taken)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            kept = self._remembered[message.ref_hash]
            kept.age = 0
            self._show(kept.query)
        elif kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "delta":
            self._take(message.delta, tuple(message.metadata.delta_path))
            if message.metadata.cacheable:
                self._remember(message)
        elif kind == "session_event" and message.session_event.HasField(
            "script_compilation_exception"
        ):
            raise RuntimeError("The script should compile. It does not.")
        elif kind == "script_finished":
            self._grow_older(message.metadata.run.fragment_ids)
        return kind == "script_finished"

    def _remember(self, message: ForwardMsg) -> None:
        """Keep of a long message what a browser needs that is told its hash again."""
        component = message.delta.new_element.bidi_component
        query = self.query if component.component_name == PLAYER else ""
        self._remembered[message.hash] = Remembered(message.delta.fragment_id, query)

    def _grow_older(self, fragments: Sequence[str]) -> None:
        """Forget what is old; where fragments alone run, only of these."""
        for name, kept in list(self._remembered.items()):
            kept.age += 1
            if kept.age > AGE and (not fragments or kept.fragment in fragments):
                del self._remembered[name]

    def _take(self, delta, place: tuple[int, ...]) -> None:
        # What is in a popover a browser has only once somebody opens it.
        if delta.add_block.WhichOneof("type") == "popover":
            self._closed.add(place)
        if any(place[: len(closed)] == closed for closed in self._closed):
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"No run should fail. {element.exception.message}")
        if kind == "bidi_component":
            component = element.bidi_component
            if component.id.endswith(f"-{self.knobs}"):
                self._component, self._fragment = component.id, delta.fragment_id
            if component.component_name == PLAYER:
                self._see(component.bytes)
        elif kind == "selectbox":
            box = element.selectbox
            self._first(box.id, string_value=box.options[box.default])
        elif kind == "button_group":
            group = element.button_group
            chosen = [group.options[index].content for index in group.default]
            self._first(group.id, string_array_value={"data": chosen})
        elif kind == "checkbox":
            self._first(element.checkbox.id, bool_value=element.checkbox.default)
        elif kind == "text_area":
            self._first(element.text_area.id, string_value=element.text_area.default)

    def _first(self, name: str, **value) -> None:
        if name not in self._widgets:
            self._widgets[name] = WidgetState(id=name, **value)

    def _see(self, payload: bytes) -> None:
        """Read from the header of a picture of which address it is."""
        header = payload[4 : 4 + int.from_bytes(payload[:4], "little")]
        found = re.search(rb'"query":"([^"]*)"', header)
        if not found:
            raise RuntimeError("A picture should say of which state it is. It does not.")
        self._show(found[1].decode() + "&f=400")

    def _show(self, query: str) -> None:
        """The address and ε of a picture, whether new or remembered."""
        if query:
            self.query = query
            self.epsilon = float(parse_qs(query)["eps"][0])

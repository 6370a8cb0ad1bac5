"""A name server, as Docker has one: one name, the addresses of all replicas that run."""

import socketserver
import struct
import threading

ADDRESS_RECORD, INTERNET = 1, 1
ANSWER = 0x8180
SECONDS_TO_KEEP = 1
# A name that stands at byte 12 already: the one that was asked for.
SAME_NAME = 0xC000 | 12


class _Answer(socketserver.BaseRequestHandler):
    def handle(self):
        asked, answering = self.request
        identity, _, questions = struct.unpack("!HHH", asked[:6])
        end = asked.index(b"\0", 12) + 5
        (kind,) = struct.unpack("!H", asked[end - 4 : end - 2])
        addresses = self.server.addresses if kind == ADDRESS_RECORD else ()
        head = struct.pack("!HHHHHH", identity, ANSWER, questions, len(addresses), 0, 0)
        records = b"".join(map(_record, addresses))
        answering.sendto(head + asked[12:end] + records, self.client_address)


def _record(address):
    numbers = bytes(map(int, address.split(".")))
    head = (SAME_NAME, ADDRESS_RECORD, INTERNET, SECONDS_TO_KEEP, len(numbers))
    return struct.pack("!HHHIH", *head) + numbers


class Names(socketserver.ThreadingUDPServer):
    """Answers whatever name is asked for with `addresses`, until it is closed."""

    def __init__(self, addresses):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.addresses = addresses
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

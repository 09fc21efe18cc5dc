"""A TCP proxy between clients and the gateway that loses what networks lose.

Each connection draws its fate when it is made. The proxy reads HTTP/2 frames only to know where a
request and a reply begin: a connection's handshake always passes, else no call would ever be sent.
Use one connection for each call.
"""
import asyncio
import random
import struct
import threading
from collections import Counter

PREFACE = 24  # bytes a client sends before its first frame
DATA, HEADERS = 0, 1
END_STREAM = 1

# Percent of connections; the rest passes.
FATES = (("reply dropped", 28), ("reply held", 2), ("request dropped", 10),
         ("request cut", 1), ("reply cut", 1))


class Frames:
    """Cuts a byte stream into frames."""

    def __init__(self, skip):
        self._skip = skip
        self._buffer = b""

    def feed(self, data):
        """Yields (type, flags, stream, bytes); what is before the first frame has type None."""
        self._buffer += data
        if self._skip:
            if len(self._buffer) < self._skip:
                return
            yield None, 0, 0, self._take(self._skip)
            self._skip = 0
        while len(self._buffer) >= 9:
            length = int.from_bytes(self._buffer[:3], "big")
            kind, flags, stream = struct.unpack(">BBI", self._buffer[3:9])
            if len(self._buffer) < 9 + length:
                return
            yield kind, flags, stream, self._take(9 + length)

    def _take(self, count):
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken


class Proxy:
    """Listens at `address` until close(); `upstream` may change while it runs."""

    def __init__(self, upstream, seed):
        self.upstream = upstream
        self.counts = Counter()
        self._random = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        server = self._run(asyncio.start_server(self._connection, "127.0.0.1", 0))
        self._server = server
        self.address = "127.0.0.1:%d" % server.sockets[0].getsockname()[1]

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    def close(self):
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    def _draw(self):
        number = self._random.uniform(0, 100)
        for fate, percent in FATES:
            number -= percent
            if number < 0:
                return fate
        return "passed"

    async def _connection(self, client_in, client_out):
        fate = self._draw()
        self.counts[fate] += 1
        host, port = self.upstream.rsplit(":", 1)
        try:
            server_in, server_out = await asyncio.open_connection(host, int(port))
        except OSError:
            client_out.transport.abort()
            return
        ways = [asyncio.ensure_future(self._pump(client_in, server_out, Frames(PREFACE), fate,
                                                 "request")),
                asyncio.ensure_future(self._pump(server_in, client_out, Frames(0), fate, "reply"))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for out in (client_out, server_out):
            out.transport.abort()

    async def _pump(self, source, sink, frames, fate, what):
        """Returns when the connection is to be cut."""
        try:
            while data := await source.read(65536):
                for kind, flags, stream, frame in frames.feed(data):
                    call = kind in (DATA, HEADERS) and stream
                    if not call or not fate.startswith(what):
                        sink.write(frame)
                    elif fate == what + " cut" and (kind == DATA or what == "reply"):
                        sink.write(frame[:len(frame) // 2])
                        await sink.drain()
                        return
                    elif fate == what + " cut":
                        sink.write(frame)
                    elif fate.endswith("dropped") and flags & END_STREAM:
                        return
                await sink.drain()
        except OSError:
            pass

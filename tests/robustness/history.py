"""Who asked what, when, and what was answered. The one format that every check here reads.

A line is written before a call is sent and another one after its outcome, so that a call whose fate
nobody learnt is in the history too. An operation is one request id; it may be sent many times.
"""
import base64
from collections import Counter
import threading
import time

import grpc

from rig import json_line
from sakip_world import Refused, messages

# Outcome classes (docs/ERRORS.md): an acknowledged write is durable and visible; a definite refusal
# had no effect; after anything else it happened once or not at all, and a repetition tells.
ACK, DEFINITE, INDEFINITE = "ack", "definite", "indefinite"
_INDEFINITE_CODES = {
    grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED,
    grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL, grpc.StatusCode.DATA_LOSS}


class Op:
    """One write with its request id. `key` is what it changes, `content` what a reader must see."""

    def __init__(self, number, method, who, request_id, key, content, request, amount=0):
        self.number = number
        self.method = method
        self.who = who
        self.request_id = request_id
        self.key = key
        self.content = content
        self.request = request  # serialized: every repetition sends these bytes
        self.amount = amount    # rupiah, of a posting
        self.outcome = None     # of all attempts: ACK as soon as one was acknowledged
        self.replies = []       # bytes of every acknowledgment
        self.refusals = []      # of every definite refusal

    def __repr__(self):
        return f"op {self.number} {self.method} {self.key} {self.request_id}"


class History:
    """Thread-safe."""

    def __init__(self, world):
        self.world = world
        self.ops = []
        self.acked = 0   # operations with at least one acknowledgment
        self.unsure = 0  # attempts whose fate was not heard
        self._acked_by_method, self._refused_by_method = Counter(), Counter()
        self._lock = threading.Lock()
        self._file = open(world.dir / "history.jsonl", "a", encoding="ascii")
        self._bearers = {}
        world.at_end.append(self.flush)

    def add(self, method, who, ident, key, content, fields_to_bytes, amount=0):
        with self._lock:
            op = Op(len(self.ops), method, who, ident, key, content, fields_to_bytes, amount)
            self.ops.append(op)
        return op

    def bearer(self, who):
        if who not in self._bearers:
            self._bearers[who] = self.world.bearer(who)
        return self._bearers[who]

    def acked_by_method(self):
        with self._lock:
            return Counter(self._acked_by_method)

    def refused_by_method(self):
        """Attempts that were refused for good."""
        with self._lock:
            return Counter(self._refused_by_method)

    def forget_bearers(self):
        """After the key of the tokens changed."""
        self._bearers.clear()

    def send(self, op, channel, seconds=20, attempt=0):
        """One attempt. Answers its outcome class and, when refused, the Refused."""
        path, _, _ = messages().method(op.method)
        self._write({"t": time.monotonic_ns(), "event": "invoke", "op": op.number, "try": attempt,
                     "method": op.method, "who": op.who, "request_id": op.request_id,
                     "key": op.key, "request": base64.b64encode(op.request).decode()})
        stub = channel.unary_unary(path, request_serializer=None, response_deserializer=None)
        reply = refused = None
        try:
            reply = stub(op.request, metadata=self.bearer(op.who), timeout=seconds)
            outcome, code = ACK, "OK"
        except grpc.RpcError as error:
            refused = Refused(error)
            outcome = INDEFINITE if refused.code in _INDEFINITE_CODES else DEFINITE
            code = refused.code.name
        with self._lock:
            if outcome == ACK:
                self.acked += op.outcome != ACK
                self._acked_by_method[op.method] += op.outcome != ACK
                op.outcome = ACK
                op.replies.append(reply)
            else:
                # What is known to be done stays known; a refusal does not tell of an earlier attempt.
                op.outcome = op.outcome or outcome
                if op.outcome == DEFINITE and outcome == INDEFINITE:
                    op.outcome = INDEFINITE
                self.unsure += outcome == INDEFINITE
                if outcome == DEFINITE:
                    op.refusals.append(refused)
                    self._refused_by_method[op.method] += 1
        self._write({"t": time.monotonic_ns(), "event": "return", "op": op.number, "try": attempt,
                     "outcome": outcome, "code": code, "reason": refused and refused.reason,
                     "reply": reply is not None and base64.b64encode(reply).decode()})
        return outcome, refused

    def _write(self, line):
        with self._lock:
            self._file.write(json_line(line))

    def flush(self):
        with self._lock:
            self._file.flush()

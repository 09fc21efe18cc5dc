"""The office-year that the robustness tests write into, and the two kinds of writes.

A posting has a name of its own and an amount, so that it is in the journal once or not, and the sums
tell. A realisasi replaces the one before it and must bring its etag, so that a lost or doubled write
breaks the chain."""
import threading

from history import ACK, DEFINITE, INDEFINITE
from sakip_world import as_dict, messages, request_id
import small_office
from google.protobuf import json_format

PARENT = small_office.PARENT
TAHUN = small_office.TAHUN
LINE_RUPIAH = 10**12
WHO = "integrasi-6474"

# (indikator, unit) of small_office, each with twelve months of the year.
UNITS = [(kode, satuan) for kode, _, satuan, _, _ in small_office.ROWS]
KEYS = [(kode, satuan, f"{TAHUN}-{month:02d}") for month in range(1, 13) for kode, satuan in UNITS]


def line_name(number):
    return f"{PARENT}/pagu/{TAHUN}-01.3355.007.{number:03d}"


def _line(number):
    return {**small_office.line("3355.007", LINE_RUPIAH), "name": line_name(number),
            "uraian": f"Baris {number}"}


def fill(world, lines):
    """Register, plan, and `lines` budget lines; nothing is posted or measured yet."""
    small_office.fill(world, small_office.STEPS[:2])
    for first in range(0, lines, 1000):
        world.call("budget.ImportAnggaran", parent=PARENT, tahun=TAHUN,
                   request_id=request_id(f"robustness-lines:{first}"),
                   pagu=[_line(n) for n in range(first, min(lines, first + 1000))])


def to_bytes(method, fields):
    _, request_type, _ = messages().method(method)
    return json_format.ParseDict(fields, request_type()).SerializeToString()


def parse_reply(method, data):
    _, _, response_type = messages().method(method)
    return response_type.FromString(data)


def parse(op):
    """The request of an operation, as fields."""
    _, request_type, _ = messages().method(op.method)
    return as_dict(request_type.FromString(op.request))


def add_posting(history, random, ident, line, who=WHO, ident_of=None):
    """With `ident_of`, under the request id of that other operation."""
    amount = random.randint(1, 1000)
    text = f"{ident}-" + "x" * random.randint(0, 300)
    posting = {"name": f"{PARENT}/realisasiAnggaran/{ident}", "pagu": line, "jumlah": amount,
               "jenis": "JENIS_REALISASI_SALDO_IMPOR", "tanggal": f"{TAHUN}-06-30",
               "keterangan": text}
    request = ident_of.request_id if ident_of else request_id(f"{who} {ident}")
    return history.add("budget.PostRealisasi", who, request, posting["name"], (line, amount),
                       to_bytes("budget.PostRealisasi", {
                           "parent": PARENT, "request_id": request, "realisasi": posting}), amount)


def add_realisasi(history, random, ident, key, etag, value, bulk=0, who=WHO):
    kode, satuan, periode = key
    # Nothing that could be compressed: what is written is to take its room on the disk.
    text = f"{ident}-" + random.randbytes((bulk or random.randint(0, 1500)) // 2).hex()
    realisasi = {"indikator": small_office.indikator_name(kode), "periode": periode,
                 "status": "STATUS_REALISASI_MEASURED", "nilai": {"teks": f"{value} {satuan}"},
                 "etag": etag, "narasi": {"uraian": text[:9000], "kendala": text[9000:18000],
                                          "tindak_lanjut": text[18000:27000]}}
    request = request_id(f"{who} {ident}")
    return history.add("performance.RecordRealisasi", who, request, realisasi_name(key),
                       (value, realisasi["narasi"]["uraian"]),
                       to_bytes("performance.RecordRealisasi", {
                           "parent": PARENT, "request_id": request, "realisasi": realisasi}))


def realisasi_name(key):
    kode, _, periode = key
    return f"{PARENT}/realisasi/{kode}~{periode}"


class Clients:
    """Closed-loop clients, each with a connection, a random of its own, and either the postings or
    one realisasi. A client that hears nothing sure sends the same bytes again until it is stopped."""

    def __init__(self, history, chains, random, count, name, line, bulk=0, address=None,
                 patient=(), each=2):
        self.history = history
        self.chains = chains    # key -> (etag, value) of its last acknowledged realisasi
        self.name = name
        self.line = line
        self.bulk = bulk
        self.address = address
        self.each = each        # one client of this many posts, the others record realisasi
        self.patient = patient  # reasons of refusals after which the same write is tried again
        self.stop_asked = threading.Event()
        self.acked_before = history.acked
        self.first_op = len(history.ops)
        self.failures = []
        self._threads = [threading.Thread(target=self._client, daemon=True,
                                          args=(n, type(random)(random.getrandbits(64))))
                         for n in range(count)]
        for thread in self._threads:
            thread.start()

    @property
    def acked(self):
        return self.history.acked - self.acked_before

    def stop(self):
        """The operations of these clients."""
        self.stop_asked.set()
        for thread in self._threads:
            thread.join(90)
            if thread.is_alive():
                self.failures.append("a client did not come back")
        return self.history.ops[self.first_op:]

    def _client(self, number, random):
        try:
            with self.history.world.new_channel(self.address) as channel:
                for i in range(100_000):
                    if self.stop_asked.is_set():
                        return
                    ident = f"{self.name}-{number}-{i}"
                    if number % self.each == 0:
                        op, key = add_posting(self.history, random, ident, self.line), None
                    else:
                        key = KEYS[number]
                        etag, value = self.chains.get(key, ("", 0))
                        op = add_realisasi(self.history, random, ident, key, etag, value + 1, self.bulk)
                    if not self._send(op, channel):
                        return
                    if key:
                        note_chain(self.chains, key, op)
        except Exception as error:  # a client that dies silently would make the run look good
            self.failures.append(f"client {number}: {error!r}")

    def _send(self, op, channel):
        """Until acknowledged; False when stopped before or refused for good."""
        for attempt in range(100_000):
            outcome, refused = self.history.send(op, channel, attempt=attempt)
            if outcome == ACK:
                return True
            if outcome == DEFINITE and refused.reason not in self.patient:
                self.failures.append(f"{op} was refused: {refused}")
                return False
            if self.stop_asked.wait(0.05):
                return False


def note_chain(chains, key, op):
    realisasi = parse_reply(op.method, op.replies[-1]).realisasi
    chains[key] = (realisasi.etag, op.content[0])


def resolve(history, ops, channel, seconds=60):
    """Sends again what nobody knows the fate of; what then is not acknowledged is answered."""
    unresolved = []
    for op in ops:
        if op.outcome != ACK:
            for attempt in range(20):
                outcome, refused = history.send(op, channel, seconds, attempt=1000 + attempt)
                if outcome != INDEFINITE:
                    break
            if outcome != ACK:
                unresolved.append((op, refused))
    return unresolved

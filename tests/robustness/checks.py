"""The one checker: does what the services answer now agree with the history?

It shares no code with the services and reads only through the gateway. Findings are lines of text
that start with their kind: lost, twice, invented, differs, replay, feed, sum.
"""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import office
from history import ACK, DEFINITE
from sakip_world import Refused

FEED_READER = "apip-00"


class Checker:
    def __init__(self, world, history):
        self.world = world
        self.history = history
        self.findings = []
        self.feed_end = {}   # service -> cursor up to which the feed was checked
        self.feed_seen = {}  # service -> events of each resource
        self.satker_number = {}
        for service in ("budget", "performance"):
            events = self._feed(service, 0)
            self.feed_end[service] = len(events)
            self.feed_seen[service] = Counter()
            self.satker_number[service] = len(events)

    def find(self, kind, text):
        self.findings.append(f"{kind}: {text}")

    def count(self, kind):
        return sum(f.startswith(kind + ":") for f in self.findings)

    # --- what is stored

    def stored(self, ops, line):
        """Every acknowledged write is there with its content, nothing else is. Before `resolve`."""
        postings = [op for op in ops if op.method == "budget.PostRealisasi"]
        self._journal(postings, line)
        keys = {}
        for op in ops:
            if op.method == "performance.RecordRealisasi":
                keys.setdefault(op.key, []).append(op)
        for key, chain in keys.items():
            self._realisasi(key, chain)

    def _journal(self, postings, line):
        rows = self.world.pages("budget.ListJurnal", "transaksi", page_size=500,
                                parent=office.PARENT, tahun=office.TAHUN, pagu=line)
        seen = Counter()
        known = {op.key: op for op in postings}
        for row in rows:
            if row["dokumen"] == "PAGU":
                continue
            seen[row["dokumen"]] += 1
            op = known.get(row["dokumen"])
            if op is None:
                self.find("invented", f"{row['dokumen']} is in the journal, nobody posted it")
                continue
            spent = sum(e["debit"] - e["kredit"] for e in row["entri"]
                        if e["akun"] == "AKUN_JURNAL_REALISASI" and e["pagu"] == op.content[0])
            if spent != op.content[1]:
                self.find("differs", f"{op} posted {op.content[1]}, the journal has {spent}")
            if op.outcome == DEFINITE:
                self.find("invented", f"{op} was refused and is in the journal")
        for op in postings:
            if op.outcome == ACK and not seen[op.key]:
                self.find("lost", f"{op}")
            if seen[op.key] > 1:
                self.find("twice", f"{op} is {seen[op.key]} times in the journal")

    def _realisasi(self, key, chain):
        acked = [op for op in chain if op.outcome == ACK]
        pending = [op for op in chain if op.outcome not in (ACK, DEFINITE)]
        try:
            found = self.world.call("performance.GetRealisasi", name=key)["realisasi"]
        except Refused as refused:
            if acked or refused.reason != "NOT_FOUND":
                self.find("lost", f"{acked[-1:]}: {refused}")
            return
        content = (int(found["nilai"]["angka"]), found["narasi"]["uraian"])
        if content not in [op.content for op in acked[-1:] + pending]:
            older = [op for op in acked[:-1] if op.content == content]
            self.find("lost" if older else "differs",
                      f"{acked[-1:]}: stored is {older or content[0]}")

    # --- what repetitions answer

    def replays(self, ops, threads=4):
        """Every acknowledged request id answers what it answered, byte for byte."""
        with ThreadPoolExecutor(threads) as pool:
            channels = [self.world.new_channel() for _ in range(threads)]
            acked = [op for op in ops if op.outcome == ACK]
            list(pool.map(lambda item: self.replay(item[1], channels[item[0] % threads]),
                          enumerate(acked)))
            for channel in channels:
                channel.close()
        return len(acked)

    def replay(self, op, channel):
        before = op.replies[0]
        outcome, refused = self.history.send(op, channel, seconds=60, attempt=2000)
        if outcome != ACK:
            self.find("replay", f"{op} was acknowledged, its repetition is refused: {refused}")
        elif any(reply != before for reply in op.replies):
            self.find("replay", f"{op} got two different answers")

    # --- the feeds: one event for each effect

    def _feed(self, service, after):
        events = []
        while True:
            page = self.world.call(f"{service}.ListChanges", who=FEED_READER, after=after,
                                   page_size=500)
            if not page["events"]:
                return events
            events += page["events"]
            after = page["next"]

    def feeds(self, ops):
        """Since the last time: dense, and one event for each of `ops`, all of them acknowledged."""
        for service, method in (("budget", "budget.PostRealisasi"),
                                ("performance", "performance.RecordRealisasi")):
            events = self._feed(service, self.feed_end[service])
            cursors = [e["cursor"] for e in events]
            first = self.feed_end[service] + 1
            if cursors != list(range(first, first + len(events))):
                self.find("feed", f"{service}: cursors after {first - 1} are not dense")
            first = self.satker_number[service] + 1
            if [e["satker_number"] for e in events] != list(range(first, first + len(events))):
                self.find("feed", f"{service}: numbers of the office are not dense")
            self.feed_end[service] += len(events)
            self.satker_number[service] += len(events)
            expected = Counter(op.key for op in ops if op.method == method and op.outcome == ACK)
            found = Counter(key for e in events for key in e["resources"] if key in expected)
            for key in expected:
                if found[key] < expected[key]:
                    self.find("lost", f"{key}: {expected[key]} writes, {found[key]} events")
                elif found[key] > expected[key]:
                    self.find("twice", f"{key}: {expected[key]} writes, {found[key]} events")
            if len(events) != sum(expected.values()):
                self.find("feed", f"{service}: {sum(expected.values())} writes, {len(events)} events")

    # --- sums

    def sums(self, lines):
        """Each line and the office hold the sum of the acknowledged postings."""
        sums = Counter()
        for op in self.history.ops:
            if op.method == "budget.PostRealisasi" and op.outcome == ACK:
                sums[op.content[0]] += op.amount
        for line in lines:
            found = self.world.call("budget.GetPagu", name=line)["pagu"]
            if (found["realisasi"] != sums[line]
                    or found["tersedia"] != office.LINE_RUPIAH - sums[line]):
                self.find("sum", f"{line}: {found['realisasi']} and {found['tersedia']} left, "
                          f"posted {sums[line]}")
        total = self.world.call("budget.GetAnggaran", parent=office.PARENT,
                                tahun=office.TAHUN)["anggaran"]["total"]
        if total["realisasi"] != sum(sums.values()):
            self.find("sum", f"office: {total['realisasi']}, posted {sum(sums.values())}")

    def capaian(self, chains):
        """What is derived belongs to what it is derived from: the year is the sum of its months."""
        sums = Counter()
        for (kode, _, _), (_, value) in chains.items():
            sums[f"{office.PARENT}/indikator/{kode}"] += value
        rows = self.world.call("performance.GetPengukuran", parent=office.PARENT,
                               tahun=office.TAHUN)["pengukuran"]["capaian"]
        for row in rows:
            found = row.get("realisasi", {}).get("angka", "")
            if row["indikator"] in sums and found != str(sums[row["indikator"]]):
                self.find("sum", f"capaian of {row['indikator']}: {found}, its months make "
                          f"{sums[row['indikator']]}")


def after_restart(checker, ops, chains, lines):
    """All of it, for the operations since the last time. Answers how many were resolved."""
    world, history = checker.world, checker.history
    checker.stored(ops, lines[-1])
    pending = [op for op in ops if op.outcome != ACK]
    with world.new_channel() as channel:
        for op, refused in office.resolve(history, ops, channel):
            checker.find("replay", f"{op} cannot be resolved: {refused}")
    for op in pending:
        if op.outcome == ACK and op.method == "performance.RecordRealisasi":
            office.note_chain(chains, next(k for k in office.KEYS if office.realisasi_name(k) == op.key),
                              op)
    checker.replays(ops)
    checker.feeds(ops)
    checker.sums(lines)
    checker.capaian(chains)
    history.flush()
    return sum(op.outcome == ACK for op in pending)

#!/usr/bin/python3
"""What must be refused on the wire: each case names its reason and field, and has no effect."""
import copy
import os
import time

import grpc

import small_office as office
from sakip_world import CALL_SECONDS, Refused, WorldTest, messages, request_id, run

YEAR = {"parent": office.PARENT, "tahun": office.TAHUN}
POST = "/sakip.budget.v1.BudgetService/PostRealisasi"
RUPIAH_MAX = 10**15


def changed(fields, path, value):
    """A deep copy with the value at a path such as ("perencanaan", "rkt", "tahun")."""
    result = copy.deepcopy(fields)
    inner = result
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return result


def budget(**fields):
    return {**YEAR, **fields}


def plan(*path, value):
    return changed(office.PERENCANAAN, ("perencanaan", *path), value)


def record(**fields):
    return {"parent": office.PARENT,
            "realisasi": {"indikator": office.indikator_name("lupa"), "periode": "2017",
                          "status": "STATUS_REALISASI_MEASURED", **fields}}


LINE = office.line("3355.003", 10_000_000)
DEEPER = dict(LINE, name=office.line_name("3355.003.A"))

# (what, method, request, reason, fields named or {metadata key: value})
CASES = [
    ("negative pagu", "budget.ImportAnggaran", budget(pagu=[dict(DEEPER, jumlah=-1)]),
     "INVALID_FIELD", {"pagu[0].jumlah"}),
    ("pagu above the range", "budget.ImportAnggaran", budget(pagu=[dict(DEEPER, jumlah=2**62)]),
     "INVALID_FIELD", {"pagu[0].jumlah"}),
    ("every broken field at once", "budget.ImportAnggaran",
     budget(pagu=[dict(DEEPER, jumlah=-1), dict(DEEPER, sumber_dana=0, kode_kegiatan="")]),
     "INVALID_FIELD", {"pagu[0].jumlah", "pagu[1].sumber_dana", "pagu[1].kode_kegiatan"}),
    ("duplicate line", "budget.ImportAnggaran", budget(pagu=[DEEPER, DEEPER]),
     "INVALID_FIELD", {"pagu[1].name"}),
    ("another pagu for a stored line", "budget.ImportAnggaran",
     budget(pagu=[dict(LINE, jumlah=9)]), "ALREADY_EXISTS", None),
    ("duplicate realisasi", "performance.ImportRealisasi",
     dict(office.REALISASI, realisasi=office.REALISASI["realisasi"][:1] * 2),
     "INVALID_FIELD", {"realisasi[1]"}),
    ("unknown kegiatan", "budget.ImportAnggaran",
     budget(pagu=[dict(office.line("9999.001", 5), kode_kegiatan="9999")]),
     "UNKNOWN_REFERENCE", None),
    ("unknown indikator", "performance.RecordRealisasi",
     record(indikator=office.indikator_name("siluman"), nilai={"teks": "1 Kegiatan"}),
     "UNKNOWN_REFERENCE", None),
    ("realisasi above pagu", "budget.PostRealisasi",
     {"parent": office.PARENT, "realisasi": office.posting("x", "3355.003", 1_000_001)},
     "PAGU_EXCEEDED", {"tersedia": "1000000", "shortfall": "1"}),
    ("realisasi on an unknown line", "budget.PostRealisasi",
     {"parent": office.PARENT, "realisasi": office.posting("x", "3355.999", 1)},
     "UNKNOWN_REFERENCE", None),
    ("realisasi of nothing", "budget.PostRealisasi",
     {"parent": office.PARENT, "realisasi": office.posting("x", "3355.007", 0)},
     "INVALID_FIELD", {"realisasi.jumlah"}),
    ("month 13 in the Rencana Aksi", "planning.ImportPerencanaan",
     plan("rencana_aksi", "baris", 0, "bulan", value=[1, 13]),
     "INVALID_FIELD", {"perencanaan.rencana_aksi.baris[0].bulan[1]"}),
    ("month 13 as a period", "performance.RecordRealisasi",
     record(periode="2017-13", nilai={"teks": "1 Kegiatan"}),
     "INVALID_FIELD", {"realisasi.periode"}),
    ("percentage NaN as text", "performance.RecordRealisasi", record(nilai={"teks": "NaN%"}),
     "INVALID_FIELD", {"realisasi.nilai.teks"}),
    ("percentage NaN as number", "performance.RecordRealisasi",
     record(nilai={"angka": "NaN", "satuan": "Kegiatan"}),
     "INVALID_FIELD", {"realisasi.nilai.angka"}),
    ("value in another unit", "performance.RecordRealisasi", record(nilai={"teks": "100%"}),
     "INVALID_FIELD", None),
    ("control characters in a name", "planning.ImportPerencanaan",
     plan("unit_kerja", 0, "nama", value="Hukum\n2018"),
     "INVALID_FIELD", {"perencanaan.unit_kerja[0].nama"}),
    ("resource of another office", "planning.ImportPerencanaan",
     plan("unit_kerja", 0, "name", value="satker/6471/unitKerja/hukum"),
     "INVALID_FIELD", {"perencanaan.unit_kerja[0].name"}),
    ("no request id", "budget.PostRealisasi", None, "INVALID_FIELD", {"request_id"}),
    ("a year without data", "reporting.CreateLakip", dict(YEAR, tahun=2016), "NO_DATA", None),
]


class BadCalls(WorldTest):
    @classmethod
    def set_up_world(cls):
        office.fill(cls.world)

    def setUp(self):
        self.before = self.world.effects()

    def tearDown(self):
        super().tearDown()
        self.assertEqual(self.world.effects(), self.before)

    def test_table(self):
        for what, method, fields, reason, named in CASES:
            with self.subTest(what):
                if fields is None:
                    path, kind, _ = messages().method(method)
                    data = kind(parent=office.PARENT).SerializeToString()
                    refused = self.refused(reason, self.world.call_bytes, path, data)
                else:
                    refused = self.refused(reason, self.world.call, method, fields)
                if isinstance(named, set):
                    self.assertLessEqual(named, set(refused.fields), refused)
                elif named:
                    self.assertLessEqual(named.items(), refused.metadata.items(), refused)
                self.assertEqual(self.world.effects(), self.before)

    def test_an_office_that_is_not_the_callers(self):
        for who, method, fields in [
                ("operator-6474", "performance.ImportRealisasi",
                 dict(office.REALISASI, parent="satker/6471")),
                ("integrasi-00", "budget.ImportAnggaran", office.ANGGARAN),
                ("integrasi-6474", "planning.ImportRegister", office.REGISTER),
                ("apip-00", "budget.ImportAnggaran", office.ANGGARAN),
                ("bendahara-6474", "budget.ImportAnggaran", office.ANGGARAN),
                ("operator-6474", "planning.GetRkt", {"name": "satker/6471/rkt/2017"})]:
            with self.subTest(f"{who} {method}"):
                refused = self.refused("PERMISSION_DENIED", self.world.call, method, fields, who)
                self.assertEqual(refused.code, grpc.StatusCode.PERMISSION_DENIED)

    def test_a_request_id_with_other_content(self):
        ident = office.step_id("budget.ImportAnggaran")
        refused = self.refused("REQUEST_ID_REUSED", self.world.call, "budget.ImportAnggaran",
                               budget(pagu=[DEEPER]), request_id=ident)
        self.assertEqual(refused.code, grpc.StatusCode.ALREADY_EXISTS)
        # The refusal leaves the id to what it was used for.
        self.world.call("budget.ImportAnggaran", office.ANGGARAN, request_id=ident)

    def test_validate_only_has_no_effect(self):
        self.world.call("budget.ImportAnggaran", budget(pagu=[DEEPER]), validate_only=True)
        self.world.call("performance.RecordRealisasi", record(nilai={"teks": "1 Kegiatan"}),
                        validate_only=True)

    def test_bytes_that_are_no_message(self):
        kind = messages().method("budget.PostRealisasi")[1]
        good = kind(parent=office.PARENT, request_id=request_id()).SerializeToString()
        bad_utf8 = b"\x0a\x0b" + b"satker/647\xff"
        for what, data in [("noise", b"\xff\xff\xff\xff"), ("cut off", good[:-1]),
                           ("group end", b"\x0c"), ("not UTF-8", bad_utf8)]:
            with self.subTest(what):
                refused = self.refused("MALFORMED_REQUEST", self.world.call_bytes, POST, data)
                self.assertEqual(refused.code, grpc.StatusCode.INVALID_ARGUMENT)

    def test_not_exactly_one_message(self):
        path, kind, _ = messages().method("gateway.GetCaller")
        data = kind().SerializeToString()
        for target in (path, POST):
            for count in (0, 2, 3):
                with self.subTest(f"{count} messages to {target}"):
                    stub = self.world.channel.stream_unary(target)
                    self.refused("NOT_ONE_MESSAGE", self.send, stub, [data] * count)

    def send(self, stub, parts):
        try:
            return stub(iter(parts), metadata=self.world.bearer("integrasi-6474"),
                        timeout=CALL_SECONDS)
        except grpc.RpcError as error:
            raise Refused(error) from None

    def test_a_message_over_the_limit(self):
        kind = messages().method("budget.PostRealisasi")[1]
        for size in (1 << 20, 3 << 20, 40 << 20):
            with self.subTest(size):
                data = kind(parent="x" * size).SerializeToString()
                with self.assertRaises(Refused) as caught:
                    self.world.call_bytes(POST, data)
                self.assertEqual(caught.exception.code, grpc.StatusCode.RESOURCE_EXHAUSTED)
                if size == 1 << 20:  # above the transport's own limit gRPC answers for us
                    self.assertEqual(caught.exception.reason, "MESSAGE_TOO_LARGE")

    def test_a_method_that_does_not_exist(self):
        for path in ("/sakip.budget.v1.BudgetService/Steal", "/sakip.audit.v1.AuditService/List",
                     "/x", "/"):
            with self.subTest(path):
                with self.assertRaises(Refused) as caught:
                    self.world.call_bytes(path, b"")
                self.assertEqual(caught.exception.code, grpc.StatusCode.UNIMPLEMENTED)

    def test_tokens(self):
        world, hour = self.world, int(time.time()) + 3600
        good = world.token("integrasi-6474")
        for what, value in [
                ("none", None), ("empty", "Bearer "), ("garbage", "Bearer dev.x.y.z"),
                ("other scheme", "Basic " + good), ("bare", good),
                ("cut", "Bearer " + good[:-1]), ("longer", "Bearer " + good + "A"),
                ("huge", "Bearer " + "A" * 8000),
                ("unknown account", "Bearer " + world.token("siluman")),
                ("other key", "Bearer " + world.token("integrasi-6474", key=b"k" * 32)),
                ("expired", "Bearer " + world.token("integrasi-6474", expires=1)),
                ("too long", "Bearer " + world.token("integrasi-6474", expires=hour + 8 * 86400))]:
            with self.subTest(what):
                metadata = () if value is None else (("authorization", value),)
                for method in ("gateway.GetCaller", "budget.GetAnggaran"):
                    refused = self.refused("NOT_AUTHENTICATED", world.call, method,
                                           YEAR if "budget" in method else {}, metadata=metadata)
                    self.assertEqual(refused.code, grpc.StatusCode.UNAUTHENTICATED)
        twice = world.bearer("integrasi-6474") + world.bearer("apip-00")
        self.refused("NOT_AUTHENTICATED", world.call, "gateway.GetCaller", metadata=twice)

    def test_a_passport_from_outside_is_worth_nothing(self):
        forged = (("sakip-passport-bin", os.urandom(200)),)
        self.refused("NOT_AUTHENTICATED", self.world.call, "budget.GetAnggaran", YEAR,
                     metadata=forged)
        mine = self.world.bearer("operator-6474") + forged
        caller = self.world.call("gateway.GetCaller", metadata=mine)["caller"]
        self.assertEqual(caller["account"], "akun/operator-6474")
        self.world.call("budget.GetAnggaran", YEAR, metadata=mine)
        self.refused("PERMISSION_DENIED", self.world.call, "budget.ImportAnggaran", office.ANGGARAN,
                     metadata=mine)


class EmptyOffice(WorldTest):
    """Before the registers are entered, nothing of an office can be written or reported."""

    def test_nothing_is_accepted(self):
        before = self.world.effects()
        for method, fields, who in office.STEPS[1:4]:
            with self.subTest(method):
                with self.assertRaises(Refused) as caught:
                    self.world.call(method, fields, who)
                self.assertIn(caught.exception.reason, ("NOT_FOUND", "UNKNOWN_REFERENCE"))
        with self.assertRaises(Refused) as caught:
            self.world.call("reporting.CreateLakip", YEAR)
        self.assertIn(caught.exception.reason, ("NOT_FOUND", "NO_DATA"))
        self.assertEqual(self.world.effects(), before)


class Overflow(WorldTest):
    """Lines whose sum leaves 64 bits: refused as a whole, in the import that would do it."""

    def test_sum(self):
        office.fill(self.world, office.STEPS[:2])
        per_import = 4000
        number, total = 0, 0
        while total + per_import * RUPIAH_MAX < 2**63:
            self.world.call("budget.ImportAnggaran", self.lines(number, per_import))
            number, total = number + per_import, total + per_import * RUPIAH_MAX
        before = self.world.effects()
        self.assertEqual(before["total"]["pagu"], total)
        self.refused("AMOUNT_OVERFLOW", self.world.call, "budget.ImportAnggaran",
                     self.lines(number, per_import))
        self.assertEqual(self.world.effects(), before)

    @staticmethod
    def lines(first, count):
        return budget(pagu=[dict(office.line("3355.003", RUPIAH_MAX),
                                 name=office.line_name(f"3355.003.{n}"))
                            for n in range(first, first + count)])


if __name__ == "__main__":
    run()

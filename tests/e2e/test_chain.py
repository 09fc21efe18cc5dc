#!/usr/bin/python3
"""An independent client walks the whole chain of a small office, from the registers to the LAKIP."""
import hashlib
import io
import unittest
import zipfile
from fractions import Fraction

import grpc

import small_office as office
from sakip_world import CALL_SECONDS, SERVICES, WorldTest, messages, run

YEAR = {"parent": office.PARENT, "tahun": office.TAHUN}
PROTO_SERVICES = {f"sakip.{s}.v1.{s.capitalize()}Service" for s in SERVICES}


class Chain(WorldTest):
    flags = ("--reflection=true",)

    @classmethod
    def set_up_world(cls):
        cls.imported = office.fill(cls.world)

    def get(self, method, **fields):
        return self.world.call(method, **fields)

    def test_imports_say_what_they_changed(self):
        answers = self.imported
        register = answers["planning.ImportRegister"]
        self.assertEqual((register["satker_changed"], register["kode_changed"]), (3, 6))
        # 3 units, head counts, 6 indikator, Renstra, RKT, 3 agreements, Rencana Aksi
        self.assertEqual(answers["planning.ImportPerencanaan"]["changed"], 16)
        realisasi = answers["performance.ImportRealisasi"]
        self.assertEqual((realisasi["changed"], realisasi["capaian"]), (5, 8))
        anggaran = answers["budget.ImportAnggaran"]
        self.assertEqual((anggaran["pagu_added"], anggaran["realisasi_added"]), (3, 2))
        self.assertTrue(answers["reporting.ImportNaskahLakip"]["changed"])

    def test_the_same_import_again_is_answered_the_same_and_changes_nothing(self):
        before = self.world.effects()
        self.assertEqual(office.fill(self.world), self.imported)
        self.assertEqual(self.world.effects(), before)

    def test_the_same_content_under_new_ids_changes_no_resource(self):
        for method, fields, who in office.STEPS:
            answer = self.world.call(method, fields, who)
            for field in ("satker_changed", "kode_changed", "changed", "pagu_added",
                          "realisasi_added"):
                self.assertFalse(answer.get(field), f"{method}: {field}")

    def test_single_resources_read_as_they_were_written(self):
        plan = office.PERENCANAAN["perencanaan"]
        for method, field, sent in [
                ("planning.GetSatker", "satker", office.REGISTER["satker"][2]),
                ("planning.GetRenstra", "renstra", plan["renstra"]),
                ("planning.GetIndikator", "indikator", plan["indikator"][0]),
                ("planning.GetRkt", "rkt", plan["rkt"]),
                ("planning.GetPerjanjianKinerja", "perjanjian_kinerja",
                 plan["perjanjian_kinerja"][1]),
                ("planning.GetRencanaAksi", "rencana_aksi", plan["rencana_aksi"]),
                ("budget.GetPagu", "pagu", office.ANGGARAN["pagu"][0]),
                ("reporting.GetNaskahLakip", "naskah_lakip", office.NASKAH["naskah"])]:
            with self.subTest(method):
                self.assert_holds(self.get(method, name=sent["name"])[field], sent)

    def assert_holds(self, answer, sent):
        """Every field that was sent is in the answer; the server may add others."""
        if isinstance(sent, dict):
            for key, value in sent.items():
                self.assert_holds(answer[key], value)
        elif isinstance(sent, list):
            self.assertEqual(len(answer), len(sent))
            for a, s in zip(answer, sent):
                self.assert_holds(a, s)
        else:
            self.assertEqual(answer, sent)

    def test_lists_give_every_element_once_over_pages_of_two(self):
        plan = office.PERENCANAAN["perencanaan"]

        def named(rows):
            return sorted(row["name"] for row in rows)

        for method, field, fields, expected in [
                ("planning.ListSatker", "satker", {}, named(office.REGISTER["satker"])),
                ("planning.ListSatker", "satker", {"induk": "satker/64"}, ["satker/6474"]),
                ("planning.ListUnitKerja", "unit_kerja", {"parent": office.PARENT},
                 named(plan["unit_kerja"])),
                ("planning.ListIndikator", "indikator", {"parent": office.PARENT},
                 named(plan["indikator"])),
                ("planning.ListPerjanjianKinerja", "perjanjian_kinerja", {"parent": office.PARENT},
                 named(plan["perjanjian_kinerja"])),
                ("performance.ListRealisasi", "realisasi", YEAR,
                 sorted(f"{office.PARENT}/realisasi/{r['indikator'].rsplit('/', 1)[1]}~2017"
                        for r in office.REALISASI["realisasi"])),
                ("budget.ListPagu", "pagu", YEAR, named(office.ANGGARAN["pagu"]))]:
            with self.subTest(method):
                rows = self.world.pages(method, field, **fields)
                self.assertEqual([row["name"] for row in rows], expected)
        self.assertEqual([k["kode"] for k in self.world.pages("planning.ListKode", "kode", tahun=2017)],
                         sorted(k["kode"] for k in office.REGISTER["kode"]))

    def test_a_page_token_serves_only_the_list_it_came_from(self):
        first = self.get("budget.ListPagu", page_size=2, **YEAR)
        refused = self.refused("INVALID_FIELD", self.get, "budget.ListPagu", page_size=2,
                               page_token=first["next_page_token"], parent=office.PARENT, tahun=2018)
        self.assertIn("page_token", refused.fields)

    def test_office_year_from_one_moment(self):
        answer = self.get("planning.GetPerencanaan", **YEAR)
        plan, sent = answer["perencanaan"], office.PERENCANAAN["perencanaan"]
        for field in ("renstra", "rkt", "rencana_aksi", "pegawai"):
            self.assert_holds(plan[field], sent[field])
        self.assertEqual([pk["name"] for pk in plan["perjanjian_kinerja"]],
                         [pk["name"] for pk in sent["perjanjian_kinerja"]])
        self.assertEqual(len(plan["kode"]), 6)
        self.assertEqual(len(answer["revision"]["store"]), 32)

    def test_capaian_has_a_number_or_a_reason(self):
        rows = self.world.pages("performance.ListCapaian", "capaian", **YEAR)
        pengukuran = self.get("performance.GetPengukuran", **YEAR)["pengukuran"]
        self.assertEqual(rows, pengukuran["capaian"])
        rows = [r for r in rows if r["perjanjian_kinerja"].endswith("-sekretaris")]
        self.assertEqual([r["status"] for r in rows],
                         ["STATUS_CAPAIAN_" + s for s in office.STATES])
        for row in rows:
            computed = row["status"] == "STATUS_CAPAIAN_COMPUTED"
            for field in ("mentah", "dibatasi"):
                self.assertEqual(field in row, computed, row["uraian"])
            self.assertEqual(bool(row["kategori"]), computed)
            self.assertEqual(bool(row["alasan"]), not computed)
            self.assertRegex(row["aturan"], r"^capaian-2015@[0-9a-f]{12}$")
        self.assertEqual((rows[0]["mentah"]["eksak"], rows[0]["dibatasi"]["eksak"]),
                         ("125/1", "120/1"))
        self.assertEqual(rows[1]["mentah"]["desimal"], "80.00000000")
        self.assertEqual(rows[4]["realisasi"]["teks"], "100%")

    def test_means_take_computed_rows_only(self):
        rekap = self.get("performance.GetPengukuran", **YEAR)["pengukuran"]["rekap"]
        office_row = rekap[-1]
        self.assertEqual(office_row["tingkat"], "TINGKAT_REKAP_SATKER")
        # The row of the Ketua's agreement and the 6 of the Sekretaris: 120, 120, 80.
        self.assertEqual(office_row["rata_dibatasi"]["eksak"], "320/3")
        self.assertEqual(office_row["rata_mentah"]["eksak"], "110/1")
        self.assertEqual([office_row[f"jumlah{s}"] for s in (
            "", "_computed", "_no_case", "_t_zero", "_unit_mismatch", "_missing")],
            [7, 3, 1, 1, 1, 1])

    def test_realisasi_can_be_read_and_its_raw_text_is_kept(self):
        row = self.get("performance.GetRealisasi",
                       name=f"{office.PARENT}/realisasi/persen~2017")["realisasi"]
        self.assertEqual((row["nilai"]["teks"], row["historis"]), ("100%", True))

    def test_sums_follow_the_lines(self):
        anggaran = self.get("budget.GetAnggaran", **YEAR)["anggaran"]
        self.assertEqual([(r["kode"], r["pagu"], r["realisasi"]) for r in anggaran["output"]],
                         office.LINES)
        self.assertEqual([(r["kode"], r["pagu"], r["realisasi"], r["sisa"])
                          for r in anggaran["kegiatan"]],
                         [("3355", 15_000_000, 9_000_000, 6_000_000),
                          ("3356", 3_333_333, 3_333_333, 0)])
        total = anggaran["total"]
        self.assertEqual((total["pagu"], total["realisasi"], total["sisa"]),
                         (18_333_333, 12_333_333, 6_000_000))
        self.assertEqual(Fraction(total["serapan"]["eksak"]), Fraction(12_333_333, 18_333_333) * 100)
        self.assertEqual(anggaran["saldo_impor"], 12_333_333)
        self.assertEqual([p["kode"] for p in anggaran["program"]], ["01"])

    def test_journal_is_dense_and_balanced(self):
        rows = self.world.pages("budget.ListJurnal", "transaksi", **YEAR)
        self.assertEqual([r["nomor"] for r in rows], list(range(1, 6)))
        for row in rows:
            self.assertEqual(sum(e["debit"] for e in row["entri"]),
                             sum(e["kredit"] for e in row["entri"]))
            self.assertEqual(row["pencatat"], "akun/integrasi-6474")
        one = self.world.pages("budget.ListJurnal", "transaksi", pagu=office.line_name("3356.008"),
                               **YEAR)
        self.assertEqual(len(one), 2)

    def test_lakip_is_made_once_and_rendered_the_same(self):
        made = self.get("reporting.CreateLakip", **YEAR)
        again = self.get("reporting.CreateLakip", **YEAR)
        self.assertFalse(again["created"])
        self.assertEqual(again["lakip"], made["lakip"])
        lakip = made["lakip"]
        self.assertEqual([s["layanan"] for s in lakip["sumber"]],
                         ["planning", "performance", "budget"])
        self.assertEqual(self.get("reporting.GetLakip", name=lakip["name"])["lakip"], lakip)
        self.assertEqual(self.world.pages("reporting.ListLakip", "lakip", parent=office.PARENT),
                         [lakip])
        pdf, html, docx, xlsx = (self.render(lakip["name"], kind)
                                 for kind in ("PDF", "HTML", "DOCX", "XLSX"))
        self.assertTrue(pdf.startswith(b"%PDF-"))
        for office_file in (docx, xlsx):
            self.assertIsNone(zipfile.ZipFile(io.BytesIO(office_file)).testzip())
        text = html.decode()
        for shown in ("18.333.333", "12.333.333", "6.000.000", "67,27", "KPU Kota Contoh",
                      "Kata pengantar &lt;contoh&gt; &amp; salam."):
            self.assertIn(shown, text)

    def render(self, name, kind):
        fields = {"name": name, "format": f"FORMAT_DOKUMEN_{kind}"}
        first = self.world.call_message("reporting.RenderLakip", fields)
        second = self.world.call_message("reporting.RenderLakip", fields)
        self.assertEqual(first.isi, second.isi)
        self.assertEqual(first.sha256, hashlib.sha256(first.isi).hexdigest())
        self.assertEqual(first.nama_berkas, f"LAKIP-2017-6474-v1.{kind.lower()}")
        return first.isi

    def test_change_feeds_are_dense_and_name_what_changed(self):
        for service in SERVICES[:-1]:
            events = self.world.changes(service, page_size=1)
            self.assertEqual([e["cursor"] for e in events], list(range(1, len(events) + 1)))
            self.assertTrue(events, service)
            self.assertTrue(events[0]["resources"], service)
        first = self.world.changes("budget")[0]
        self.assertEqual((first["satker"], first["method"]),
                         (office.PARENT, "/sakip.budget.v1.BudgetService/ImportAnggaran"))
        self.refused("PERMISSION_DENIED", self.world.call, "budget.ListChanges",
                     who="operator-6474")

    def test_reads_wait_for_what_the_caller_wrote(self):
        token = self.imported["budget.ImportAnggaran"]["consistency_token"]
        self.assertTrue(token)
        self.get("budget.GetAnggaran", consistency_token=token, **YEAR)
        other = self.imported["planning.ImportPerencanaan"]["consistency_token"]
        self.refused("STORE_EPOCH_CHANGED", self.get, "budget.GetAnggaran",
                     consistency_token=other, **YEAR)

    def test_every_account_sees_what_its_role_allows(self):
        for who, ok in [("operator-6474", True), ("verifikator-64", True), ("apip-00", True),
                        ("integrasi-00", False)]:
            with self.subTest(who):
                if ok:
                    self.world.call("budget.GetAnggaran", YEAR, who)
                else:
                    self.refused("PERMISSION_DENIED", self.world.call, "budget.GetAnggaran", YEAR, who)
        caller = self.world.call("gateway.GetCaller", who="bendahara-6474")["caller"]
        self.assertEqual((caller["account"], [g["role"] for g in caller["grants"]]),
                         ("akun/bendahara-6474", ["BENDAHARA"]))
        self.assertIn("budget.realisasi.write", caller["permissions"])

    def test_a_refusal_lists_every_broken_field_in_googles_form(self):
        refused = self.refused(
            "INVALID_FIELD", self.world.call, "budget.PostRealisasi", parent=office.PARENT,
            realisasi=dict(office.posting("x", "3355.003", 1), tanggal="2017-02-30", jumlah=-1))
        self.assertEqual(refused.code, grpc.StatusCode.INVALID_ARGUMENT)
        self.assertEqual(set(refused.fields), {"realisasi.tanggal", "realisasi.jumlah"})
        self.assertEqual(set(refused.types), {"google.rpc.ErrorInfo", "google.rpc.BadRequest",
                                              "google.rpc.LocalizedMessage"})

    def test_a_missing_resource_is_not_found(self):
        refused = self.refused("NOT_FOUND", self.get, "planning.GetRkt",
                               name=f"{office.PARENT}/rkt/2018")
        self.assertEqual(refused.code, grpc.StatusCode.NOT_FOUND)
        self.assertIn("google.rpc.ErrorInfo", refused.types)

    def test_health_serves_without_a_token(self):
        check = self.world.channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            response_deserializer=messages().type("grpc.health.v1.HealthCheckResponse").FromString)
        request = messages().type("grpc.health.v1.HealthCheckRequest")
        for service in ["", *sorted(PROTO_SERVICES)]:
            answer = check(request(service=service).SerializeToString(), timeout=CALL_SECONDS)
            self.assertEqual(answer.status, answer.SERVING, service)

    def test_reflection_describes_every_service(self):
        request = messages().type("grpc.reflection.v1alpha.ServerReflectionRequest")
        stream = self.world.channel.stream_stream(
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            request_serializer=lambda m: m.SerializeToString(),
            response_deserializer=messages().type(
                "grpc.reflection.v1alpha.ServerReflectionResponse").FromString)
        symbol = "sakip.budget.v1.BudgetService"
        listed, described = stream(iter([request(list_services="*"),
                                         request(file_containing_symbol=symbol)]),
                                   timeout=CALL_SECONDS)
        names = {s.name for s in listed.list_services_response.service}
        self.assertLessEqual(PROTO_SERVICES, names)
        self.assertTrue(any(b"BudgetService" in file for file in
                            described.file_descriptor_response.file_descriptor_proto))


if __name__ == "__main__":
    run()

#!/usr/bin/python3
"""The budget of an office through one quarter with sakipctl alone, as its officers would do it: a bill
from draft to payment, a month that closes, a payment that comes late, a correction by two persons,
and a journal that verifies."""
import json

import small_office as office
from sakip_world import WorldTest, run, run_sakipd

OPERATOR, PPK, PPSPM = "operator-6474", "ppk-6474", "ppspm-6474"
BENDAHARA, KPA, ADMIN = "bendahara-6474", "kpa-6474", "admin-00"
OUTPUTS = ("3355.003", "3355.007", "3356.008")  # 10.000.000, 5.000.000, 3.333.333


def rincian(output, jumlah):
    return {"rincian": [{"pagu": office.line_name(output), "jumlah": jumlah}]}


class Anggaran(WorldTest):
    @classmethod
    def set_up_world(cls):
        cls.world.call("planning.ImportRegister", office.REGISTER, "integrasi-00")
        cls.world.call("budget.ImportAnggaran", {**office.ANGGARAN, "realisasi": []})

    # --- the command line

    def run_ctl(self, who, *words, data=None):
        words = [*words, "--satker", "6474"]
        if data is not None:
            path = self.world.dir / "data.json"
            path.write_text(json.dumps(data))
            words += ["--data", path]
        return self.world.ctl(*words, who=who)

    def table(self, who, *words):
        done = self.run_ctl(who, *words)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stderr}")
        return done.stdout

    def do(self, who, *words, data=None):
        done = self.run_ctl(who, *words, "--output", "json", data=data)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stderr}")
        return json.loads(done.stdout)

    def refuse(self, reason, who, *words, data=None):
        """The command ends with 1 and names the reason, in both languages."""
        done = self.run_ctl(who, *words, "--output", "json", data=data)
        self.assertEqual(done.returncode, 1, f"{words}: {done.stdout}{done.stderr}")
        error = json.loads(done.stderr)["error"]
        self.assertEqual(error["reason"], reason, error)
        self.assertTrue(error["indonesian"])
        self.assertEqual(done.stdout, "")
        return error

    # --- the steps

    def create(self, name, output, jumlah):
        return self.do(OPERATOR, "tagihan", "create", name, "--tahun", "2017", "--jenis",
                       "ls-non-kontraktual", "--uraian", f"Tagihan {name}",
                       data=rincian(output, jumlah))["tagihan"]

    def send(self, name, nomor):
        """From draft to the paying office, in March."""
        self.do(PPK, "tagihan", "spp", name, "--nomor", f"SPP-{nomor}", "--tanggal", "2017-03-02")
        self.do(PPSPM, "tagihan", "uji", name, "--tanggal", "2017-03-03")
        self.do(PPSPM, "tagihan", "spm", name, "--nomor", f"SPM-{nomor}", "--tanggal", "2017-03-06",
                "--potongan", "100000")
        self.do(PPSPM, "tagihan", "kirim", name, "--tanggal", "2017-03-07")

    def sp2d(self, name, nomor, tanggal, *more):
        return ("tagihan", "sp2d", name, "--nomor", f"SP2D-{nomor}", "--tanggal", tanggal, *more)

    def transaction(self, name):
        steps = self.do(OPERATOR, "tagihan", "show", name)["tagihan"]["langkah"]
        return steps[-1]["transaksi"]

    def close(self, bulan, day):
        return self.do(BENDAHARA, "periode", "tutup", "--tahun", "2017", "--bulan", bulan,
                       "--tanggal-tutup-buku", day)["periode"]

    def total(self, bulan):
        lppa = self.do(OPERATOR, "lppa", "--tahun", "2017", "--bulan", bulan)["lppa"]
        return {key: int(lppa["total"].get(key, 0)) for key in
                ("pagu", "realisasi_bulan", "realisasi_sampai", "sisa", "outstanding")}

    # --- the quarter

    def test_a_quarter_of_an_office(self):
        self.pay_a_bill()
        self.refuse_what_officers_may_not_do()
        self.see_it_in_the_reports()
        self.close_the_month_and_pay_late()
        self.correct_by_two_persons()
        self.revise_by_two_persons()
        self.reopen_the_month()
        self.prove_the_journal()

    def pay_a_bill(self):
        self.assertEqual(self.create("2017-alat-01", "3355.003", 4_000_000)["status"],
                         "STATUS_TAGIHAN_DRAFT")
        # Again, as a script that heard nothing would: the same bill. With other content: refused.
        self.assertEqual(self.create("2017-alat-01", "3355.003", 4_000_000)["jumlah"], "4000000")
        self.refuse("ALREADY_EXISTS", OPERATOR, "tagihan", "create", "2017-alat-01", "--tahun",
                    "2017", "--jenis", "ls-non-kontraktual", "--uraian", "Tagihan 2017-alat-01",
                    data=rincian("3355.003", 4_000_001))
        self.send("2017-alat-01", 1)
        waiting = self.table(OPERATOR, "outstanding", "--tahun", "2017", "--per-tanggal",
                             "2017-03-09")
        self.assertIn("2017-alat-01", waiting)
        self.assertIn("4.000.000", waiting)
        self.assertEqual(self.total(3)["outstanding"], 4_000_000)
        paid = self.do(BENDAHARA, *self.sp2d("2017-alat-01", 1, "2017-03-10"))["tagihan"]
        self.assertEqual(paid["status"], "STATUS_TAGIHAN_SP2D_ISSUED")
        shown = self.table(OPERATOR, "tagihan", "show", "2017-alat-01")
        for text in ("LS_NON_KONTRAKTUAL", "SP2D_ISSUED", "4.000.000", "bendahara-6474", "SPM-1"):
            self.assertIn(text, shown)

    def refuse_what_officers_may_not_do(self):
        self.refuse("WRONG_STATE", BENDAHARA, *self.sp2d("2017-alat-01", 2, "2017-03-10"))
        self.create("2017-besar-01", "3355.007", 5_000_001)
        error = self.refuse("PAGU_EXCEEDED", PPK, "tagihan", "spp", "2017-besar-01", "--nomor",
                            "SPP-9", "--tanggal", "2017-03-02")
        self.assertIn("shortfall", json.dumps(error))
        self.refuse("PERMISSION_DENIED", PPK, "tagihan", "uji", "2017-besar-01", "--tanggal",
                    "2017-03-02")
        self.do(OPERATOR, "tagihan", "tolak", "2017-besar-01", "--tanggal", "2017-03-08",
                "--alasan", "Melebihi pagu")
        # All that is wrong at once.
        done = self.run_ctl(OPERATOR, "tagihan", "create", "2017-salah", data={"rincian": [{}]})
        self.assertEqual(done.returncode, 1)
        for field in ("tagihan.jenis", "tagihan.uraian", "tagihan.rincian[0].pagu"):
            self.assertIn(field, done.stderr)

    def see_it_in_the_reports(self):
        self.assertEqual(self.total(3), {"pagu": 18_333_333, "realisasi_bulan": 4_000_000,
                                         "realisasi_sampai": 4_000_000, "sisa": 14_333_333,
                                         "outstanding": 0})
        table = self.table(OPERATOR, "lppa", "--tahun", "2017", "--bulan", "3", "--kelompok",
                           "kegiatan")
        self.assertIn("18.333.333", table)
        self.assertIn("40,00", self.table(OPERATOR, "lra", "--tahun", "2017"))
        kartu = self.do(OPERATOR, "kartu", "--pagu", "2017-01.3355.003")["baris"]
        self.assertEqual([row["transaksi"]["jenis"].removeprefix("JENIS_TRANSAKSI_")
                          for row in kartu], ["PAGU", "SPP", "SPM", "SP2D"])
        self.assertEqual([int(row["sesudah"].get("tersedia", 0)) for row in kartu],
                         [10_000_000, 6_000_000, 6_000_000, 6_000_000])
        self.assertEqual(int(kartu[-1]["sesudah"]["realisasi"]), 4_000_000)

    def close_the_month_and_pay_late(self):
        self.create("2017-cetak-01", "3356.008", 1_000_000)
        self.send("2017-cetak-01", 2)
        self.refuse("WRONG_STATE", BENDAHARA, "periode", "tutup", "--tahun", "2017", "--bulan", "3",
                    "--tanggal-tutup-buku", "2017-03-31")
        for bulan, day in (("1", "2017-01-31"), ("2", "2017-02-28"), ("3", "2017-03-31")):
            self.assertEqual(self.close(bulan, day)["status"], "STATUS_PERIODE_TUTUP")
        before = self.total(3)
        late = self.sp2d("2017-cetak-01", 3, "2017-03-30")
        self.refuse("PERIOD_CLOSED", BENDAHARA, *late)
        self.do(BENDAHARA, *late, "--tanggal-buku", "2017-04-03")
        self.assertEqual(self.total(3), before)
        self.assertEqual(self.total(4)["realisasi_bulan"], 1_000_000)
        self.assertIn("DIBUKUKAN_TERLAMBAT",
                      self.table(OPERATOR, "pengecualian", "--tahun", "2017"))
        months = self.table(OPERATOR, "periode", "--tahun", "2017")
        self.assertIn("TUTUP", months)
        self.assertIn("4.000.000", months)

    def correct_by_two_persons(self):
        acuan = self.transaction("2017-alat-01")
        propose = ("koreksi", "propose", "2017-kor-01", "--tahun", "2017", "--acuan", acuan,
                   "--tanggal", "2017-04-10", "--alasan", "Salah baris")
        pengganti = {"pengganti": rincian("3355.007", 4_000_000)["rincian"]}
        self.refuse("INVALID_FIELD", BENDAHARA, *propose,
                    data={"pengganti": rincian("3355.007", 3_999_999)["rincian"]})
        self.do(BENDAHARA, *propose, data=pengganti)
        decide = ("koreksi", "decide", "2017-kor-01", "--setuju", "ya", "--alasan", "Sesuai bukti")
        self.refuse("PERMISSION_DENIED", BENDAHARA, *decide)
        koreksi = self.do(PPK, *decide)["koreksi"]
        self.assertEqual(koreksi["status"], "STATUS_USULAN_DISETUJUI")
        self.assertEqual(self.total(4)["realisasi_sampai"], 5_000_000)
        lines = {row["kode"]: int(row.get("realisasi_sampai", 0)) for row in
                 self.do(OPERATOR, "lppa", "--tahun", "2017", "--bulan", "4")["lppa"]["baris"]}
        self.assertEqual(lines, {"2017-01.3355.003": 0, "2017-01.3355.007": 4_000_000,
                                 "2017-01.3356.008": 1_000_000})
        again = [word.replace("kor-01", "kor-02") for word in propose]
        self.assertEqual(self.refuse("ALREADY_REVERSED", BENDAHARA, *again,
                                     data=pengganti)["metadata"]["by"], "2017-kor-01")

    def revise_by_two_persons(self):
        """A letter of the treasury is entered by the office and decided above it."""
        document = {"alasan": "Pemutakhiran halaman III",
                    "rencana": [{"bulan": 3, "jenis_belanja": "JENIS_BELANJA_BARANG",
                                 "jumlah": 5_000_000}]}
        self.do(OPERATOR, "revisi", "propose", "2017-rev-01", "--tahun", "2017", "--nomor", "1",
                "--tanggal", "2017-04-11", "--jenis", "administrasi", "--kewenangan", "kanwil-djpb",
                "--nomor-dokumen", "S-1", data=document)
        decide = ("revisi", "decide", "2017-rev-01", "--setuju", "ya", "--alasan", "Sesuai")
        self.refuse("DUTY_CONFLICT", KPA, *decide)
        self.assertEqual(self.do(ADMIN, *decide)["revisi"]["status"], "STATUS_USULAN_DISETUJUI")
        self.assertIn("5.000.000", self.table(OPERATOR, "revisi", "halaman-iii", "--tahun", "2017"))
        # No rules of 2017 are known: said, not guessed.
        self.refuse("NO_DATA", OPERATOR, "ikpa", "--tahun", "2017", "--bulan", "3")

    def reopen_the_month(self):
        self.do(BENDAHARA, "periode", "buka", "2017-buka-01", "--tahun", "2017", "--bulan", "3",
                "--alasan", "Bukti menyusul")
        self.do(KPA, "periode", "putuskan", "2017-buka-01", "--setuju", "ya", "--alasan", "Perlu")
        march = self.do(OPERATOR, "periode", "--tahun", "2017")["periode"][2]
        self.assertEqual(march["status"], "STATUS_PERIODE_TERBUKA")
        self.assertIn("PEMBUKAAN_PERIODE", self.table(OPERATOR, "pengecualian", "--tahun", "2017"))
        self.do(BENDAHARA, "setoran", "post", "2017-sspb-01", "--tahun", "2017", "--jenis",
                "pengembalian", "--acuan", self.transaction("2017-cetak-01"), "--nomor-bukti",
                "NTPN-1", "--tanggal", "2017-04-12", data=rincian("3356.008", 400_000))
        self.assertEqual(self.total(4)["realisasi_sampai"], 4_600_000)

    def prove_the_journal(self):
        chain = self.do(OPERATOR, "rantai", "--tahun", "2017")
        self.assertRegex(chain["rantai"], "^[0-9a-f]{64}$")
        self.assertIn(chain["rantai"], self.table(OPERATOR, "rantai", "--tahun", "2017"))
        early = self.do(OPERATOR, "rantai", "--tahun", "2017", "--nomor", "3")
        self.assertNotEqual(early["rantai"], chain["rantai"])
        online = run_sakipd("verify", f"--data={self.world.data}")
        self.assertEqual(online.returncode, 0, online.stderr)
        self.assertEqual(self.world.process.stop(), 0)
        at_rest = run_sakipd("verify", f"--data={self.world.data}")
        self.assertEqual(at_rest.returncode, 0, at_rest.stderr)


if __name__ == "__main__":
    run()

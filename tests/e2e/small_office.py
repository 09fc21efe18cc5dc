"""An office-year of a few rows, one for each state that a capaian can have, with figures that can be
checked in the head. Office 6474 is used because the development accounts work there."""
from sakip_world import request_id

PARENT = "satker/6474"
TAHUN = 2017


def indikator_name(kode):
    return f"{PARENT}/indikator/{kode}"


REGISTER = {
    "parent": "satker/00",
    "satker": [
        {"name": "satker/00", "nama": "Sekretariat Jenderal KPU",
         "tingkat": "TINGKAT_SATKER_PUSAT", "berlaku_dari": "2015-01-01"},
        {"name": "satker/64", "nama": "KPU Provinsi", "induk": "satker/00",
         "tingkat": "TINGKAT_SATKER_PROVINSI", "berlaku_dari": "2015-01-01"},
        {"name": "satker/6474", "nama": "KPU Kota Contoh", "induk": "satker/64",
         "tingkat": "TINGKAT_SATKER_KABKOTA", "berlaku_dari": "2015-01-01"},
    ],
    "kode": [
        {"jenis": "JENIS_KODE_PROGRAM", "kode": "01", "uraian": "Dukungan", "tahun_dari": 2015},
        {"jenis": "JENIS_KODE_KEGIATAN", "kode": "3355", "uraian": "Keuangan", "induk": "01",
         "tahun_dari": 2015},
        {"jenis": "JENIS_KODE_KEGIATAN", "kode": "3356", "uraian": "Logistik", "induk": "01",
         "tahun_dari": 2015},
        {"jenis": "JENIS_KODE_OUTPUT", "kode": "3355.003", "uraian": "Laporan keuangan",
         "induk": "3355", "tahun_dari": 2015},
        {"jenis": "JENIS_KODE_OUTPUT", "kode": "3355.007", "uraian": "LPPA", "induk": "3355",
         "tahun_dari": 2015},
        {"jenis": "JENIS_KODE_OUTPUT", "kode": "3356.008", "uraian": "Data logistik",
         "induk": "3356", "tahun_dari": 2015},
    ],
}

# kode, polaritas, satuan, target, realisasi (text, or a status and its reason)
ROWS = [
    ("laporan", "MAXIMIZE", "Laporan", "4 Laporan", "5 Laporan"),             # 125, capped 120
    ("temuan", "MINIMIZE", "%", "10%", "12%"),                         # (20 - 12) / 10 = 80
    ("advokasi", "MAXIMIZE", "Kasus", "1 Kasus", ("NO_CASE", "Tidak ada kasus")),
    ("nihil", "MAXIMIZE", "Dokumen", "0 Dokumen", "1 Dokumen"),               # T_ZERO
    ("persen", "MAXIMIZE", "Laporan", "2 Laporan", "100%"),           # UNIT_MISMATCH
    ("lupa", "MAXIMIZE", "Kegiatan", "3 Kegiatan", None),             # MISSING
]
STATES = ["COMPUTED", "COMPUTED", "NO_CASE", "T_ZERO", "UNIT_MISMATCH", "MISSING"]


def _indikator():
    return [{"name": indikator_name(kode), "nama": f"Indikator {kode}", "satuan": satuan,
             "polaritas": f"POLARITAS_{polaritas}", "akumulasi": "AKUMULASI_SUM",
             "jenis_nilai": "JENIS_NILAI_PERSENTASE" if satuan == "%" else "JENIS_NILAI_JUMLAH",
             "kode_output": "3355.003" if kode == "laporan" else ""}
            for kode, polaritas, satuan, _, _ in ROWS]


def _baris(rows):
    return [{"nomor": i, "sasaran": "Tertib", "indikator": indikator_name(kode),
             "target": {"teks": target}} for i, (kode, _, _, target, _) in enumerate(rows, 1)]


def _pk(kode, jenis, rows, unit=""):
    return {"name": f"{PARENT}/perjanjianKinerja/2017-{kode}", "tahun": TAHUN,
            "jenis": f"JENIS_PERJANJIAN_KINERJA_{jenis}", "judul": f"PERJANJIAN KINERJA {kode}",
            "unit_kerja": unit, "baris": _baris(rows)}


PERENCANAAN = {
    "parent": PARENT, "tahun": TAHUN, "historis": True,
    "perencanaan": {
        "unit_kerja": [{"name": f"{PARENT}/unitKerja/{u}", "nama": f"Sub Bagian {u}"}
                       for u in ("hukum", "kul", "teknis")],
        "pegawai": [{"kelompok": "golongan", "uraian": "Golongan III", "jumlah": 7}],
        "indikator": _indikator(),
        "renstra": {
            "name": f"{PARENT}/renstra/2015-2019", "tahun_dari": 2015, "tahun_sampai": 2019,
            "visi": "Mandiri", "misi": [{"nomor": 1, "uraian": "Misi satu"}],
            "tujuan": [{"nomor": 1, "uraian": "Tujuan satu"}],
            "sasaran": [{"nomor": 1, "uraian": "Tertib", "indikator": [indikator_name("laporan")]}],
            "iku": [{"nomor": 1, "uraian": "Laporan", "indikator": indikator_name("laporan")}],
        },
        "rkt": {"name": f"{PARENT}/rkt/2017", "tahun": TAHUN, "baris": _baris(ROWS)},
        "perjanjian_kinerja": [
            _pk("ketua", "KETUA", ROWS[:1]), _pk("sekretaris", "SEKRETARIS", ROWS),
            _pk("kul", "SUB_BAGIAN", ROWS[1:2], f"{PARENT}/unitKerja/kul")],
        "rencana_aksi": {
            "name": f"{PARENT}/rencanaAksi/2017", "tahun": TAHUN,
            "baris": [{"nomor": 1, "sasaran": "Tertib", "indikator": "Jumlah laporan",
                       "kegiatan": "Menyusun laporan", "bulan": [1, 6, 12],
                       "pelaksana": f"{PARENT}/unitKerja/kul"}]},
    },
}


def _realisasi():
    for kode, _, _, _, value in ROWS:
        if value is None:
            continue
        row = {"indikator": indikator_name(kode), "periode": "2017"}
        if isinstance(value, tuple):
            row.update(status=f"STATUS_REALISASI_{value[0]}", alasan=value[1],
                       narasi={"uraian": value[1]})
        else:
            row.update(status="STATUS_REALISASI_MEASURED", nilai={"teks": value})
        yield row


REALISASI = {"parent": PARENT, "tahun": TAHUN, "historis": True, "realisasi": list(_realisasi())}

# output, pagu, realisasi
LINES = [("3355.003", 10_000_000, 9_000_000), ("3355.007", 5_000_000, 0),
         ("3356.008", 3_333_333, 3_333_333)]


def line_name(output):
    return f"{PARENT}/pagu/2017-01.{output}"


def line(output, jumlah):
    return {"name": line_name(output), "tahun": TAHUN, "kode_program": "01",
            "kode_kegiatan": output[:4], "kode_output": output, "uraian": f"Baris {output}",
            "sumber_dana": "SUMBER_DANA_RM", "jumlah": jumlah}


def posting(ident, output, jumlah):
    return {"name": f"{PARENT}/realisasiAnggaran/{ident}", "pagu": line_name(output),
            "jenis": "JENIS_REALISASI_SALDO_IMPOR", "jumlah": jumlah, "tanggal": "2017-12-31"}


ANGGARAN = {
    "parent": PARENT, "tahun": TAHUN, "pagu": [line(output, pagu) for output, pagu, _ in LINES],
    "realisasi": [posting(f"2017-saldo-{output}", output, spent)
                  for output, _, spent in LINES if spent],
}

NASKAH = {
    "parent": PARENT,
    "naskah": {"name": f"{PARENT}/naskahLakip/2017", "tahun": TAHUN, "tempat": "Contoh",
               "tanggal": "2018-02-02", "jabatan_penandatangan": "Sekretaris",
               "narasi": [{"bagian": "BAGIAN_NARASI_KATA_PENGANTAR",
                           "paragraf": ["Kata pengantar <contoh> & salam."]}]},
}

# In the order of the chain, each with who may do it.
STEPS = [("planning.ImportRegister", REGISTER, "integrasi-00"),
         ("planning.ImportPerencanaan", PERENCANAAN, "integrasi-6474"),
         ("performance.ImportRealisasi", REALISASI, "integrasi-6474"),
         ("budget.ImportAnggaran", ANGGARAN, "integrasi-6474"),
         ("reporting.ImportNaskahLakip", NASKAH, "operator-6474")]


def step_id(method):
    return request_id("small-office:" + method)


def fill(world, steps=STEPS):
    """Imports the office-year; the answers by method."""
    return {method: world.call(method, fields, who, request_id=step_id(method))
            for method, fields, who in steps}

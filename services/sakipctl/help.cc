#include "services/sakipctl/commands.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/ledger.h"

namespace sakip::sakipctl {
namespace {

constexpr const char* kHead =
    R"(sakipctl: data packages in, tables and reports out, through a SAKIP gateway.

  sakipctl COMMAND [OPTIONS]

Commands
  import DIR [--validate-only] [--register-token-file FILE]
             checks a data package and enters it; a second run changes nothing
  impor-berkas pok|sp2d|pembanding FILE --satker CODE --tahun YEAR [--peta KOLOM=JUDUL;...]
             [--per-baris] [--validate-only]
             [--data FILE] (pok: the revisi) [--sumber pok|sp2d|lppa --per-tanggal DATE]
             a CSV or XLSX of SAKTI or OM-SPAN (docs/BERKAS.md); a long SP2D list in several calls
  capaian    --satker CODE --tahun YEAR [--explain]
             target, realisasi and capaian of every agreement; --explain shows each computation
  anggaran   --satker CODE --tahun YEAR [--per output|kegiatan|program]
             pagu, realisasi, sisa and serapan with totals
  laporan    --satker CODE --tahun YEAR [--format pdf,html,docx,xlsx] [--out DIR]
             makes the Laporan Kinerja and writes it: pdf (the default) for print, html for the
             screen, docx to go on writing in, xlsx with its tables to calculate on
  show       satker|renstra|indikator|rkt|pk|rencana-aksi|pagu|jurnal|lakip
             [NAME] [--satker CODE --tahun YEAR]
             what is stored: all of an office-year, or the one NAME
  token      --key-file FILE --subject ACCOUNT
             a development token for a day; the key is made by `sakipd init`
  health     whether the service at --server takes calls; needs no token
  version, help

Commands on the budget ledger (`sakipctl help NOUN` shows their options)
)";

constexpr const char* kTail = R"(
Options of every command
  --server HOST:PORT   the gateway (SAKIPCTL_SERVER; 127.0.0.1:8470)
  --token-file FILE    who is calling (SAKIPCTL_TOKEN_FILE)
  --output table|json  JSON uses the field names of the contract
  --timeout SECONDS    for one call (60)

Examples
  sakipctl token --key-file data/gateway/development-token.key --subject integrasi-6474 >token
  export SAKIPCTL_TOKEN_FILE=token
  sakipctl import deploy/samples/bontang-2017 --validate-only
  sakipctl capaian --satker 6474 --tahun 2017 --explain
  sakipctl laporan --satker 6474 --tahun 2017 --format pdf,docx,xlsx --out laporan
  sakipctl show pk satker/6474/perjanjianKinerja/2017-kul --output json
  sakipctl show jurnal --satker 6474 --tahun 2017
  sakipctl lppa --satker 6474 --tahun 2017 --bulan 12 --kelompok output
  sakipctl tagihan spp 2017-gaji-01 --satker 6474 --nomor 00012 --tanggal 2017-03-01

Exit codes
  0  done
  1  the server refused, or a file cannot be written
  2  the command line is wrong
  3  the data package is invalid; nothing was sent
  4  no answer from the server in time
)";

}  // namespace
int Help(const Arguments& arguments, const Streams& streams) {
  if (!arguments.positional.empty()) {
    const std::string& noun = arguments.positional.front();
    if (IsLedgerNoun(noun)) {
      streams.out << LedgerHelp(noun);
      return kExitOk;
    }
  }
  streams.out << kHead << LedgerHelp() << kTail;
  return kExitOk;
}

}  // namespace sakip::sakipctl

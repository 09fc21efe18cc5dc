#include <iterator>

#include "common/fault/fault.h"

// The one table of refusals: what a caller reads, in both languages, and what docs/ERRORS.md says.
namespace sakip::fault {
namespace {

using absl::StatusCode;

constexpr ReasonInfo kCatalogue[] = {
    {Reason::kInvalidField, StatusCode::kInvalidArgument, "INVALID_FIELD",
     "one or more fields are invalid", "satu atau beberapa isian tidak sah",
     "Fields break their rules; every one found is listed with its path."},
    {Reason::kMalformedRequest, StatusCode::kInvalidArgument, "MALFORMED_REQUEST",
     "the request is not a valid message of this method: broken encoding, or text that is not "
     "UTF-8",
     "permintaan bukan pesan yang sah untuk metode ini: pengodean rusak, atau teks bukan UTF-8",
     "The bytes do not decode as the method's request message."},
    {Reason::kNotOneMessage, StatusCode::kInvalidArgument, "NOT_ONE_MESSAGE",
     "the call must carry exactly one message", "panggilan harus membawa tepat satu pesan",
     "A unary call carried no message, or more than one."},
    {Reason::kMessageTooLarge, StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE",
     "the message is larger than this server accepts; split it",
     "pesan lebih besar dari batas peladen; bagilah menjadi beberapa bagian",
     "The request or its answer exceeds a size limit."},
    {Reason::kUnknownMethod, StatusCode::kUnimplemented, "UNKNOWN_METHOD",
     "this server does not have the method", "peladen ini tidak memiliki metode tersebut",
     "The method does not exist here, or not yet."},
    {Reason::kNotAuthenticated, StatusCode::kUnauthenticated, "NOT_AUTHENTICATED",
     "the caller is not known; send a valid token",
     "pemanggil tidak dikenal; kirimkan token yang sah",
     "No identity, or one that is expired, forged or revoked; the text never says which."},
    {Reason::kPermissionDenied, StatusCode::kPermissionDenied, "PERMISSION_DENIED",
     "the caller may not do this for this office",
     "pemanggil tidak berwenang melakukan ini untuk satker tersebut",
     "No role of the caller allows the method on that office. The answer is the same whether or "
     "not the resource exists."},
    {Reason::kRequestIdReused, StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
     "the request id was used before with other content; send a new one",
     "request_id sudah dipakai dengan isi lain; gunakan yang baru",
     "A request id names one write for ever; only the identical request may repeat it."},
    {Reason::kNotFound, StatusCode::kNotFound, "NOT_FOUND", "the resource does not exist",
     "data tidak ditemukan", "The named resource does not exist."},
    {Reason::kAlreadyExists, StatusCode::kAlreadyExists, "ALREADY_EXISTS",
     "the resource exists already", "data sudah ada",
     "A resource with that name or key exists already."},
    {Reason::kEtagMismatch, StatusCode::kAborted, "ETAG_MISMATCH",
     "somebody changed the resource meanwhile; read it again",
     "data sudah diubah orang lain; baca ulang lalu coba lagi",
     "The given etag is not the resource's present one."},
    {Reason::kStoreEpochChanged, StatusCode::kFailedPrecondition, "STORE_EPOCH_CHANGED",
     "the token belongs to another store, or to this one before a restore; drop it and read anew",
     "token berasal dari penyimpanan lain atau dari sebelum pemulihan; buang lalu baca ulang",
     "A consistency token or cursor does not compare with this store."},
    {Reason::kNotYetVisible, StatusCode::kUnavailable, "NOT_YET_VISIBLE",
     "the asked revision is not visible here yet; try again",
     "revisi yang diminta belum tampak di sini; coba lagi",
     "The store has not reached the revision of the consistency token."},
    {Reason::kUnknownReference, StatusCode::kFailedPrecondition, "UNKNOWN_REFERENCE",
     "the request names something that is not registered",
     "permintaan menyebut sesuatu yang belum terdaftar",
     "A satker, kegiatan, indikator or other named thing is not in the register."},
    {Reason::kPaguExceeded, StatusCode::kFailedPrecondition, "PAGU_EXCEEDED",
     "the realisasi would exceed the pagu of its line", "realisasi akan melampaui pagu barisnya",
     "Metadata: line, tersedia (rupiah left), shortfall (rupiah missing)."},
    {Reason::kAmountOverflow, StatusCode::kInvalidArgument, "AMOUNT_OVERFLOW",
     "an amount or a sum leaves the range of money",
     "jumlah atau penjumlahan keluar dari rentang uang",
     "A sum of rupiah does not fit into 64 bits."},
    {Reason::kNoData, StatusCode::kFailedPrecondition, "NO_DATA", "there is no data to report on",
     "belum ada data untuk dilaporkan",
     "A report was asked for an office and year that hold nothing."},
    {Reason::kDeadlineExceeded, StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
     "the call's time ran out; repeat a write with the same request id",
     "waktu panggilan habis; ulangi penulisan dengan request_id yang sama",
     "Whether a write happened is learnt by repeating it with the same request id."},
    {Reason::kOverloaded, StatusCode::kResourceExhausted, "OVERLOADED",
     "too many calls at once; try again a little later",
     "terlalu banyak panggilan bersamaan; coba lagi sebentar lagi",
     "The server or the caller's share of it is full; the call had no effect."},
    {Reason::kShuttingDown, StatusCode::kUnavailable, "SHUTTING_DOWN",
     "the server is stopping; try again", "peladen sedang berhenti; coba lagi",
     "The process drains; a retry reaches the next one."},
    {Reason::kDependencyDown, StatusCode::kUnavailable, "DEPENDENCY_DOWN",
     "another service did not answer; try again", "layanan lain tidak menjawab; coba lagi",
     "A service that is needed for this call could not be reached."},
    {Reason::kInternal, StatusCode::kInternal, "INTERNAL",
     "internal error; the operator finds its cause in the log",
     "kesalahan internal; operator menemukan penyebabnya di log",
     "A fault of ours. The cause is in the log under the call's trace id, never in the answer."},
    {Reason::kCapaianOutdated, StatusCode::kFailedPrecondition, "CAPAIAN_OUTDATED",
     "the capaian of the office-year were computed from another plan, or never; call "
     "RefreshCapaian",
     "capaian tahun itu dihitung dari rencana lain, atau belum dihitung; panggil RefreshCapaian",
     "A report would mix two moments: its agreements and its capaian do not belong together."},
    {Reason::kStorageLow, StatusCode::kResourceExhausted, "STORAGE_LOW",
     "the server's disk is almost full; reading goes on, repeat the write when there is space "
     "again",
     "ruang simpan peladen hampir penuh; data tetap dapat dibaca, ulangi penulisan setelah ruang "
     "tersedia",
     "A write would eat the disk reserve; nothing was written. The operator makes space."},
    {Reason::kWrongState, StatusCode::kFailedPrecondition, "WRONG_STATE",
     "the document's state does not allow this step",
     "status dokumen tidak memungkinkan langkah ini",
     "Metadata: state (what it is), required (what the step follows)."},
    {Reason::kDutyConflict, StatusCode::kPermissionDenied, "DUTY_CONFLICT",
     "the person may not do this after what he did or holds",
     "orang ini tidak boleh melakukan langkah ini karena tugas lain yang dipegang atau "
     "dilakukannya",
     "Separation of duties by person. Metadata: duty (asked for), conflict (held or done)."},
    {Reason::kPeriodClosed, StatusCode::kFailedPrecondition, "PERIOD_CLOSED",
     "the month is closed; date the entry in an open one",
     "bulan itu sudah ditutup; bukukan pada bulan yang terbuka",
     "Nothing can be dated in a closed month. Metadata: month (\"2017-06\")."},
    {Reason::kPeriodNotOver, StatusCode::kFailedPrecondition, "PERIOD_NOT_OVER",
     "the month is not over", "bulan itu belum berakhir",
     "A month closes on or after its last day. Metadata: month."},
    {Reason::kAmountExceeded, StatusCode::kFailedPrecondition, "AMOUNT_EXCEEDED",
     "the amount is more than there is to take from",
     "jumlah melebihi yang tersedia pada sumbernya",
     "More than a bill, contract, payment or cash account has. Metadata: account or document, "
     "saldo, "
     "shortfall."},
    {Reason::kAlreadyReversed, StatusCode::kFailedPrecondition, "ALREADY_REVERSED",
     "the transaction was undone before", "transaksi itu sudah pernah dibalik",
     "A transaction is undone once; correct what stands in its place. Metadata: by (the "
     "correction)."},
    {Reason::kDocumentExpired, StatusCode::kFailedPrecondition, "DOCUMENT_EXPIRED",
     "the document's last day is over", "masa berlaku dokumen sudah habis",
     "No step follows after a document's last day; its reservation is released. Metadata: until."},
    {Reason::kRevisionBelowRealised, StatusCode::kFailedPrecondition, "REVISION_BELOW_REALISED",
     "a pagu would fall below what is bound and spent on its line",
     "pagu akan lebih kecil daripada yang sudah terikat dan terpakai pada barisnya",
     "Metadata of the first such line: line, floor, shortfall; every one is listed."},
};

}  // namespace

const std::vector<ReasonInfo>& Catalogue() {
  static const std::vector<ReasonInfo>* const catalogue =
      new std::vector<ReasonInfo>(std::begin(kCatalogue), std::end(kCatalogue));
  return *catalogue;
}

const ReasonInfo& Info(Reason reason) {
  return Catalogue().at(static_cast<size_t>(reason));
}

}  // namespace sakip::fault

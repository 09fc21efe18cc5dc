#include "common/sheet/zip_reader.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <utility>

#include "common/sheet/collector.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"

namespace sakip::sheet {
namespace {

constexpr size_t kNameBytesMax = 255;
constexpr size_t kPieceBytes = size_t{64} << 10;
constexpr size_t kRatioFree = size_t{1} << 20;  // small parts may repeat themselves
constexpr uLong kEncrypted = 1;                 // general purpose flag
constexpr uLong kMadeByUnix = 3;
constexpr uLong kFileKind = 0170000;
constexpr uLong kSymbolicLink = 0120000;

struct Memory {
  std::string_view bytes;
  size_t position = 0;
};

Memory& MemoryOf(voidpf stream) {
  return *static_cast<Memory*>(stream);
}

voidpf OpenMemory(voidpf opaque, const void*, int) {
  return opaque;
}

uLong ReadMemory(voidpf, voidpf stream, void* out, uLong size) {
  Memory& memory = MemoryOf(stream);
  const size_t length = std::min<size_t>(size, memory.bytes.size() - memory.position);
  std::memcpy(out, memory.bytes.data() + memory.position, length);
  memory.position += length;
  return length;
}

uLong WriteMemory(voidpf, voidpf, const void*, uLong) {
  return 0;
}

ZPOS64_T TellMemory(voidpf, voidpf stream) {
  return MemoryOf(stream).position;
}

long SeekMemory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  Memory& memory = MemoryOf(stream);
  size_t base = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) {
    base = memory.position;
  } else if (origin == ZLIB_FILEFUNC_SEEK_END) {
    base = memory.bytes.size();
  }
  if (offset > memory.bytes.size() - base) {
    return -1;
  }
  memory.position = base + offset;
  return 0;
}

int Nothing(voidpf, voidpf) {
  return 0;
}

absl::Status Damaged() {
  return Refuse(0, "is a damaged archive", "arsip rusak");
}

absl::Status Odd() {
  return Refuse(0, "is an archive with unusual entries; save it again as an Excel workbook",
                "arsip memuat entri yang tidak lazim; simpan ulang sebagai buku kerja Excel");
}

std::string Lower(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return lower;
}

bool StaysInside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos ||
      name.find(':') != std::string_view::npos || text::HasControlOrBidi(name)) {
    return false;
  }
  while (!name.empty()) {
    const std::string_view segment = name.substr(0, name.find('/'));
    if (segment == ".." || segment == ".") {
      return false;
    }
    name.remove_prefix(std::min(segment.size() + 1, name.size()));
  }
  return true;
}

}  // namespace

struct ZipReader::State {
  explicit State(const Limits& most) : limits(most) {}

  const Limits& limits;
  Memory memory;
  unzFile zip = nullptr;
  std::map<std::string, unz64_file_pos, std::less<>> parts;
  size_t inflated = 0;
};

ZipReader::ZipReader(const Limits& limits) : state_(std::make_unique<State>(limits)) {}

ZipReader::~ZipReader() {
  if (state_->zip != nullptr) {
    unzClose(state_->zip);
  }
}

absl::StatusOr<std::unique_ptr<ZipReader>> ZipReader::Open(std::string_view bytes,
                                                           const Limits& limits) {
  std::unique_ptr<ZipReader> reader(new ZipReader(limits));
  reader->state_->memory.bytes = bytes;
  zlib_filefunc64_def functions = {.zopen64_file = OpenMemory,
                                   .zread_file = ReadMemory,
                                   .zwrite_file = WriteMemory,
                                   .ztell64_file = TellMemory,
                                   .zseek64_file = SeekMemory,
                                   .zclose_file = Nothing,
                                   .zerror_file = Nothing,
                                   .opaque = &reader->state_->memory};
  reader->state_->zip = unzOpen2_64("", &functions);
  RETURN_IF_ERROR(reader->List());
  return reader;
}

absl::Status ZipReader::List() {
  unz_global_info64 info = {};
  if (state_->zip == nullptr || unzGetGlobalInfo64(state_->zip, &info) != UNZ_OK ||
      info.number_entry == 0) {
    return Damaged();
  }
  if (info.number_entry > state_->limits.zip_entries) {
    const std::string most = std::to_string(state_->limits.zip_entries);
    return Refuse(0, "is an archive of more than " + most + " entries",
                  "arsip memuat lebih dari " + most + " entri");
  }
  int moved = unzGoToFirstFile(state_->zip);
  for (; moved == UNZ_OK; moved = unzGoToNextFile(state_->zip)) {
    RETURN_IF_ERROR(AddCurrent());
  }
  return moved == UNZ_END_OF_LIST_OF_FILE ? absl::OkStatus() : Damaged();
}

absl::Status ZipReader::AddCurrent() {
  unz_file_info64 info = {};
  std::array<char, kNameBytesMax> name = {};
  unz64_file_pos position = {};
  if (unzGetCurrentFileInfo64(state_->zip, &info, name.data(), name.size(), nullptr, 0, nullptr,
                              0) != UNZ_OK ||
      unzGetFilePos64(state_->zip, &position) != UNZ_OK) {
    return Damaged();
  }
  const bool link =
      (info.version >> 8) == kMadeByUnix && ((info.external_fa >> 16) & kFileKind) == kSymbolicLink;
  if ((info.flag & kEncrypted) != 0 || link || info.size_filename > name.size()) {
    return Odd();
  }
  const std::string_view stored(name.data(), info.size_filename);
  if (!StaysInside(stored) || !state_->parts.emplace(Lower(stored), position).second) {
    return Odd();
  }
  return absl::OkStatus();
}

bool ZipReader::Has(std::string_view name) const {
  return state_->parts.contains(Lower(name));
}

bool ZipReader::HasNameWith(std::string_view text) const {
  return std::any_of(state_->parts.begin(), state_->parts.end(), [text](const auto& part) {
    return part.first.find(text) != std::string::npos;
  });
}

absl::Status ZipReader::Inflate(std::string_view name,
                                absl::FunctionRef<absl::Status(std::string_view)> sink) {
  const auto part = state_->parts.find(Lower(name));
  if (part == state_->parts.end()) {
    return Refuse(0, "is no complete workbook: " + std::string(name) + " is missing",
                  "buku kerja tidak lengkap: " + std::string(name) + " tidak ada");
  }
  unz_file_info64 info = {};
  if (unzGoToFilePos64(state_->zip, &part->second) != UNZ_OK ||
      unzGetCurrentFileInfo64(state_->zip, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK ||
      unzOpenCurrentFile(state_->zip) != UNZ_OK) {
    return Damaged();
  }
  const absl::Status pumped = Pump(static_cast<size_t>(info.compressed_size),
                                   static_cast<size_t>(info.uncompressed_size), sink);
  const int closed = unzCloseCurrentFile(state_->zip);  // compares the checksum
  RETURN_IF_ERROR(pumped);
  return closed == UNZ_OK ? absl::OkStatus() : Damaged();
}

absl::Status ZipReader::Pump(size_t packed, size_t claimed,
                             absl::FunctionRef<absl::Status(std::string_view)> sink) {
  const Limits& limits = state_->limits;
  std::string piece(kPieceBytes, '\0');
  size_t total = 0;
  for (;;) {
    const int length =
        unzReadCurrentFile(state_->zip, piece.data(), static_cast<unsigned>(piece.size()));
    if (length < 0) {
      return Damaged();
    }
    if (length == 0) {
      // Minizip compares the checksum only of a part as long as its header claims.
      return total == claimed ? absl::OkStatus() : Damaged();
    }
    total += static_cast<size_t>(length);
    state_->inflated += static_cast<size_t>(length);
    if (state_->inflated > limits.inflated_bytes ||
        (total > kRatioFree && total / limits.inflate_ratio > packed)) {
      return Refuse(0, "is too large when unpacked", "terlalu besar setelah dimekarkan");
    }
    RETURN_IF_ERROR(sink(std::string_view(piece.data(), static_cast<size_t>(length))));
  }
}

}  // namespace sakip::sheet

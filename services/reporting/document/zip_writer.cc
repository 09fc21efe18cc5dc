#include "services/reporting/document/zip_writer.h"

#include <minizip/zip.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "absl/status/status.h"

namespace sakip::document {
namespace {

// The file minizip writes to.
struct Memory {
  std::string bytes;
  std::size_t position = 0;
};

Memory& MemoryOf(voidpf stream) {
  return *static_cast<Memory*>(stream);
}

voidpf OpenMemory(voidpf opaque, const void*, int) {
  return opaque;
}

uLong ReadMemory(voidpf, voidpf stream, void* out, uLong size) {
  Memory& memory = MemoryOf(stream);
  const std::size_t length = std::min<std::size_t>(size, memory.bytes.size() - memory.position);
  std::memcpy(out, memory.bytes.data() + memory.position, length);
  memory.position += length;
  return length;
}

uLong WriteMemory(voidpf, voidpf stream, const void* bytes, uLong size) {
  Memory& memory = MemoryOf(stream);
  const std::size_t overlap = std::min<std::size_t>(size, memory.bytes.size() - memory.position);
  memory.bytes.replace(memory.position, overlap, static_cast<const char*>(bytes), size);
  memory.position += size;
  return size;
}

ZPOS64_T TellMemory(voidpf, voidpf stream) {
  return MemoryOf(stream).position;
}

long SeekMemory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  Memory& memory = MemoryOf(stream);
  std::size_t base = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) {
    base = memory.position;
  } else if (origin == ZLIB_FILEFUNC_SEEK_END) {
    base = memory.bytes.size();
  }
  if (base + offset > memory.bytes.size()) {
    return -1;
  }
  memory.position = base + offset;
  return 0;
}

int CloseMemory(voidpf, voidpf) {
  return 0;
}

int NoError(voidpf, voidpf) {
  return 0;
}

tm_zip ZipDate(std::string_view date) {
  const auto number = [date](std::size_t begin, std::size_t length) {
    uInt value = 0;
    const std::string_view digits = date.substr(std::min(begin, date.size()), length);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  const uInt year = number(0, 4);
  if (year < 1980) {
    return {.tm_sec = 0, .tm_min = 0, .tm_hour = 0, .tm_mday = 1, .tm_mon = 0, .tm_year = 1980};
  }
  if (year > 2107) {
    return {.tm_sec = 0, .tm_min = 0, .tm_hour = 0, .tm_mday = 31, .tm_mon = 11, .tm_year = 2107};
  }
  return {.tm_sec = 0,
          .tm_min = 0,
          .tm_hour = 0,
          .tm_mday = number(8, 2),
          .tm_mon = number(5, 2) - 1,
          .tm_year = year};
}

}  // namespace

struct ZipWriter::State {
  Memory memory;
  zipFile zip = nullptr;
  tm_zip date = {};
  bool in_part = false;
  bool failed = false;
};

ZipWriter::ZipWriter(std::string_view date) : state_(std::make_unique<State>()) {
  zlib_filefunc64_def functions = {.zopen64_file = OpenMemory,
                                   .zread_file = ReadMemory,
                                   .zwrite_file = WriteMemory,
                                   .ztell64_file = TellMemory,
                                   .zseek64_file = SeekMemory,
                                   .zclose_file = CloseMemory,
                                   .zerror_file = NoError,
                                   .opaque = &state_->memory};
  state_->date = ZipDate(date);
  state_->zip = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  state_->failed = state_->zip == nullptr;
}

ZipWriter::~ZipWriter() {
  if (state_->zip != nullptr) {
    EndPart();
    zipClose(state_->zip, nullptr);
  }
}

void ZipWriter::BeginPart(const std::string& name, bool compress) {
  EndPart();
  if (state_->failed) {
    return;
  }
  const zip_fileinfo info = {
      .tmz_date = state_->date, .dosDate = 0, .internal_fa = 0, .external_fa = 0};
  state_->failed =
      zipOpenNewFileInZip(state_->zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                          compress ? Z_DEFLATED : 0, Z_DEFAULT_COMPRESSION) != ZIP_OK;
  state_->in_part = !state_->failed;
}

void ZipWriter::Write(std::string_view bytes) {
  constexpr std::size_t kMost = std::size_t{1} << 30;  // of one call: minizip counts in 32 bits
  for (; !bytes.empty() && !state_->failed; bytes.remove_prefix(std::min(bytes.size(), kMost))) {
    const auto length = static_cast<unsigned>(std::min(bytes.size(), kMost));
    state_->failed = zipWriteInFileInZip(state_->zip, bytes.data(), length) != ZIP_OK;
  }
}

void ZipWriter::EndPart() {
  if (state_->in_part && zipCloseFileInZip(state_->zip) != ZIP_OK) {
    state_->failed = true;
  }
  state_->in_part = false;
}

absl::StatusOr<std::string> ZipWriter::Finish() {
  EndPart();
  if (state_->zip != nullptr && zipClose(state_->zip, nullptr) != ZIP_OK) {
    state_->failed = true;
  }
  state_->zip = nullptr;
  if (state_->failed) {
    return absl::InternalError("minizip cannot write the archive");
  }
  return std::move(state_->memory.bytes);
}

}  // namespace sakip::document

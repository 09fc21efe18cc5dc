#include "common/sheet/workbook_builder.h"

#include <zlib.h>

#include <cstdlib>
#include <utility>

namespace sakip::sheet {
namespace {

constexpr std::string_view kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/";

void Put(std::string& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
}

std::string Deflate(const std::string& bytes) {
  z_stream stream = {};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    std::abort();
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
    std::abort();
  }
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// What local and central header have in common.
std::string Common(const ZipEntry& entry, size_t packed) {
  std::string out;
  Put(out, 20, 2);  // version needed
  Put(out, entry.flags, 2);
  Put(out, entry.deflate ? 8 : 0, 2);
  Put(out, 0x21'0000, 4);  // 1980-01-01
  const uLong checksum = crc32(0, reinterpret_cast<const Bytef*>(entry.bytes.data()),
                               static_cast<uInt>(entry.bytes.size()));
  Put(out, entry.checksum.value_or(static_cast<uint32_t>(checksum)), 4);
  Put(out, packed, 4);
  Put(out, entry.claimed_size.value_or(static_cast<uint32_t>(entry.bytes.size())), 4);
  Put(out, entry.name.size(), 2);
  Put(out, 0, 2);  // extra field
  return out;
}

std::string Text(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    out += part;
  }
  return out;
}

std::string Relationships(std::string_view inside) {
  return Text(
      {kXml, "<Relationships xmlns=\"", kPackage, "relationships\">", inside, "</Relationships>"});
}

std::string Relationship(std::string_view id, std::string_view type, std::string_view target) {
  return Text({"<Relationship Id=\"", id, "\" Type=\"", kOffice, "/", type, "\" Target=\"", target,
               "\"/>"});
}

std::string Main(std::string_view root, std::string_view inside) {
  return Text({kXml, "<", root, " xmlns=\"", kMain, "\" xmlns:r=\"", kOffice, "\">", inside, "</",
               root, ">"});
}

std::string ContentTypes() {
  return Text({kXml, "<Types xmlns=\"", kPackage, "content-types\">",
               R"(<Default Extension="xml" ContentType="application/xml"/>)",
               R"(<Override PartName="/xl/workbook.xml" ContentType="application/)",
               "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"});
}

std::string Styles() {
  return Main(
      "styleSheet",
      R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts>)"
      R"(<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>)"
      R"(<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)"
      R"(<xf numFmtId="4"/><xf numFmtId="20"/></cellXfs>)");
}

}  // namespace

std::string BuildZip(const std::vector<ZipEntry>& entries) {
  std::string out;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const std::string packed = entry.deflate ? Deflate(entry.bytes) : entry.bytes;
    const std::string common = Common(entry, packed.size());
    Put(directory, 0x02014b50, 4);
    Put(directory, entry.made_by, 2);
    directory += common;
    Put(directory, 0, 6);  // comment, disk, internal attributes
    Put(directory, entry.attributes, 4);
    Put(directory, out.size(), 4);
    directory += entry.name;
    Put(out, 0x04034b50, 4);
    out += common;
    out += entry.name;
    out += packed;
  }
  const size_t start = out.size();
  out += directory;
  Put(out, 0x06054b50, 4);
  Put(out, 0, 4);  // disks
  Put(out, entries.size(), 2);
  Put(out, entries.size(), 2);
  Put(out, directory.size(), 4);
  Put(out, start, 4);
  Put(out, 0, 2);  // comment
  return out;
}

std::vector<ZipEntry> BookParts(std::string_view rows, std::string_view after,
                                const std::vector<std::string>& strings) {
  std::string items;
  for (const std::string& one : strings) {
    items += "<si>" + one + "</si>";
  }
  const std::string links = Relationship("rId1", "worksheet", "worksheets/sheet1.xml") +
                            Relationship("rId2", "styles", "styles.xml") +
                            Relationship("rId3", "sharedStrings", "/xl/sharedStrings.xml");
  return {
      {"[Content_Types].xml", ContentTypes()},
      {"_rels/.rels", Relationships(Relationship("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       Main("workbook",
            R"(<workbookPr/><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets>)")},
      {"xl/_rels/workbook.xml.rels", Relationships(links)},
      {std::string(kSheetPart),
       Main("worksheet", Text({"<sheetData>", rows, "</sheetData>", after}))},
      {"xl/styles.xml", Styles()},
      {"xl/sharedStrings.xml", Main("sst", items)},
  };
}

std::string& PartOf(std::vector<ZipEntry>& entries, std::string_view name) {
  for (ZipEntry& entry : entries) {
    if (entry.name == name) {
      return entry.bytes;
    }
  }
  std::abort();
}

void Replace(std::string& text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  if (at == std::string::npos) {
    std::abort();
  }
  text.replace(at, from.size(), to);
}

}  // namespace sakip::sheet

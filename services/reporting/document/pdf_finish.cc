#define POINTERHOLDER_TRANSITION 4  // qpdf: std::shared_ptr throughout
#include "services/reporting/document/pdf_finish.h"

#include <exception>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace sakip::document {
namespace {

// A header cell heads its column: readers say its name before a figure below it.
void SetScope(QPDFObjectHandle header_cell) {
  QPDFObjectHandle attributes = QPDFObjectHandle::newDictionary();
  attributes.replaceKey("/O", QPDFObjectHandle::newName("/Table"));
  attributes.replaceKey("/Scope", QPDFObjectHandle::newName("/Column"));
  header_cell.replaceKey("/A", attributes);
}

// Structure elements in document order; our own file, so the tree is as shallow as we drew it.
void CompleteElements(QPDFObjectHandle element, const std::vector<std::string>& texts,
                      std::size_t& next) {
  if (!element.isDictionary()) {
    return;
  }
  if (element.getKey("/S").isNameAndEquals("/Figure") && next < texts.size()) {
    element.replaceKey("/Alt", QPDFObjectHandle::newUnicodeString(texts[next++]));
  }
  if (element.getKey("/S").isNameAndEquals("/TH")) {
    SetScope(element);
  }
  const QPDFObjectHandle kids = element.getKey("/K");
  if (QPDFObjectHandle array = kids; array.isArray()) {
    for (int i = 0; i < array.getArrayNItems(); ++i) {
      CompleteElements(array.getArrayItem(i), texts, next);
    }
  } else {
    CompleteElements(kids, texts, next);
  }
}

// Cairo hangs every element on the root; a tagged file has one element there, its document.
void GatherUnderDocument(QPDF& file, QPDFObjectHandle tree) {
  const QPDFObjectHandle kids = tree.getKey("/K");
  QPDFObjectHandle document = file.makeIndirectObject(QPDFObjectHandle::newDictionary());
  document.replaceKey("/Type", QPDFObjectHandle::newName("/StructElem"));
  document.replaceKey("/S", QPDFObjectHandle::newName("/Document"));
  document.replaceKey("/P", tree);
  document.replaceKey("/K", kids);
  tree.replaceKey("/K", document);
  if (QPDFObjectHandle array = kids; array.isArray()) {
    for (int i = 0; i < array.getArrayNItems(); ++i) {
      array.getArrayItem(i).replaceKey("/P", document);
    }
  } else if (QPDFObjectHandle only = kids; only.isDictionary()) {
    only.replaceKey("/P", document);
  }
}

std::string Rewrite(const std::string& pdf, const std::string& language,
                    const std::vector<std::string>& alternatives) {
  QPDF file;
  file.processMemoryFile("laporan.pdf", pdf.data(), pdf.size());
  QPDFObjectHandle root = file.getRoot();
  QPDFObjectHandle mark = QPDFObjectHandle::newDictionary();
  mark.replaceKey("/Marked", QPDFObjectHandle::newBool(true));
  root.replaceKey("/MarkInfo", mark);
  root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language));
  QPDFObjectHandle viewer = QPDFObjectHandle::newDictionary();
  viewer.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
  root.replaceKey("/ViewerPreferences", viewer);
  std::size_t next = 0;
  if (QPDFObjectHandle tree = root.getKey("/StructTreeRoot"); tree.isDictionary()) {
    CompleteElements(tree, alternatives, next);
    GatherUnderDocument(file, tree);
  }

  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

absl::StatusOr<std::string> FinishPdf(const std::string& pdf, const std::string& language,
                                      const std::vector<std::string>& alternatives) {
  try {
    return Rewrite(pdf, language, alternatives);
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat("qpdf: ", error.what()));
  }
}

}  // namespace sakip::document

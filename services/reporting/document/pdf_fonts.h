#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FONTS_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FONTS_H_

#include <pango/pangocairo.h>

#include <memory>

#include "absl/status/statusor.h"

namespace sakip::document {

struct GObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};

// The eight Liberation faces and nothing else: a character they lack is drawn as a box with its
// code, on every machine alike. One per document; not for use by two threads at once.
class FontSet {
 public:
  // FAILED_PRECONDITION when a face is missing.
  static absl::StatusOr<std::unique_ptr<FontSet>> Create();

  PangoContext* context() const { return context_.get(); }

 private:
  FontSet() = default;

  std::unique_ptr<PangoFontMap, GObjectUnref> map_;
  std::unique_ptr<PangoContext, GObjectUnref> context_;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FONTS_H_

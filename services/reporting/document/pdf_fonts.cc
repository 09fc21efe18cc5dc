#include "services/reporting/document/pdf_fonts.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include <map>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define SAKIP_HAS_LSAN 1
#endif
#endif

namespace sakip::document {
namespace {

struct FcDelete {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
template <class T>
using FcPtr = std::unique_ptr<T, FcDelete>;

std::string Text(const FcPattern* pattern, const char* object) {
  FcChar8* text = nullptr;
  return FcPatternGetString(pattern, object, 0, &text) == FcResultMatch
             ? std::string(reinterpret_cast<const char*>(text))
             : std::string();
}

// Style name -> file. The same face may be installed twice: the first path in order wins, so that
// the choice does not depend on the order of a directory.
std::map<std::string, std::string> Faces(const char* family) {
  const FcPtr<FcPattern> pattern(FcPatternCreate());
  FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  const FcPtr<FcObjectSet> objects(FcObjectSetBuild(FC_FILE, FC_STYLE, nullptr));
  const FcPtr<FcFontSet> fonts(FcFontList(nullptr, pattern.get(), objects.get()));
  std::map<std::string, std::string> faces;
  for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
    const std::string file = Text(fonts->fonts[i], FC_FILE);
    std::string& chosen = faces[Text(fonts->fonts[i], FC_STYLE)];
    if (chosen.empty() || file < chosen) {
      chosen = file;
    }
  }
  return faces;
}

absl::StatusOr<FcPtr<FcConfig>> LoadFaces() {
#ifdef SAKIP_HAS_LSAN
  const __lsan::ScopedDisabler
      disabler;  // fontconfig keeps offsets, which a leak check can't follow
#endif
  FcPtr<FcConfig> config(FcConfigCreate());
  for (const char* family : {"Liberation Serif", "Liberation Sans"}) {
    std::map<std::string, std::string> faces = Faces(family);
    for (const char* style : {"Regular", "Bold", "Italic", "Bold Italic"}) {
      const std::string file = faces[style];
      if (file.empty() ||
          !FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(file.c_str()))) {
        return absl::FailedPreconditionError(
            absl::StrCat("font ", family, " ", style,
                         " is not installed: install the package fonts-liberation2"));
      }
    }
  }
  return config;
}

// One for the process, never freed: pango 1.50 keeps a reference to each one it was given. Nobody
// changes it after it is made, and fontconfig locks its reference count.
absl::StatusOr<FcConfig*> LiberationOnly() {
  static std::mutex mutex;
  static FcConfig* shared = nullptr;
  const std::lock_guard lock(mutex);
  if (shared == nullptr) {
    absl::StatusOr<FcPtr<FcConfig>> config = LoadFaces();
    if (!config.ok()) {
      return config.status();
    }
    shared = config->release();
  }
  return shared;
}

}  // namespace

absl::StatusOr<std::unique_ptr<FontSet>> FontSet::Create() {
  const absl::StatusOr<FcConfig*> config = LiberationOnly();
  if (!config.ok()) {
    return config.status();
  }
  std::unique_ptr<FontSet> fonts(new FontSet);
  fonts->map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (fonts->map_ == nullptr) {
    return absl::InternalError("pango was built without FreeType fonts");
  }
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map_.get()), *config);
  fonts->context_.reset(pango_font_map_create_context(fonts->map_.get()));
  PangoContext* context = fonts->context_.get();
  // One unit is one point; positions are not rounded to a screen's pixels, or letters stand
  // unevenly in print.
  pango_cairo_context_set_resolution(context, 72);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  pango_context_set_language(context, pango_language_from_string("id"));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  return fonts;
}

}  // namespace sakip::document

#include "services/reporting/document/xlsx_writer.h"

#include <gtest/gtest.h>

#include "services/reporting/document/sample_document.h"

namespace sakip::document {
namespace {

TEST(Xlsx, SameDocumentSameBytes) {
  const auto first = WriteXlsx(SampleDocument());
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(*WriteXlsx(SampleDocument()), *first);
}

}  // namespace
}  // namespace sakip::document

#include "common/rpc/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/limits.h"
#include "common/rpc/notes_service.h"
#include "common/rpc/testing.h"

namespace sakip::rpc {
namespace {

using testing::ElementsAre;

class PageTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 5; ++i) {
      ASSERT_THAT(server_.Call<v1::PutNoteResponse>(
                      "PutNote", PutRequest(i + 1, "isi", absl::StrCat("satker/6474/note/", i))),
                  IsOk());
    }
    request_.set_parent("satker/6474");
    request_.set_page_size(2);
  }
  absl::StatusOr<v1::ListNotesResponse> List() {
    return server_.Call<v1::ListNotesResponse>("ListNotes", request_);
  }
  std::vector<std::string> BrokenFields() { return FieldsOf(List().status()); }

  Notes notes_;
  TestServer server_{{notes_.Methods()}};
  v1::ListNotesRequest request_;
};

TEST_F(PageTest, PagesCoverEverythingOnce) {
  std::vector<std::string> names;
  int pages = 0;
  for (; pages < 10; ++pages) {
    const auto response = List();
    ASSERT_THAT(response, IsOk());
    names.insert(names.end(), response->names().begin(), response->names().end());
    if (response->next_page_token().empty()) {
      break;
    }
    request_.set_page_token(response->next_page_token());
  }
  EXPECT_EQ(pages, 2);
  EXPECT_THAT(names, ElementsAre("satker/6474/note/0", "satker/6474/note/1", "satker/6474/note/2",
                                 "satker/6474/note/3", "satker/6474/note/4"));
}

TEST_F(PageTest, SizeIsClampedAndNegativeRefused) {
  for (const int size : {0, 6, 501, INT32_MAX}) {
    request_.set_page_size(size);
    const auto response = List();
    ASSERT_THAT(response, IsOk()) << size;
    EXPECT_EQ(response->names_size(), 5) << size;
  }
  request_.set_page_size(-1);
  EXPECT_THAT(BrokenFields(), ElementsAre("page_size"));
}

TEST_F(PageTest, EveryEditOfATokenIsRefused) {
  const std::string token = List()->next_page_token();
  for (size_t i = 0; i < token.size(); ++i) {
    std::string edited = token;
    edited[i] = edited[i] == 'A' ? 'B' : 'A';
    request_.set_page_token(edited);
    EXPECT_THAT(BrokenFields(), ElementsAre("page_token")) << i;
  }
  for (const std::string& edited : {token + "A", token.substr(1), std::string("A")}) {
    request_.set_page_token(edited);
    EXPECT_THAT(BrokenFields(), ElementsAre("page_token")) << edited;
  }
}

TEST_F(PageTest, ATokenBelongsToItsArgumentsAndItsCaller) {
  request_.set_page_token(List()->next_page_token());
  request_.set_page_size(3);  // may change
  EXPECT_THAT(List(), IsOk());
  request_.set_filter("other");
  EXPECT_THAT(BrokenFields(), ElementsAre("page_token"));
  request_.clear_filter();
  Principal other = TestPrincipal();
  other.account = "akun/lain";
  server_.ActAs(other);
  EXPECT_THAT(BrokenFields(), ElementsAre("page_token"));
}

TEST_F(PageTest, ATokenLivesForADay) {
  request_.set_page_token(List()->next_page_token());
  server_.clock().Advance(kPageTokenLifeUs);
  EXPECT_THAT(List(), IsOk());
  server_.clock().Advance(1);
  EXPECT_THAT(BrokenFields(), ElementsAre("page_token"));
}

}  // namespace
}  // namespace sakip::rpc

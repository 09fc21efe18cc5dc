#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/changes.h"
#include "common/rpc/notes_service.h"
#include "common/rpc/testing.h"

namespace sakip::rpc {
namespace {

using testing::ElementsAre;

class FeedTest : public testing::Test {
 protected:
  void Put(int id, const std::string& name) {
    ASSERT_THAT(server_.Call<v1::PutNoteResponse>("PutNote", PutRequest(id, "isi", name)), IsOk());
  }
  ChangePage Changes(uint64_t after, size_t limit, std::string_view satker = {}) {
    const auto page = ListChanges(*server_.store().GetSnapshot(), after, limit, satker);
    EXPECT_THAT(page, IsOk());
    return page.value_or(ChangePage());
  }
  static std::vector<uint64_t> Cursors(const ChangePage& page) {
    std::vector<uint64_t> cursors;
    for (const auto& event : page.events) {
      cursors.push_back(event.cursor());
    }
    return cursors;
  }

  Notes notes_;
  TestServer server_{{notes_.Methods()}};
};

TEST_F(FeedTest, NumbersEventsDenselyInTheStoreAndPerOffice) {
  server_.ActAs({"akun/uji", "1", {{"OPERATOR_SATKER", "6474"}, {"OPERATOR_SATKER", "64"}}});
  Put(1, "satker/6474/note/a");
  Put(2, "satker/64/note/a");
  Put(3, "satker/6474/note/b");
  Put(3, "satker/6474/note/b");  // a replay is no event
  const ChangePage page = Changes(0, 10);
  EXPECT_THAT(Cursors(page), ElementsAre(1, 2, 3));
  EXPECT_EQ(page.next, 3U);
  EXPECT_EQ(page.events[2].satker(), "satker/6474");
  EXPECT_EQ(page.events[2].satker_number(), 2U);
  EXPECT_EQ(page.events[2].method(), "/sakip.rpctest.v1.NotesService/PutNote");
  EXPECT_THAT(page.events[2].resources(), ElementsAre("satker/6474/note/b"));
  EXPECT_EQ(page.events[2].time(), "2018-02-02T03:04:05.000000Z");

  EXPECT_THAT(Cursors(Changes(1, 1)), ElementsAre(2));
  EXPECT_THAT(Cursors(Changes(0, 10, "6474")), ElementsAre(1, 3));
  EXPECT_THAT(Cursors(Changes(0, 10, "64")), ElementsAre(2));  // not a prefix of 6474
  EXPECT_THAT(Cursors(Changes(1, 10, "6474")), ElementsAre(3));
}

TEST_F(FeedTest, AnEmptyPageKeepsTheCursor) {
  EXPECT_EQ(Changes(0, 10).next, 0U);
  EXPECT_EQ(Changes(41, 10).next, 41U);
  EXPECT_EQ(Changes(UINT64_MAX, 10).next, UINT64_MAX);
  EXPECT_TRUE(Changes(41, 10).events.empty());
}

}  // namespace
}  // namespace sakip::rpc

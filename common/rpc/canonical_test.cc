#include "common/rpc/canonical.h"

#include <gtest/gtest.h>

#include "common/rpc/crypto.h"
#include "testdata/mistakes.pb.h"
#include "testdata/notes.pb.h"

namespace sakip::rpc {
namespace {

namespace v1 = sakip::rpctest::v1;

v1::PutNoteRequest Request() {
  v1::PutNoteRequest request;
  request.set_name("satker/6474/note/a");
  request.set_text("isi");
  request.set_request_id("1");
  return request;
}

// Stored in idempotency records: a change of these bytes is a change of the stored format.
TEST(Canonical, BytesAreFixed) {
  v1::PutNoteRequest request;
  request.set_text("ab");
  request.set_mode(v1::MODE_THROW);
  EXPECT_EQ(EncodeHex(CanonicalBytes(request)),
            "00000002"
            "73"
            "0000000000000002"
            "6162"
            "00000005"
            "69"
            "0000000000000002");
  v1::RulesRequest rules;
  rules.add_pagu()->set_jumlah(-1);
  rules.set_maybe(0);
  EXPECT_EQ(EncodeHex(CanonicalBytes(rules)),
            "0000000d"
            "72"
            "0000000000000001"
            "6d"
            "000000000000000d"
            "00000001"
            "69"
            "ffffffffffffffff"
            "00000010"
            "69"
            "0000000000000000");
}

TEST(Canonical, AFingerprintIsOfTheContentOnly) {
  v1::PutNoteRequest other = Request();
  other.set_request_id("2");
  other.set_validate_only(true);
  EXPECT_EQ(Fingerprint(Request()), Fingerprint(other));
  other.set_text("lain");
  EXPECT_NE(Fingerprint(Request()), Fingerprint(other));
}

TEST(Canonical, MessagesOfDifferentTypesDiffer) {
  v1::GetNoteRequest get;
  get.set_name("x");
  v1::PutNoteRequest put;
  put.set_name("x");
  EXPECT_EQ(CanonicalBytes(get), CanonicalBytes(put));
  EXPECT_NE(Fingerprint(get), Fingerprint(put));
}

TEST(Canonical, NeighbouringTextsDoNotRunTogether) {
  v1::RulesRequest a;
  a.add_ids("xy");
  a.add_ids("z");
  v1::RulesRequest b;
  b.add_ids("x");
  b.add_ids("yz");
  EXPECT_NE(CanonicalBytes(a), CanonicalBytes(b));
}

TEST(Canonical, SaysWhatHasNoEncoding) {
  EXPECT_EQ(CanonicalError(*v1::PutNoteRequest::descriptor()), "");
  EXPECT_EQ(CanonicalError(*v1::MapRequest::descriptor()),
            "sakip.rpctest.v1.MapRequest.map is a map");
}

}  // namespace
}  // namespace sakip::rpc

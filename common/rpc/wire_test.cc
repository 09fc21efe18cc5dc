// What a hostile or broken client sends, through a raw stub.
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "common/rpc/byte_buffer.h"
#include "common/rpc/canonical.h"
#include "common/rpc/crypto.h"
#include "common/rpc/limits.h"
#include "common/rpc/notes_service.h"
#include "common/rpc/records.h"
#include "common/rpc/status.h"
#include "common/rpc/testing.h"
#include "grpc/reflection/v1/reflection.pb.h"

namespace sakip::rpc {
namespace {

using fault::Reason;

// A stream on a unary method, one operation at a time.
class RawStream {
 public:
  RawStream(std::shared_ptr<grpc::ChannelInterface> channel, const std::string& method)
      : stub_(std::move(channel)) {
    context_.set_deadline(
        gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_seconds(30, GPR_TIMESPAN)));
    stream_ = stub_.PrepareCall(&context_, method, &queue_);
    stream_->StartCall(nullptr);
    Next();
  }
  ~RawStream() {
    context_.TryCancel();
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }
  bool Send(std::string_view bytes) {
    stream_->Write(ToBuffer(bytes), nullptr);
    return Next();
  }
  bool HalfClose() {
    stream_->WritesDone(nullptr);
    return Next();
  }
  std::optional<std::string> Receive() {
    grpc::ByteBuffer buffer;
    stream_->Read(&buffer, nullptr);
    std::string bytes;
    return Next() && FromBuffer(buffer, bytes) ? std::optional<std::string>(bytes) : std::nullopt;
  }
  absl::Status Finish() {
    grpc::Status status;
    stream_->Finish(&status, nullptr);
    Next();
    return FromWire(status);
  }

 private:
  bool Next() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
};

class WireTest : public testing::Test {
 protected:
  void Start(std::function<void(ServerOptions&)> change = nullptr) {
    server_ = std::make_unique<TestServer>(std::vector<MethodTable>{notes_.Methods()},
                                           TestServer::Options{.change = std::move(change)});
  }
  std::unique_ptr<RawStream> Open(const std::string& method = "PutNote") {
    return std::make_unique<RawStream>(server_->server().InProcessChannel(),
                                       server_->FullName(method));
  }
  absl::Status SendBytes(const std::string& bytes, const std::string& method = "PutNote") {
    std::string response;
    return server_->client().CallBytes(server_->FullName(method), bytes, TestServer::CallOptions(),
                                       &response);
  }
  void ExpectNoEffect() {
    EXPECT_EQ(server_->store().GetSnapshot()->head().sequence, 0U);
    EXPECT_THAT(SendBytes(PutRequest(99).SerializeAsString()), IsOk());  // and still alive
  }

  Notes notes_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(WireTest, TwoMessagesAreRefused) {
  Start();
  auto stream = Open();
  EXPECT_TRUE(stream->Send(PutRequest(1).SerializeAsString()));
  stream->Send(PutRequest(1).SerializeAsString());
  EXPECT_THAT(stream->Finish(), IsRefused(Reason::kNotOneMessage));
  ExpectNoEffect();
}

TEST_F(WireTest, NoMessageIsRefused) {
  Start();
  auto stream = Open();
  stream->HalfClose();
  EXPECT_THAT(stream->Finish(), IsRefused(Reason::kNotOneMessage));
  ExpectNoEffect();
}

TEST_F(WireTest, ACallThatNeverSendsIsEnded) {
  Start([](ServerOptions& options) { options.receive_max = std::chrono::milliseconds(20); });
  EXPECT_THAT(Open()->Finish(), IsRefused(Reason::kDeadlineExceeded));
  auto half = Open();
  half->Send(PutRequest(1).SerializeAsString());  // but no half-close
  EXPECT_THAT(half->Finish(), IsRefused(Reason::kDeadlineExceeded));
  EXPECT_EQ(server_->store().GetSnapshot()->head().sequence, 0U);
}

TEST_F(WireTest, ManyCancelledCallsLeaveTheServerWell) {
  Start();
  for (int i = 0; i < 100; ++i) {
    Open();  // cancelled at once
  }
  ExpectNoEffect();
}

TEST_F(WireTest, MalformedBytesAreRefused) {
  Start();
  const std::string good = PutRequest(1).SerializeAsString();
  for (const std::string& bytes :
       {std::string("\xff\xff\xff"), std::string("\x0a\x7f") + "short", good.substr(0, 7),
        std::string("\x12\x02\xff\xfe") /* text is not UTF-8 */}) {
    EXPECT_THAT(SendBytes(bytes), IsRefused(Reason::kMalformedRequest));
  }
  ExpectNoEffect();
}

TEST_F(WireTest, MessagesOverTheLimitAreRefused) {
  Start([](ServerOptions& options) { options.receive_bytes_max = 1000; });
  for (const size_t size : {size_t{1001}, kReceiveSlackBytes + 1001, size_t{3'000'000}}) {
    EXPECT_EQ(SendBytes(std::string(size, 'x')).code(), absl::StatusCode::kResourceExhausted)
        << size;
  }
  EXPECT_THAT(SendBytes(std::string(1001, 'x')), IsRefused(Reason::kMessageTooLarge));
  ExpectNoEffect();
}

TEST_F(WireTest, MessagesOfManyEmptyElementsAreRefusedUndecoded) {
  Start();
  std::string bytes;
  for (size_t i = 0; i <= kElementsMax; ++i) {
    bytes.append("\x0a\x00", 2);  // name: ""
  }
  EXPECT_THAT(SendBytes(bytes), IsRefused(Reason::kMessageTooLarge));
  ExpectNoEffect();
}

TEST_F(WireTest, FewUnknownFieldsAreIgnoredManyRefused) {
  Start();
  const std::string good = PutRequest(1).SerializeAsString();
  const auto unknown = [](size_t size) {  // field 200, length-delimited, size below 16,384
    return std::string("\xc2\x0c") + static_cast<char>((size & 0x7f) | 0x80) +
           static_cast<char>(size >> 7) + std::string(size, 'u');
  };
  EXPECT_THAT(SendBytes(good + unknown(2000)), IsRefused(Reason::kMalformedRequest));
  EXPECT_THAT(SendBytes(good + unknown(500)), IsOk());
  EXPECT_THAT(SendBytes(good), IsOk());  // the same content: a replay
  EXPECT_EQ(server_->store().GetSnapshot()->head().sequence, 1U);
  EXPECT_THAT(SendBytes(GetRequest().SerializeAsString() + unknown(2000), "GetNote"), IsOk());
}

TEST_F(WireTest, DuplicateIdentityMetadataCountsAsAbsent) {
  class KeyAuthenticator final : public Authenticator {
    absl::StatusOr<Identity> Authenticate(
        const std::function<std::string(std::string_view key)>& metadata) const override {
      if (metadata("authorization") != "Bearer uji") {
        return fault::Refuse(Reason::kNotAuthenticated, "", "");
      }
      return Identity{TestPrincipal(), ""};
    }
  } authenticator;
  Start([&](ServerOptions& options) { options.authenticator = &authenticator; });
  for (const int times : {1, 2}) {
    grpc::ClientContext context;
    for (int i = 0; i < times; ++i) {
      context.AddMetadata("authorization", "Bearer uji");
    }
    grpc::GenericStub stub(server_->server().InProcessChannel());
    grpc::CompletionQueue queue;
    const grpc::ByteBuffer request = ToBuffer(PutRequest(1).SerializeAsString());
    auto call = stub.PrepareUnaryCall(&context, server_->FullName("PutNote"), request, &queue);
    call->StartCall();
    grpc::ByteBuffer response;
    grpc::Status status;
    call->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    EXPECT_EQ(status.error_code(), times == 1 ? grpc::OK : grpc::UNAUTHENTICATED) << times;
  }
  server_.reset();
}

TEST_F(WireTest, TheCallersAddressIsTheSocketsAndGoesIntoTheAuditRecord) {
  class OriginAuthenticator final : public Authenticator {
    absl::StatusOr<Identity> Authenticate(
        const std::function<std::string(std::string_view key)>& metadata) const override {
      Principal principal = TestPrincipal();
      principal.origin = metadata(kPeerKey);
      return Identity{principal, ""};
    }
  } authenticator;
  Start([&](ServerOptions& options) {
    options.authenticator = &authenticator;
    options.listen_address = "127.0.0.1:0";
  });
  const Client outside(grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->server().port()),
                                           grpc::InsecureChannelCredentials()));
  const std::string method = server_->FullName("PutNote");
  for (const Client* client : {&outside, &server_->client()}) {
    const bool from_outside = client == &outside;
    EXPECT_THAT(client->Unary<v1::PutNoteResponse>(method, PutRequest(from_outside ? 1 : 2),
                                                   TestServer::CallOptions()),
                IsOk());
  }
  const auto entries = server_->store().GetSnapshot()->List(kAuditTable, {}, 10);
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->size(), 2U);
  for (const size_t i : {0U, 1U}) {
    sakip::storage::v1::AuditRecord record;
    ASSERT_TRUE(record.ParseFromString((*entries)[i].value));
    EXPECT_EQ(record.origin(), i == 0 ? "127.0.0.1" : "");
    record.clear_digest();
    sakip::storage::v1::AuditRecord whole;
    ASSERT_TRUE(whole.ParseFromString((*entries)[i].value));
    EXPECT_EQ(Sha256(CanonicalBytes(record)), whole.digest());
  }
  server_.reset();
}

TEST_F(WireTest, ReflectionTellsOfTheServersOwnServicesOnly) {
  using grpc::reflection::v1::ServerReflectionRequest;
  using grpc::reflection::v1::ServerReflectionResponse;
  Start([](ServerOptions& options) { options.reflection = true; });
  const auto ask = [](RawStream& stream, const ServerReflectionRequest& request) {
    ServerReflectionResponse response;
    EXPECT_TRUE(stream.Send(request.SerializeAsString()));
    response.ParseFromString(stream.Receive().value_or(""));
    return response;
  };
  for (const char* version : {"v1", "v1alpha"}) {
    RawStream stream(
        server_->server().InProcessChannel(),
        absl::StrCat("/grpc.reflection.", version, ".ServerReflection/ServerReflectionInfo"));
    ServerReflectionRequest request;
    request.set_list_services("");
    const auto list = ask(stream, request).list_services_response();
    ASSERT_EQ(list.service_size(), 2);
    EXPECT_EQ(list.service(1).name(), "sakip.rpctest.v1.NotesService");
    request.set_file_containing_symbol("sakip.rpctest.v1.NotesService");
    EXPECT_GE(ask(stream, request).file_descriptor_response().file_descriptor_proto_size(), 4);
    request.set_file_by_filename("sakip/common/v1/options.proto");
    EXPECT_TRUE(ask(stream, request).has_file_descriptor_response());
    request.set_file_containing_symbol("sakip.storage.v1.AuditRecord");
    EXPECT_TRUE(ask(stream, request).has_error_response());
    EXPECT_TRUE(stream.HalfClose());
    EXPECT_THAT(stream.Finish(), IsOk());
  }
}

}  // namespace
}  // namespace sakip::rpc

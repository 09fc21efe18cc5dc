#ifndef SAKIP_COMMON_RPC_NOTES_SERVICE_H_
#define SAKIP_COMMON_RPC_NOTES_SERVICE_H_

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/rpc/changes.h"
#include "common/rpc/handler.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "testdata/notes.pb.h"

// The service of common/rpc's own tests.
namespace sakip::rpc {

namespace v1 = sakip::rpctest::v1;

inline constexpr store::Table kNotes{.id = 1, .name = "notes"};

// Handlers stand at it until it is opened.
class Gate {
 public:
  void Open() {
    const std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void Pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void AwaitWaiting(int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this, count] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

struct Notes {
  Gate gate;
  std::atomic<int> prepared{0};
  std::atomic<bool> dependency_down = false;  // of a preparation

  MethodTable Methods() {
    MethodTable table("sakip.rpctest.v1.NotesService");
    table.Mutation<v1::PutNoteRequest, v1::PutNoteResponse>("PutNote", PutNote);
    table.PreparedMutation<v1::PrepareNoteRequest, v1::PrepareNoteResponse, std::string>(
        "PrepareNote",
        [this](const Call&, const v1::PrepareNoteRequest&) -> absl::StatusOr<std::string> {
          if (dependency_down) {
            return fault::Refuse(fault::Reason::kDependencyDown, "", "");
          }
          return absl::StrCat("prepared ", ++prepared);
        },
        [](store::Txn& txn, const Call& call, const v1::PrepareNoteRequest& request,
           const std::string& text) -> absl::StatusOr<v1::PrepareNoteResponse> {
          RETURN_IF_ERROR(txn.Put(kNotes, request.name(), text));
          call.Changed(request.name());
          v1::PrepareNoteResponse response;
          response.set_text(text);
          return response;
        });
    table.Read<v1::GetNoteRequest, v1::GetNoteResponse>("GetNote", GetNote);
    table.Read<v1::ListNotesRequest, v1::ListNotesResponse>("ListNotes", ListNotes);
    table.LongRead<v1::WaitNoteRequest, v1::WaitNoteResponse>(
        "WaitNote", [this](const store::Reader&, const Call&, const v1::WaitNoteRequest&) {
          gate.Pass();
          return absl::StatusOr<v1::WaitNoteResponse>(v1::WaitNoteResponse());
        });
    return table;
  }

  static absl::StatusOr<v1::PutNoteResponse> PutNote(store::Txn& txn, const Call& call,
                                                     const v1::PutNoteRequest& request) {
    ASSIGN_OR_RETURN(auto count, txn.Get(kNotes, "count"));
    const std::string next = (count.has_value() ? *count : std::string()) + "x";
    RETURN_IF_ERROR(txn.Put(kNotes, "count", next));
    RETURN_IF_ERROR(txn.Put(kNotes, request.name(), request.text()));
    call.Changed(request.name());
    v1::PutNoteResponse response;
    response.set_text(request.text());
    response.set_version(static_cast<int64_t>(next.size()));
    switch (request.mode()) {
      case v1::MODE_REFUSE:
        return fault::Refuse(fault::Reason::kPaguExceeded, "no", "tidak", {{"line", "01"}});
      case v1::MODE_THROW:
        throw std::runtime_error("secret detail");
      case v1::MODE_FAIL:
        return absl::FailedPreconditionError("secret detail");
      case v1::MODE_HUGE_ANSWER:
        response.set_text(std::string(2'000'000, 'x'));
        return response;
      default:
        return response;
    }
  }

  static absl::StatusOr<v1::GetNoteResponse> GetNote(const store::Reader& reader, const Call&,
                                                     const v1::GetNoteRequest& request) {
    ASSIGN_OR_RETURN(auto text, reader.Get(kNotes, request.name()));
    if (!text.has_value()) {
      return fault::Refuse(fault::Reason::kNotFound, "", "");
    }
    v1::GetNoteResponse response;
    response.set_text(*text);
    return response;
  }

  static absl::StatusOr<v1::ListNotesResponse> ListNotes(const store::Reader& reader,
                                                         const Call& call,
                                                         const v1::ListNotesRequest& request) {
    ASSIGN_OR_RETURN(const Page page, StartPage(call, request));
    store::Range range = store::PrefixRange(request.parent() + "/");
    if (!page.after.empty()) {
      range.begin = page.after + '\0';
    }
    ASSIGN_OR_RETURN(const auto entries, reader.List(kNotes, range, page.size + 1));
    v1::ListNotesResponse response;
    for (const store::Entry& entry : entries) {
      if (static_cast<size_t>(response.names_size()) == page.size) {
        response.set_next_page_token(NextToken(page, response.names().rbegin()[0]));
        break;
      }
      response.add_names(entry.key);
    }
    return response;
  }
};

inline v1::PutNoteRequest PutRequest(int id, std::string text = "isi",
                                     std::string name = "satker/6474/note/a") {
  v1::PutNoteRequest request;
  request.set_name(std::move(name));
  request.set_text(std::move(text));
  request.set_request_id("00000000-0000-4000-8000-" +
                         absl::StrCat(absl::Dec(id, absl::kZeroPad12)));
  return request;
}

inline v1::GetNoteRequest GetRequest(std::string name = "satker/6474/note/a") {
  v1::GetNoteRequest request;
  request.set_name(std::move(name));
  return request;
}

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_NOTES_SERVICE_H_

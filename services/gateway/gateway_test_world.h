#ifndef SAKIP_SERVICES_GATEWAY_GATEWAY_TEST_WORLD_H_
#define SAKIP_SERVICES_GATEWAY_GATEWAY_TEST_WORLD_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/clock/clock.h"
#include "common/log/log.h"
#include "common/status/status_macros.h"
#include "common/store/memory_store.h"
#include "services/gateway/authenticator.h"
#include "services/gateway/dev_token.h"
#include "services/gateway/gateway_repository.h"
#include "services/gateway/refusal_audit.h"

namespace sakip::gateway {

// What the gateway's tests share: its store with the development accounts, a clock, the
// development issuer.
struct GatewayTestWorld {
  static constexpr int64_t kNowS = 1'517'540'645;  // 2018-02-02 in Jakarta

  GatewayTestWorld() {
    TokenAuthenticator::Parts parts{.store = store.get(),
                                    .clock = &clock,
                                    .logger = &logger,
                                    .internal_key = internal_key,
                                    .verifiers = {}};
    parts.verifiers.push_back(std::make_unique<DevTokenVerifier>(token_key));
    authenticator = std::make_unique<TokenAuthenticator>(std::move(parts));
    for (const Account& account :
         DevelopmentAccounts(period::Tanggal::ParseIso("2018-01-01").value())) {
      Add(account, account.name.substr(5));
    }
  }

  void Add(const Account& account, const std::string& subject) {
    const auto written = store->Update([&](store::Txn& txn) -> absl::Status {
      RETURN_IF_ERROR(PutAccount(txn, account));
      return PutSubject(txn, kDevelopmentIssuer, subject, account.name);
    });
    EXPECT_TRUE(written.ok()) << written.status();
  }

  std::string Token(std::string subject, int64_t expires_s = kNowS + 60) const {
    return MakeDevToken(token_key, {.subject = std::move(subject), .expires_s = expires_s}).value();
  }
  std::string Bearer(std::string subject) const { return "Bearer " + Token(std::move(subject)); }

  // Newest first, after what is queued was written.
  std::vector<Refusal> Refusals() {
    EXPECT_TRUE(store->Update([](store::Txn&) { return absl::OkStatus(); }).ok());
    return ListRefusals(*store->GetSnapshot(), 100).value();
  }

  const std::string token_key = std::string(32, 't');
  const std::string internal_key = std::string(32, 'i');
  clock::FakeClock clock{{.micros = kNowS * 1'000'000}};
  log::MemorySink sink;
  log::Logger logger{clock, sink};
  std::unique_ptr<store::Store> store = store::NewMemoryStore("gateway");
  RefusalAudit audit{*store, clock, logger, {.pending_max = 100, .per_second_max = 100}};
  std::unique_ptr<TokenAuthenticator> authenticator;
};

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_GATEWAY_TEST_WORLD_H_

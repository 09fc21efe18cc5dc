#include "common/store/chain.h"

#include <openssl/evp.h>

#include <cstdlib>

#include "common/store/big_endian.h"

namespace sakip::store {
namespace {

constexpr size_t kChainBytes = 32;
constexpr char kPut = 1;
constexpr char kDelete = 2;

// SHA-256 fails only when the crypto library is broken; going on would write a false chain.
void Require(int openssl_result) {
  if (openssl_result != 1) {
    std::abort();
  }
}

std::string RecordHead(char operation, uint8_t table_id, std::string_view key) {
  std::string head;
  head.push_back(operation);
  head.push_back(static_cast<char>(table_id));
  AppendBigEndian32(head, static_cast<uint32_t>(key.size()));
  head.append(key);
  return head;
}

}  // namespace

std::string EmptyChain() {
  return std::string(kChainBytes, '\0');
}

void ChainHasher::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

ChainHasher::ChainHasher(std::string_view previous, uint64_t sequence)
    : context_(EVP_MD_CTX_new()) {
  Require(context_ != nullptr ? 1 : 0);
  Require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
  Add(previous);
  std::string number;
  AppendBigEndian64(number, sequence);
  Add(number);
}

void ChainHasher::Put(uint8_t table_id, std::string_view key, std::string_view value) {
  std::string head = RecordHead(kPut, table_id, key);
  AppendBigEndian32(head, static_cast<uint32_t>(value.size()));
  Add(head);
  Add(value);
}

void ChainHasher::Delete(uint8_t table_id, std::string_view key) {
  Add(RecordHead(kDelete, table_id, key));
}

std::string ChainHasher::Finish() {
  std::string chain(kChainBytes, '\0');
  Require(
      EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(chain.data()), nullptr));
  return chain;
}

void ChainHasher::Add(std::string_view bytes) {
  Require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

}  // namespace sakip::store

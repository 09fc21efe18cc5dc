#ifndef SAKIP_COMMON_STORE_CHAIN_H_
#define SAKIP_COMMON_STORE_CHAIN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

// For engines: the rolling hash of store.h's Head, the same bytes on every engine.
namespace sakip::store {

// The chain of a store in which nothing was written.
std::string EmptyChain();

// SHA-256(previous || big-endian 64-bit sequence || one record per write), a record being
//   Put:    01 || table id || 32-bit key length || key || 32-bit value length || value
//   Delete: 02 || table id || 32-bit key length || key
// with big-endian lengths. docs/DATA_FORMAT.md publishes it: a change is a new store format.
class ChainHasher {
 public:
  ChainHasher(std::string_view previous, uint64_t sequence);

  void Put(uint8_t table_id, std::string_view key, std::string_view value);
  void Delete(uint8_t table_id, std::string_view key);

  // The 32 bytes of the new chain. Once.
  std::string Finish();

 private:
  void Add(std::string_view bytes);

  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_CHAIN_H_

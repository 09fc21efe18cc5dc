#ifndef SAKIP_COMMON_STATUS_STATUS_MACROS_H_
#define SAKIP_COMMON_STATUS_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// RETURN_IF_ERROR(expr): evaluates an absl::Status once and returns it from the enclosing function
// when it is not OK.
#define RETURN_IF_ERROR(expr)                                       \
  do {                                                              \
    if (::absl::Status sakip_status = (expr); !sakip_status.ok()) { \
      return sakip_status;                                          \
    }                                                               \
  } while (false)

// ASSIGN_OR_RETURN(auto value, expr): evaluates an absl::StatusOr once, returns its status when it
// is not OK, else moves the value into the left side. Two statements: never the body of an `if`
// without braces. A left side with a comma (structured binding) needs parentheses it cannot have:
// name the pair instead.
#define ASSIGN_OR_RETURN(lhs, expr) \
  SAKIP_ASSIGN_OR_RETURN_(SAKIP_CONCAT_(sakip_status_or_, __LINE__), lhs, expr)

// A declaration cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define SAKIP_ASSIGN_OR_RETURN_(result, lhs, expr) \
  auto result = (expr);                            \
  if (!result.ok()) {                              \
    return std::move(result).status();             \
  }                                                \
  lhs = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)

#define SAKIP_CONCAT_(a, b) SAKIP_CONCAT_INNER_(a, b)
#define SAKIP_CONCAT_INNER_(a, b) a##b

#endif  // SAKIP_COMMON_STATUS_STATUS_MACROS_H_

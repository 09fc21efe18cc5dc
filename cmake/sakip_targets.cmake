# sakip_library(NAME SOURCES a.cc ... DEPS lib ...)         a static library of ours
# sakip_domain_library(NAME SOURCES a.cc ... DEPS lib ...)  the same for pure domain code: tests/tidy
#     fails when one of its objects was compiled from a gRPC, protobuf or store header
# sakip_test(NAME LABEL label SOURCES a_test.cc ... DEPS lib ...)  a GoogleTest program; LABEL is one
#     of unit, service, store, compat, e2e, robustness
set(SAKIP_WARNINGS -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)

function(sakip_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_compile_options(${name} PRIVATE ${SAKIP_WARNINGS})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_DEPS})
endfunction()

function(sakip_domain_library name)
  if(NOT name MATCHES "_domain$")
    message(FATAL_ERROR "a domain library's name ends in _domain, or tests/tidy cannot find it: ${name}")
  endif()
  sakip_library(${name} ${ARGN})
endfunction()

function(sakip_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE ${SAKIP_WARNINGS})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 120)
endfunction()

# Language level, warnings and hardening, the same for every target of ours.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(SAKIP_SANITIZE "" CACHE STRING "Comma-separated list for -fsanitize, e.g. address,undefined")

# Places where tests kill the process and defects they plant (common/failpoint). What ships has none.
option(SAKIP_TEST_SWITCHES "Compile in failpoints and plantable defects" OFF)
if(SAKIP_TEST_SWITCHES)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    message(FATAL_ERROR "SAKIP_TEST_SWITCHES is for test builds: a release must not hold them")
  endif()
  add_compile_definitions(SAKIP_TEST_SWITCHES)
endif()

find_program(SAKIP_CCACHE ccache)
if(SAKIP_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SAKIP_CCACHE})
endif()
add_link_options(-fuse-ld=lld)

# Assertions of the standard library stay on in release builds: a wrong index must stop the
# process, not corrupt a ledger. NDEBUG is never defined, for the same reason.
add_compile_definitions(_GLIBCXX_ASSERTIONS)
add_compile_options(-fstack-protector-strong)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -D_FORTIFY_SOURCE=2")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -gline-tables-only")
add_link_options(-Wl,-z,relro,-z,now)

if(SAKIP_SANITIZE)
  add_compile_options(-fsanitize=${SAKIP_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SAKIP_SANITIZE})
endif()

# tests/fuzz: coverage counters in everything, so that libFuzzer sees where its inputs lead.
option(SAKIP_FUZZ "Build the libFuzzer programs (clang only)" OFF)
if(SAKIP_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

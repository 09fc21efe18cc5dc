# Every outside library, found once. The Debian package that brings each is in deploy/packages.txt.
find_package(Protobuf REQUIRED)
set(SAKIP_GRPC_QUIET ON)
find_package(gRPC CONFIG REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(gmpxx REQUIRED IMPORTED_TARGET gmpxx)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo cairo cairo-pdf cairo-svg)
pkg_check_modules(pangofc REQUIRED IMPORTED_TARGET pangoft2 fontconfig)
pkg_check_modules(qpdf REQUIRED IMPORTED_TARGET libqpdf)

# Google's API annotations come as protos inside Debian's jar of them (version 1.16).
set(SAKIP_GOOGLE_PROTOS_JAR /usr/share/java/proto-google-common-protos.jar)
set(SAKIP_GOOGLE_PROTOS_DIR ${CMAKE_BINARY_DIR}/google-protos)
if(NOT EXISTS ${SAKIP_GOOGLE_PROTOS_DIR}/google/api/annotations.proto)
  file(MAKE_DIRECTORY ${SAKIP_GOOGLE_PROTOS_DIR})
  execute_process(COMMAND ${CMAKE_COMMAND} -E tar xf ${SAKIP_GOOGLE_PROTOS_JAR}
                  WORKING_DIRECTORY ${SAKIP_GOOGLE_PROTOS_DIR} COMMAND_ERROR_IS_FATAL ANY)
endif()
set(SAKIP_GRPC_PROTOS_DIR /usr/share/grpc-proto)

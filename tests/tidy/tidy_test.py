#!/usr/bin/env python3
"""The tidy test must be able to fail: each rule is given a breach and must report it."""
import unittest

import tidy


class TextRules(unittest.TestCase):
    def breaches(self, name, text):
        return [what for _, what in tidy.check_text(name, text)]

    def test_each_banned_thing_is_found(self):
        cases = {
            "absl::Now()": "system clock",
            "auto t = std::chrono::system_clock::now();": "system clock",
            "absl::Mutex m;": "absl::Mutex",
            "int x = rand();": "rand",
            "double rate = 1;": "floating point",
            "return grpc::Status(code, text);": "grpc::Status",
            "std::this_thread::sleep_for(d);": "sleep",
            "// TODO: later": "unfinished",
            'std::cout << "x";': "std::cout",
        }
        for line, rule in cases.items():
            found = self.breaches("services/budget/ledger.cc", line + "\n")
            self.assertTrue(any(rule in what for what in found), f"{line!r} gave {found}")

    def test_words_in_comments_and_strings_are_free(self):
        self.assertEqual(self.breaches("common/a.cc", '// never a double here\nauto s = "double x";\n'), [])

    def test_handler_files_hold_no_engine_types(self):
        self.assertTrue(self.breaches("services/budget/budget_service.cc", "rocksdb::DB* db;\n"))

    def test_long_files_functions_and_lines(self):
        self.assertTrue(self.breaches("common/a.cc", "int x;\n" * 501))
        self.assertTrue(self.breaches("common/a.cc", "// " + "x" * 120 + "\n"))
        body = "void F() {\n" + "  G();\n" * 70 + "}\n"
        self.assertTrue(any("function of 72" in w for w in self.breaches("common/a.cc", body)))


class ProtoRules(unittest.TestCase):
    def uncommented(self, text):
        return [what.split()[0] for _, what in tidy.check_proto(text)]

    def test_what_has_no_comment_directly_above_is_found(self):
        cases = {
            "  rpc GetPagu(GetPaguRequest) returns (GetPaguResponse) {": "GetPagu",
            "  int64 jumlah = 8 [(sakip.common.v1.rules) = {": "jumlah",
            "  repeated sakip.common.v1.ChangeEvent events = 1;": "events",
            "  optional int64 min = 8;": "min",
            "  map<string, string> metadata = 3;": "metadata",
            "  SUMBER_DANA_PNBP = 2;": "SUMBER_DANA_PNBP",
        }
        for line, name in cases.items():
            self.assertEqual(self.uncommented("message M {\n" + line + "\n"), [name])
            self.assertEqual(self.uncommented("  // Says it.\n\n" + line + "\n"), [name])
            self.assertEqual(self.uncommented("  // Says it.\n" + line + "\n"), [])

    def test_a_comment_speaks_for_one_element(self):
        self.assertEqual(self.uncommented("  // Rupiah.\n  int64 debit = 3;\n  int64 kredit = 4;\n"), ["kredit"])

    def test_options_and_unspecified_values_need_none(self):
        text = ('  SUMBER_DANA_UNSPECIFIED = 0;\n    option (google.api.http) = {\n      post: "/v1/x"\n'
                "    (google.api.field_behavior) = REQUIRED,\n    min: 2010\n  // A year.\n  int32 tahun = 2 [\n")
        self.assertEqual(self.uncommented(text), [])


class LayerRules(unittest.TestCase):
    def test_domain_objects_that_open_forbidden_headers_are_found(self):
        for header in ("/usr/include/grpcpp/grpcpp.h", "/usr/include/rocksdb/db.h",
                       "protos/sakip/budget/v1/budget.pb.h", "/usr/include/google/protobuf/message.h",
                       "../../common/store/store.h", "../../services/budget/budget_repository.h"):
            deps = f"services/budget/CMakeFiles/budget_domain.dir/ledger.cc.o: #deps 1\n    {header}\n"
            self.assertEqual(len(tidy.check_layers(deps)), 1, header)

    def test_other_objects_may(self):
        deps = "common/rpc/CMakeFiles/rpc.dir/a.cc.o: #deps 1\n    /usr/include/grpcpp/grpcpp.h\n"
        self.assertEqual(tidy.check_layers(deps), [])

    def test_a_service_that_opens_another_is_found(self):
        deps = ("services/budget/CMakeFiles/budget_service.dir/x.cc.o: #deps 1\n"
                "    ../../services/planning/renstra.h\n")
        self.assertEqual(len(tidy.check_services_apart(deps)), 1)


if __name__ == "__main__":
    unittest.main()

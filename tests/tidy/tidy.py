#!/usr/bin/env python3
"""House rules as a test: tidy.py BUILD_DIR. Prints every breach and fails when there is one.

The layers are read from what the compiler really opened (ninja -t deps), because on Debian a
library that links neither gRPC nor a store still compiles against their headers.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = (".cc", ".h")
FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
LINE_CHARS_MAX = 120

# A domain object may open the standard library, absl and our pure libraries only.
DOMAIN_FORBIDDEN = re.compile(
    r"(^|/)(grpc|grpcpp|rocksdb|google/protobuf)/|\.pb\.h$|(^|/)common/(store|rpc|log|config|clock)/"
    r"|(_service|_repository|_keys|_wire|_records)\.h$"
)

# (rule, pattern, files it does not hold for)
BANNED = [
    ("system clock outside common/clock", r"\babsl::Now\(|system_clock", r"^common/clock/"),
    ("absl::Mutex; use std::mutex", r"\babsl::Mutex\b", r"^$"),
    ("rand; draw from a seeded std::mt19937_64", r"\bs?rand\(", r"^$"),
    ("binary floating point outside drawing code", r"(?<![\w/\"-])(double|float)[ &*>,)]",
     r"services/reporting/document/(pdf|chart|docx|xlsx)|^bench/"),
    ("grpc::Status built outside common/rpc/status.cc", r"grpc::Status\(|grpc::Status [a-z_]+\(",
     r"^common/rpc/"),
    ("sleep; wait for a condition with a deadline", r"sleep_for|SleepFor|\busleep\(", r"^$"),
    ("unfinished work", r"\b(TODO|FIXME|XXX)\b", r"^$"),
    ("std::cout outside the client", r"std::cout", r"^services/sakip(ctl|d)/"),
    ("engine type or key encoding in a handler file", r"rocksdb::|KeyWriter|_keys\.h", r"(?<!_service\.cc)$"),
]


def sources():
    names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                           cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in names.stdout.splitlines() if (ROOT / name).is_file()]


def long_functions(lines):
    """Yields (first line, length) of function bodies that are too long: from a line that ends with
    "{" in column 0 or as a member, to its closing brace in the same column."""
    start = None
    for number, line in enumerate(lines, 1):
        if start is None:
            opens = re.match(r"^( {0,2})[A-Za-z~].*\)( const)?( override)?( noexcept)? \{$", line)
            opens = opens or re.match(r"^( {0,2})[ ]{4,}.*\)( const)?( override)?( ->.*)? \{$", line)
            if opens and not re.match(r"^\s*(namespace|class|struct|enum|if|for|while|switch)\b", line):
                start, indent = number, opens.group(1)
        elif line.startswith(indent + "}") or (line and not line.startswith(" ") and line[0] == "}"):
            if number - start + 1 > FUNCTION_LINES_MAX:
                yield start, number - start + 1
            start = None


def check_text(name, text):
    """Breaches of one source file, as (line, what)."""
    found = []
    lines = text.splitlines()
    is_code = name.endswith(CODE)
    if is_code and len(lines) > FILE_LINES_MAX:
        found.append((len(lines), f"file of {len(lines)} lines; at most {FILE_LINES_MAX}"))
    for number, line in enumerate(lines, 1):
        if is_code and len(line) > LINE_CHARS_MAX:
            found.append((number, f"line of {len(line)} characters; at most {LINE_CHARS_MAX}"))
        code = re.sub(r"//.*|\"([^\"\\]|\\.)*\"", '""', line)
        for rule, pattern, exempt in BANNED:
            subject = line if rule == "unfinished work" else code
            if is_code and not re.search(exempt, name) and re.search(pattern, subject):
                found.append((number, rule))
    if is_code:
        found += [(n, f"function of {length} lines; at most {FUNCTION_LINES_MAX}")
                  for n, length in long_functions(lines)]
    return found


def check_layers(deps_text):
    """Breaches in the output of `ninja -t deps`: domain objects and what they were compiled from."""
    found = []
    target = None
    for line in deps_text.splitlines():
        if line and not line.startswith(" "):
            target = line.split(":")[0]
        elif target and "_domain.dir/" in target:
            header = line.strip()
            if DOMAIN_FORBIDDEN.search(header):
                found.append((target, header))
    return found


def check_services_apart(deps_text):
    """A service never opens another service's header. sakipd composes them all."""
    found = []
    target = None
    for line in deps_text.splitlines():
        if line and not line.startswith(" "):
            target = line.split(":")[0]
            continue
        own = re.search(r"services/(planning|performance|budget|reporting)/", target or "")
        other = re.search(r"services/(planning|performance|budget|reporting|gateway|sakipd)/[\w/]+\.h$",
                          line.strip())
        if own and other and own.group(1) != other.group(1) and "_test.cc" not in target:
            found.append((target, line.strip()))
    return found


PROTO_ELEMENT = re.compile(
    r"^\s*(?:rpc (?P<rpc>\w+)\s*\("
    r"|(?:repeated |optional )?(?:map<[\w., ]+>|[\w.]+) (?P<field>\w+) = \d+\s*[;\[]"
    r"|(?P<value>[A-Z][A-Z0-9_]*) = -?\d+\s*[;\[])")


def check_proto(text):
    """Rpcs, fields and enum values without a comment line directly above, as (line, what). The zero
    of an enum, *_UNSPECIFIED, says itself."""
    found = []
    above = ""
    for number, line in enumerate(text.splitlines(), 1):
        element = PROTO_ELEMENT.match(line)
        name = element and (element["rpc"] or element["field"] or element["value"])
        if name and not name.endswith("_UNSPECIFIED") and not above.lstrip().startswith("//"):
            found.append((number, f"{name} has no comment above it: meaning, unit, range, source"))
        above = line
    return found


def check_orphans(names):
    """Every .cc is named by a CMakeLists.txt; every header of ours is opened by something."""
    cmake = "".join((ROOT / n).read_text() for n in names if n.endswith("CMakeLists.txt"))
    return [n for n in names if n.endswith(".cc") and Path(n).name not in cmake]


def main():
    build = Path(sys.argv[1])
    names = sources()
    breaches = []
    for name in names:
        # Stored records follow the public messages, which say what their fields mean.
        if re.match(r"protos/sakip/(?!storage/).*\.proto$", name):
            text = (ROOT / name).read_text()
            breaches += [f"{name}:{line}: {what}" for line, what in check_proto(text)]
        if name.startswith(("protos/", "tests/compat/")):
            continue
        if name.endswith(CODE) or name.endswith(".py"):
            text = (ROOT / name).read_text()
            breaches += [f"{name}:{line}: {what}" for line, what in check_text(name, text)]
    breaches += [f"{name}: no CMakeLists.txt names it" for name in check_orphans(names)]
    generated = [n for n in names if re.search(r"\.pb\.(cc|h)$|\.o$|\.a$|^build/|node_modules/", n)]
    breaches += [f"{name}: generated or built file in git" for name in generated]
    deps = subprocess.run(["ninja", "-C", str(build), "-t", "deps"], capture_output=True, text=True,
                          check=True).stdout
    domain = deps.count("_domain.dir/")
    if domain == 0:
        breaches.append("no domain object found in the build: the layer check would prove nothing")
    breaches += [f"{target} was compiled from {header}: domain code stays pure"
                 for target, header in check_layers(deps)]
    breaches += [f"{target} was compiled from {header}: services do not include one another"
                 for target, header in check_services_apart(deps)]
    code = [n for n in names if n.endswith(CODE)]
    if code:
        done = subprocess.run(["clang-format-14", "--dry-run", "-Werror", *code], cwd=ROOT,
                              capture_output=True, text=True, check=False)
        breaches += sorted({re.sub(r":\d+:\d+: error.*", ": not formatted (clang-format-14 -i)", line)
                            for line in done.stderr.splitlines() if "error:" in line})
    print("\n".join(breaches) or f"tidy: {len(code)} files, {domain} domain objects, no breach")
    sys.exit(1 if breaches else 0)


if __name__ == "__main__":
    main()

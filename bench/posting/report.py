"""From the slices of a run to medians, ratios and a verdict."""
import statistics

CLEAN_MIN = 3  # slices of each side of a ratio

# (what, the slice, times, the slice it is compared with, floor, aim). A slice is (contender, in flight, hot).
GOALS = (
    ("of the service without a store", ("ours", 64, False), ("N", 64, False), 0.42, 0.75),
    ("of PostgreSQL's stored function", ("ours", 64, False), ("PGF", 64, False), 2.5, 4.5),
    ("of fastify and PostgreSQL", ("ours", 64, False), ("REST", 64, False), 7, 13),
    ("hot lines, of cold ones", ("ours", 64, True), ("ours", 64, False), 0.9, 1.0),
    ("in batches of 256, of PostgreSQL's", ("batch", 4, False), ("PGF", 64, False), 8, 20),
    ("hot lines, of PostgreSQL's", ("ours", 64, True), ("PGF", 64, True), None, 14),
    ("at 16, of PostgreSQL's", ("ours", 16, False), ("PGF", 16, False), None, 2),
    ("alone, of PostgreSQL's", ("ours", 1, False), ("PGF", 1, False), None, 1.05),
)


def _key(found):
    return found["contender"], found["in_flight"], found["hot"]


def _counting(slices, key, closed=True):
    return [s for s in slices if s["counts"] and _key(s) == key and (s["rate"] == 0) == closed]


def open_rates(slices):
    """A low rate, half of what PostgreSQL can do with 64 at once, and half of what we can."""
    def capacity(name):
        found = _counting(slices, (name, 64, False)) or [s for s in slices if s["contender"] == name and not s["rate"]]
        return max((s["per_second"] for s in found), default=0)
    return sorted({1000, *(round(capacity(name) / 2, -2) for name in ("PGF", "ours") if capacity(name))})


def judge(result):
    verdicts = []
    for what, one, other, floor, aim in GOALS:
        ones, others = _counting(result["slices"], one), _counting(result["slices"], other)
        if not ones or not others:
            if floor is not None:
                verdicts.append({"what": what, "floor": floor, "verdict": "skipped"})
            continue
        by_round = {s["round"]: s for s in others}
        ratios = {clean: [s["per_second"] / by_round[s["round"]]["per_second"] for s in ones if s["round"] in by_round
                          and (not clean or (s["clean"] and by_round[s["round"]]["clean"]))] for clean in (True, False)}
        enough = len(ratios[True]) >= min(CLEAN_MIN, len(ratios[False]))
        used = ratios[True] if enough else ratios[False]
        median = statistics.median(used)
        if not enough:
            verdict = "inconclusive"
        elif floor is None:
            verdict = "info"
        else:
            verdict = "holds" if median >= floor else "BROKEN"
        verdicts.append({"what": what, "ratio": median, "least": min(used), "most": max(used), "rounds": len(used),
                         "floor": floor, "aim": aim, "verdict": verdict})
    return verdicts


def exit_code(result):
    verdicts = {v["verdict"] for v in result["verdicts"]}
    if result["books"]["faults"] or "BROKEN" in verdicts:
        return 1
    if any(v["verdict"] == "inconclusive" and v["floor"] is not None for v in result["verdicts"]):
        return 3
    return 77 if "skipped" in verdicts else 0


def _row(found):
    """Medians of slices of one kind, of the undisturbed ones where there are any."""
    used = [s for s in found if s["clean"]] or found
    rates = [s["per_second"] for s in used]

    def median(name):
        return statistics.median(s[name] for s in used)
    one = used[0]
    load = f"{one['rate']:.0f}/s offered" if one["rate"] else f"{one['in_flight']} at once"
    load += f" of {one['batch']}" if one["batch"] > 1 else ""
    return (f"| {one['contender']} | {load} | {'hot' if one['hot'] else 'cold'} | {statistics.median(rates):,.0f} "
            f"({min(rates):,.0f} to {max(rates):,.0f}) | {median('p50_ms'):.2f} / {median('p99_ms'):.2f} / "
            f"{median('p999_ms'):.2f} | {median('server_us'):.1f} | {len(used)} of {len(found)} |")


def table(result):
    lines = ["| who | load | lines | postings/s, median (spread) | p50 / p99 / p99.9 ms | server CPU us | "
             "undisturbed |", "|---|---|---|---|---|---|---|"]
    kinds = {}
    for found in result["slices"]:
        if found["counts"]:
            kinds.setdefault((found["rate"], found["in_flight"], found["hot"], found["contender"]), []).append(found)
    lines += [_row(kinds[kind]) for kind in sorted(kinds)]
    packed, raw = result["storage"]["packed"], result["storage"]["raw"]
    lines.append("")
    lines.append("S, one packed key a synced batch: " + ", ".join(
        f"{packed[n]['per_second']:,.0f}/s in batches of {n}" for n in packed) +
        f"; the bare file: {raw['1']['per_second']:,.0f} syncs/s, p50 {raw['1']['p50_ms']:.3f} ms")
    for verdict in result["verdicts"]:
        if "ratio" in verdict:
            lines.append(f"{verdict['verdict']:12} {verdict['ratio']:.2f} ({verdict['least']:.2f} to "
                         f"{verdict['most']:.2f}) {verdict['what']}; floor {verdict['floor']}, aim {verdict['aim']}")
        else:
            lines.append(f"{verdict['verdict']:12} {verdict['what']}; floor {verdict['floor']}")
    books = result["books"]
    lines.append(f"books: {books['postings']:,} postings in the journals, {books['acknowledged']:,} acknowledged "
                 f"before kill -9, {books['missing']} of them missing, {books['repeated']:,} sent again; ready after "
                 f"{books['ready_seconds']:.2f} s")
    lines += [f"FAULT: {fault}" for fault in books["faults"]]
    return "\n".join(lines)

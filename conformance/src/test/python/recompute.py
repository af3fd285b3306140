"""Makes results again out of raw events, and compares them with what a server answered.

Written from the statistics specification alone, with nothing but the standard library, one visitor after the other: slow, and
no relative of the program it checks. Arguments: a folder with events.csv (the export of raw events) and facts.json (what was
configured and when), in which "answers" names the files to compare. Prints what differs; exit status 1 if anything does.
"""

import bisect
import csv
import json
import math
import sys
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

TOLERANCE = 1e-9
HOUR = 3_600_000
UNKNOWN = 9223372036854775807


def millis(text):
    parsed = datetime.strptime(text.rstrip("Z").ljust(26, "0")[:26], "%Y-%m-%dT%H:%M:%S.%f")
    return (parsed - datetime(1970, 1, 1)) // timedelta(milliseconds=1)


class Facts:
    def __init__(self, raw):
        self.raw = raw
        self.start = millis(raw["start"])
        self.end = millis(raw["end"])
        self.running = [(millis(a), millis(b)) for a, b in raw["running"]]
        self.epochs = [millis(it) for it in raw["epochs"]]
        self.forced = [(who, millis(a), millis(b)) for who, a, b in raw["forced"]]
        self.variations = raw["variations"]
        self.alpha = round(1 - raw["confidence"], 12)

    def counts(self, event):
        return (
            self.start <= event["at"] < self.end
            and any(a <= event["at"] < b for a, b in self.running)
            and event["environment_id"] in ("", self.raw["environment"])
        )

    def epoch(self, time):
        return bisect.bisect_right(self.epochs, time)

    def looks(self):
        """Specification 1.4: five minutes for twelve hours, an hour up to the fourteenth day, then six hours; and the end."""
        looks = []
        for step, begin, until in ((HOUR // 12, 0, 12 * HOUR), (HOUR, 12 * HOUR, 14 * 24 * HOUR), (6 * HOUR, 14 * 24 * HOUR, None)):
            last = self.end if until is None else self.start + until
            time = (self.start + begin) // step * step + step
            while time <= last and time < self.end:
                looks.append(time)
                time += step
        return sorted(set(looks)) + [self.end]


def read(folder, facts):
    decisions, conversions = [], []
    with open(folder / "events.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            row["at"] = millis(row["happened_at"])
            if row["type"] == "conversion":
                row["counts"] = facts.counts(row)
                conversions.append(row)
            elif not facts.counts(row):
                continue
            elif (
                row["experiment_id"] == facts.raw["experiment"]
                and row["variation_id"] in facts.variations
                and row["holdback"] == "false"
            ):
                decisions.append(row)
    return decisions, conversions


class Visitor:
    def __init__(self, decisions):
        decisions.sort(key=lambda it: (it["at"], it["uuid"]))
        first = decisions[0]
        self.t0 = first["at"]
        self.variation = first["variation_id"]
        self.attributes = json.loads(first["attributes"])
        self.decisions = decisions
        self.events = []
        self.past = []


def visitors(facts, decisions, conversions, segment):
    by_id = {}
    for it in decisions:
        by_id.setdefault(it["visitor_id"], []).append(it)
    found = {}
    for name, own in by_id.items():
        visitor = Visitor(own)
        forced = any(who == name and a <= visitor.t0 < b for who, a, b in facts.forced)
        if not forced and (segment is None or visitor.attributes.get(segment[0]) == segment[1]):
            found[name] = visitor
    for it in conversions:
        visitor = found.get(it["visitor_id"])
        if visitor and it["counts"]:
            visitor.events.append(it)
        if visitor and it["environment_id"] in ("", facts.raw["environment"]) and it["at"] < visitor.t0:
            visitor.past.append(it)
    for visitor in found.values():
        visitor.events.sort(key=lambda it: it["at"])
        everything = visitor.events + visitor.decisions
        visitor.times = sorted(it["at"] for it in everything)
    return list(found.values())


def amount(event, field):
    return Fraction(event[field]) if event[field] else Fraction(0)


def aggregate(part, events):
    matching = [it for it in events if part.get("event_id") is None or it["event_id"] == str(part["event_id"])]
    if part["aggregator"] == "sum":
        return sum((amount(it, part["field"]) for it in matching), Fraction(0)), matching
    if part["aggregator"] == "count":
        return Fraction(len(matching)), matching
    return Fraction(1 if matching else 0), matching


def sessions(visitor, time):
    """Specification 1.3: cut after 30 minutes of silence, and at the first event 24 hours or more after the session's first."""
    everything = [(it["at"], 0, it) for it in visitor.decisions if it["at"] < time]
    everything += [(it["at"], 1, it) for it in visitor.events if it["at"] < time]
    everything.sort(key=lambda it: (it[0], it[1]))
    cut, begun, before = [], None, None
    for at, kind, event in everything:
        if begun is None or at - before > HOUR // 2 or at - begun >= 24 * HOUR:
            cut.append([])
            begun = at
        cut[-1].append((at, kind, event))
        before = at
    return cut


def measure(metric, visitor, time):
    """Y and Z of one visitor at a look: specification 1.3."""
    if metric["scope"] == "session" and metric["aggregator"] != "ratio":
        hits, count = [], 0
        for session in sessions(visitor, time):
            decided = [at for at, kind, _ in session if kind == 0]
            if decided:
                count += 1
                hits += [it for at, kind, it in session if kind == 1 and at >= decided[0] and at >= visitor.t0]
        return aggregate(metric, hits)[0], Fraction(count)
    events = [it for it in visitor.events if visitor.t0 <= it["at"] < time]
    if metric["aggregator"] == "ratio":
        over, under = metric["metrics"]
        window = 48 * HOUR
        y, z = aggregate(under, events)
        near = [it for it in events if any(abs(it["at"] - other["at"]) <= window for other in z)]
        return aggregate(over, near)[0], y
    y, matching = aggregate(metric, events)
    if metric["scope"] == "event":
        if metric["aggregator"] == "sum":
            matching = [it for it in matching if it[metric["field"]]]
        return y, Fraction(len(matching))
    return y, Fraction(1)


def before(metric, visitor):
    """X of one visitor, what it did in the days before it came: specification 8.1."""
    days = metric.get("x_settings", {}).get("cuped_days")
    if not days:
        return Fraction(0)
    return aggregate(metric, [it for it in visitor.past if it["at"] >= visitor.t0 - days * 24 * HOUR])[0]


class Cell:
    def __init__(self):
        self.n = self.nonzero = 0
        self.y = self.yy = self.z = self.zz = self.yz = self.x = self.xx = self.xy = Fraction(0)

    def add(self, y, z, x):
        self.n += 1
        self.nonzero += y != 0
        self.y += y
        self.yy += y * y
        self.z += z
        self.zz += z * z
        self.yz += y * z
        self.x += x
        self.xx += x * x
        self.xy += x * y

    def covariance(self, products, a, b):
        return (self.n * products - a * b) / (self.n * (self.n - 1)) if self.n > 1 else Fraction(0)

    def mean_and_variance(self, metric):
        """Specification 2: per unit of analysis, the visitor."""
        if metric["aggregator"] == "ratio" or metric["scope"] != "visitor":
            if self.n == 0 or self.z == 0:
                return None
            r = self.y / self.z
            mean = self.z / self.n
            s2 = (
                self.covariance(self.yy, self.y, self.y)
                - 2 * r * self.covariance(self.yz, self.y, self.z)
                + r * r * self.covariance(self.zz, self.z, self.z)
            ) / (mean * mean)
            return float(r), max(0.0, float(s2))
        if self.n == 0:
            return None
        r = self.y / self.n
        if metric["aggregator"] == "unique":
            return float(r), float(r * (1 - r))
        return float(r), float(self.covariance(self.yy, self.y, self.y))


def merged(cells):
    both = Cell()
    for it in cells:
        for name in ("n", "nonzero", "y", "yy", "z", "zz", "yz", "x", "xx", "xy"):
            setattr(both, name, getattr(both, name) + getattr(it, name))
    return both


def adjusted(epochs):
    """Means and variances without what was to be expected, one theta for all arms of all epochs: specification 8.1."""
    cells = [it for arms in epochs for it in arms.values() if it.n > 1]
    below = sum((it.n - 1) * it.covariance(it.xx, it.x, it.x) for it in cells)
    theta = sum((it.n - 1) * it.covariance(it.xy, it.x, it.y) for it in cells) / below if below else Fraction(0)
    out = []
    for arms in epochs:
        n = sum(it.n for it in arms.values())
        mean = sum(it.x for it in arms.values()) / n if n else 0
        out.append({})
        for variation, it in arms.items():
            if it.n:
                variance = (
                    it.covariance(it.yy, it.y, it.y)
                    - 2 * theta * it.covariance(it.xy, it.x, it.y)
                    + theta * theta * it.covariance(it.xx, it.x, it.x)
                )
                out[-1][variation] = float(it.y / it.n - theta * (it.x / it.n - mean)), max(0.0, float(variance))
    return out


class Row:
    """Treatment against baseline at one look: specification 3.2, 3.6 and 4."""

    def __init__(self, metric, treatments, baselines, moments):
        strata = []
        self.nonzero_t = self.nonzero_c = 0
        for t, c, known in zip(treatments, baselines, moments):
            a, b = known or (t.mean_and_variance(metric), c.mean_and_variance(metric))
            if a and b:
                strata.append((t.n, c.n, a, b))
            if t.n and c.n:
                self.nonzero_t += t.nonzero
                self.nonzero_c += c.nonzero
        self.known = bool(strata)
        if not strata:
            return
        h = [nt * nc / (nt + nc) for nt, nc, _, _ in strata]
        self.ne = sum(h)
        self.mt = sum(w / self.ne * a[0] for w, (_, _, a, _) in zip(h, strata))
        self.mc = sum(w / self.ne * b[0] for w, (_, _, _, b) in zip(h, strata))
        self.vt = sum((w / self.ne) ** 2 * a[1] / nt for w, (nt, _, a, _) in zip(h, strata))
        self.vc = sum((w / self.ne) ** 2 * b[1] / nc for w, (_, nc, _, b) in zip(h, strata))
        self.nt = sum(it[0] for it in strata)
        self.nc = sum(it[1] for it in strata)
        freedom = sum(nt + nc - 2 for nt, nc, _, _ in strata)
        squares = sum((nt - 1) * a[1] + (nc - 1) * b[1] for nt, nc, a, b in strata)
        v = self.vt + self.vc
        pooled = squares / freedom / self.ne if freedom > 0 else 0
        self.g = max(1, pooled / v) if v > 0 else 1
        self.d = self.mt - self.mc
        self.error = math.sqrt(self.g * v)
        self.z = self.d / self.error if self.error > 0 else 0

    def open(self):
        return self.known and min(self.nt, self.nc) >= 100 and min(self.nonzero_t, self.nonzero_c) >= 25

    def lift(self):
        return self.d / abs(self.mc) if self.mc else None

    def interval(self, kappa, alpha):
        """The lifts that are not rejected, by inversion: specification 3.3."""
        x = kappa * self.ne
        c = math.sqrt((1 + x) / x * (2 * math.log(1 / alpha) + math.log1p(x)))
        a = self.mc**2 - c * c * self.g * self.vc
        if self.error == 0 or self.mc == 0 or a <= 0:
            return -math.inf, math.inf
        b = self.mt * self.mc
        root = math.sqrt(max(0, b * b - a * (self.mt**2 - c * c * self.g * self.vt)))
        low, high = (b - root) / a, (b + root) / a
        return (low - 1, high - 1) if self.mc > 0 else (1 - high, 1 - low)


def log_e(z, x):
    return -0.5 * math.log1p(x) + 0.5 * z * z * x / (1 + x)


def kappa_squared(alpha, n_star=10_000):
    twice = 2 * math.log(1 / alpha)
    x = twice + math.log1p(twice)
    for _ in range(50):
        x = twice + math.log1p(x)
    return x / (n_star / 4)


class Comparison:
    def __init__(self, tier, kappa):
        self.tier, self.kappa = tier, kappa
        self.rows = []
        self.evidence = []

    def add(self, row):
        self.now = row
        if row.open():
            self.rows.append(row)
            self.evidence.append(log_e(row.z, self.kappa * row.ne) if row.error > 0 else 0.0)

    def p(self):
        return min(1, math.exp(-max(self.evidence))) if self.now.open() else 1.0

    def since(self, alpha, first):
        """The intersection of all looks at a level, begun anew where the effect turns out to have changed: 3.4."""
        if not self.now.open():
            return 1.0, 0, None
        low, high, best, since = -math.inf, math.inf, -math.inf, first
        for index in range(first, len(self.rows)):
            row = self.rows[index]
            now = row.interval(self.kappa, alpha)
            common = max(low, now[0]), min(high, now[1])
            lift = row.lift()
            if lift is None or common[0] <= lift <= common[1]:
                low, high = common
                best = max(best, self.evidence[index])
            else:
                low, high = now
                best, since = self.evidence[index], index
        bounded = math.isfinite(low) and math.isfinite(high)
        return min(1, math.exp(-best)), since, (low, high) if bounded else None

    def remaining(self, alpha):
        """Specification 9.3."""
        row = self.now
        if row.z == 0 or not row.nonzero_t or not row.nonzero_c:
            return UNKNOWN
        gate = row.nt * (max(100 / row.nt, 100 / row.nc, 25 / row.nonzero_t, 25 / row.nonzero_c) - 1)
        x, wanted = self.kappa * row.ne, math.log(1 / alpha)
        enough = lambda k: log_e(row.z * math.sqrt(k), k * x) >= wanted
        low = high = 1.0
        while not enough(high):
            low, high = high, high * 2
            if high > 1e12:
                return UNKNOWN
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (low, middle) if enough(middle) else (middle, high)
        return max(math.ceil(max(gate, 0)), math.ceil((high - 1) * row.nt) if not enough(1) else 0)


def judged(comparisons, ps, alpha):
    """Benjamini and Hochberg in each tier, and the level of each interval: 6.2 and 6.4."""
    adjusted, levels = [1.0] * len(ps), [alpha] * len(ps)
    for tier in range(3):
        family = [i for i, it in enumerate(comparisons) if it.tier == tier and it.now.known]
        m = len(family)
        order = sorted(family, key=lambda i: ps[i])
        smallest = 1.0
        for rank in range(m, 0, -1):
            smallest = min(smallest, m * ps[order[rank - 1]] / rank)
            adjusted[order[rank - 1]] = smallest
        rejections = sum(adjusted[i] <= alpha for i in family)
        for i in family:
            found = adjusted[i] <= alpha
            levels[i] = alpha * rejections / m if found else alpha * min(rejections + 1, m) / m
    return adjusted, levels


def findings(comparisons, alpha):
    ps = [it.p() for it in comparisons]
    adjusted, levels = judged(comparisons, ps, alpha)
    begun = [it.since(level, 0) for it, level in zip(comparisons, levels)]
    if any(it[0] > p for it, p in zip(begun, ps)):
        adjusted, levels = judged(comparisons, [it[0] for it in begun], alpha)
    out = []
    for i, it in enumerate(comparisons):
        interval = it.since(levels[i], begun[i][1])[2]
        significant = it.now.open() and adjusted[i] <= alpha
        remaining = 0 if significant else it.remaining(levels[i]) if it.now.known else UNKNOWN
        out.append((it.now, 1 - adjusted[i], significant, interval, remaining))
    return out


class Recomputation:
    def __init__(self, facts, people):
        self.facts, self.people = facts, people
        self.metrics = facts.raw["metrics"]
        self.baseline, *self.treatments = facts.variations
        self.kappa = kappa_squared(facts.alpha)
        self.known = {}

    def cap(self, index, people):
        """A quantile of the nonzero totals of all arms, between two of them: specification 8.4."""
        quantile = self.metrics[index].get("x_settings", {}).get("winsorize")
        totals = sorted(y for y in (self.known[id(it)][1][index][0] for it in people) if y) if quantile else []
        if not totals:
            return None
        place = Fraction(str(quantile)) * (len(totals) - 1)
        low = totals[int(place)]
        return low + (totals[min(int(place) + 1, len(totals) - 1)] - low) * (place - int(place))

    def cells(self, time):
        cells = {}
        people = [it for it in self.people if it.t0 < time]
        for person in people:
            seen = bisect.bisect_left(person.times, time)
            key = id(person)
            if self.known.get(key, (None,))[0] != seen:
                self.known[key] = seen, [(*measure(it, person, time), before(it, person)) for it in self.metrics]
        caps = {i: self.cap(i, people) for i in range(len(self.metrics))}
        caps = {i: cap for i, cap in caps.items() if cap is not None}
        for person in people:
            key = id(person)
            epoch = self.facts.epoch(person.t0)
            for index, measured in enumerate(self.known[key][1]):
                y, z, x = measured
                y = min(y, caps[index]) if index in caps else y
                cells.setdefault((index, person.variation, epoch), Cell()).add(y, z, x)
        return cells

    def moments(self, m, treatment, cells):
        """Of both arms in each epoch, where the metric is adjusted."""
        epochs = range(len(self.facts.epochs) + 1)
        if not self.metrics[m].get("x_settings", {}).get("cuped_days"):
            return [None for _ in epochs]
        known = adjusted([{v: cells.get((m, v, e), Cell()) for v in self.facts.variations} for e in epochs])
        return [(it.get(treatment), it.get(self.baseline)) for it in known]

    def run(self, points):
        """A list of what is shown at each of the points, of which the end is the last."""
        tier = lambda index: 0 if index == 0 else 1 if index < 5 else 2
        pairs = [(m, t) for m in range(len(self.metrics)) for t in self.treatments]
        comparisons = [Comparison(tier(m), self.kappa) for m, _ in pairs]
        shown = {}
        for time in self.facts.looks():
            cells = self.cells(time)
            of = lambda m, v: [cells.get((m, v, e), Cell()) for e in range(len(self.facts.epochs) + 1)]
            for comparison, (m, t) in zip(comparisons, pairs):
                comparison.add(Row(self.metrics[m], of(m, t), of(m, self.baseline), self.moments(m, t, cells)))
            if time in points:
                lifts = dict(zip(pairs, findings(comparisons, self.facts.alpha)))
                shown[time] = {
                    (m, v): (merged(of(m, v)), lifts.get((m, v)))
                    for m in range(len(self.metrics))
                    for v in self.facts.variations
                }
        return shown


class Comparing:
    def __init__(self):
        self.differences, self.compared = [], 0

    def same(self, where, expected, found):
        self.compared += 1
        if isinstance(expected, float) and isinstance(found, (int, float)) and not isinstance(found, bool):
            if abs(expected - found) <= TOLERANCE * max(1, abs(expected)):
                return
        elif expected == found:
            return
        self.differences.append(f"{where}: expected {expected!r}, found {found!r}")

    def point(self, where, metric, expected, found):
        cell, finding = expected
        ratio = metric["aggregator"] == "ratio" or metric["scope"] != "visitor"
        self.same(where + "/samples", int(cell.z) if ratio else cell.n, found["samples"])
        self.same(where + "/value", float(cell.y), found["value"])
        moments = cell.mean_and_variance(metric)
        self.same(where + "/rate", moments and moments[0], found.get("rate"))
        self.same(where + "/variance", moments and moments[1], found.get("variance"))
        lift = found.get("lift")
        if finding is None or not finding[0].known:
            self.same(where + "/lift", None, lift)
            return
        row, significance, significant, interval, remaining = finding
        better = (row.d > 0) == (metric["winning_direction"] == "increasing")
        self.same(where + "/lift/value", row.lift(), lift.get("value"))
        self.same(where + "/lift/lift_status", "equal" if row.d == 0 else "better" if better else "worse", lift["lift_status"])
        self.same(where + "/lift/significance", float(significance), lift["significance"])
        self.same(where + "/lift/is_significant", significant, lift["is_significant"])
        for side in (0, 1):
            bound = lift["confidence_interval"][side] if "confidence_interval" in lift else None
            self.same(f"{where}/lift/confidence_interval/{side}", interval and interval[side], bound)
        if abs(remaining - lift["visitors_remaining"]) > 1:
            self.same(where + "/lift/visitors_remaining", remaining, lift["visitors_remaining"])


def compare(comparing, name, recomputation, answer):
    series = "reach" not in answer
    shown_times = set()
    for metric in answer["metrics"]:
        for result in metric["results"].values():
            shown_times |= {millis(it["time"]) for it in result.get("timeseries", [])}
    end = recomputation.facts.end
    shown = recomputation.run(shown_times | {end})
    if len(answer["metrics"]) != len(recomputation.metrics):
        comparing.differences.append(f"{name}: {len(answer['metrics'])} metrics")
    for index, entry in enumerate(answer["metrics"]):
        metric = recomputation.metrics[index]
        for variation, result in entry["results"].items():
            where = f"{name}/{index}/{variation}"
            if series:
                for point in result["timeseries"]:
                    at = millis(point["time"])
                    if at not in shown:
                        comparing.differences.append(f"{where}: no look at {point['time']}")
                    else:
                        comparing.point(f"{where}/{point['time']}", metric, shown[at][index, variation], point)
            else:
                comparing.point(where, metric, shown[end][index, variation], result)
    if not series:
        for variation, reach in answer["reach"]["variations"].items():
            count = sum(it.variation == variation for it in recomputation.people)
            comparing.same(f"{name}/reach/{variation}", count, reach["count"])


def main(folder):
    facts = Facts(json.loads((folder / "facts.json").read_text("utf-8")))
    decisions, conversions = read(folder, facts)
    comparing = Comparing()
    for it in facts.raw["answers"]:
        people = visitors(facts, decisions, conversions, it.get("segment"))
        answer = json.loads((folder / it["file"]).read_text("utf-8"))
        before = comparing.compared
        compare(comparing, it["file"], Recomputation(facts, people), answer)
        print(f"{it['file']}: {len(people)} visitors, {comparing.compared - before} figures")
    for it in comparing.differences[:50]:
        print(it)
    return 1 if comparing.differences else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

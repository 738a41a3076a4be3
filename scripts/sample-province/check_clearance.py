"""Checks of clearance: areas and their histories, facts, promises, bottlenecks, resettlement.

Part of `check.py`; works on its `Checker` and imports nothing of the builder.
"""

import calendar
import re
from collections import Counter, defaultdict
from datetime import date

from shapely.ops import unary_union

AREAS = "clearance-areas.geojson"
STAGES = ("BASIS MEETING NOTICE INVENTORY PLAN_DRAFT PLAN_POSTED PLAN_APPRAISED PLAN_APPROVED PLAN_DELIVERED PAID RESETTLED RECOVERY_DECISION"
          " HANDOVER ENFORCEMENT COMPLAINT").split()
CATEGORIES = "price land_origin resettlement policy funding complaint graves utilities other".split()
CHAIN = STAGES[2:13]
ORDER = {"land_law_2024": CHAIN,
         "land_law_2013": "NOTICE INVENTORY PLAN_DRAFT PLAN_POSTED PLAN_APPRAISED PLAN_APPROVED RECOVERY_DECISION PLAN_DELIVERED PAID RESETTLED HANDOVER".split()}
POSTED = {"land_law_2013": 20, "land_law_2024": 30}
NEW_LAW = "2024-08-01"
# Waits broken on purpose, so that a check of waits has something to say.
BREACHES = {("kcn-diem-thuy.khu-b.gpmb-dot-2b", "paid"), ("kcn-nam-pho-yen.toan-khu.gpmb-dot-2a", "posted"), ("ccn-tan-phu-2.toan-khu.gpmb-dot-2b", "posted")}
# Sourced events: (area, event, stage, day, part of the address, least and most share of the area measured, households).
FACTS = [
    ("kcn-song-cong-2.gd1.gpmb", "handover-4", "HANDOVER", "2025-11-30", "lanh-dao-tinh-kiem-tra-tien-do", (96.0, 97.0), None),
    ("kcn-song-cong-2.gd2.gpmb-khu-1", "basis", "BASIS", "2024-03-31", "vrviet.vn", (100, 100), None),
    ("kcn-song-cong-2.gd2.gpmb-khu-2", "basis", "BASIS", "2024-03-31", "vrviet.vn", (100, 100), None),
    ("kcn-song-cong-2.gd2.gpmb-khu-2", "paid", "PAID", "2025-11-30", "lanh-dao-tinh-kiem-tra-tien-do", (100, 100), None),
    ("kcn-song-cong-2.gd2.gpmb-khu-2", "handover-1", "HANDOVER", "2025-11-30", "lanh-dao-tinh-kiem-tra-tien-do", (100, 100), None),
    ("kcn-yen-binh-2.toan-khu.gpmb", "inventory-1", "INVENTORY", "2025-08-23", "cafef.vn", (41.5, 42.5), None),
    ("kcn-phu-binh.gd1.gpmb", "paid-households", "PAID", "2025-11-20", "cafef.vn", None, 355),
    ("ccn-yen-lac.toan-khu.gpmb-gd1", "handover", "HANDOVER", "2025-04-15", "thainguyentv.vn", (100, 100), 110),
]
# Sourced areas in hectares, and figures that must stand as claims.
HECTARES = {"kcn-song-cong-2.gd2.gpmb-khu-2": (119.5, 121), "kcn-yen-binh-2.toan-khu.gpmb": (298.5, 299.5), "kcn-phu-binh.gd1.gpmb": (189.5, 190.5),
            "kcn-tay-pho-yen.gd1.gpmb": (498.5, 499.5)}
CLAIMS = [
    (AREAS, "kcn-yen-binh-2.toan-khu.gpmb", "households_affected", 1400), (AREAS, "kcn-yen-binh-2.toan-khu.gpmb", "inventoried_pct", 42),
    (AREAS, "ccn-yen-lac.toan-khu.gpmb-gd1", "households_affected", 110), (AREAS, "kcn-phu-binh.gd1.gpmb", "households_resettling", 800),
    ("zone-parts.geojson", "kcn-song-cong-2.gd1", "clearance_pct", 96), ("zones.geojson", "kcn-phu-binh", "households_affected", 1250),
    ("zones.geojson", "kcn-phu-binh", "households_resettling", 600), ("resettlement-sites.geojson", "tdc-song-cong-2-gd2", "area_ha", 37),
    ("resettlement-sites.geojson", "nt-song-cong-2-gd2", "area_ha", 26.5),
]
# (commitment, first due, last due, hectares, promised by on its first day)
PROMISES = [
    ("kcn-song-cong-2.gd2.ck-1", "2025-06-30", "2025-06-30", 120, "ubnd-thanh-pho-song-cong"),
    ("kcn-song-cong-2.gd2.ck-2", "2025-12", "2025-12", None, "trung-tam-phat-trien-quy-dat"),
    ("kcn-song-cong-2.gd1.ck-1", "2025-11", "2025-11", None, "trung-tam-phat-trien-quy-dat"),
    ("kcn-yen-binh-2.toan-khu.ck-1", "2025-11", "2025-11", None, None), ("kcn-phu-binh.gd1.ck-1", "2025-11", "2025-11", 30, None),
    ("kcn-yen-binh-3.toan-khu.ck-1", "2025-07", "2025-12", 40, "ubnd-huyen-phu-binh"),
    ("ccn-luong-phu-tan-duc.toan-khu.ck-1", "2025-05-19", "2025-05-19", 20, "ubnd-huyen-phu-binh"),
    ("ccn-tan-duc.toan-khu.ck-1", "2025-05-19", "2025-05-19", 20, "ubnd-huyen-phu-binh"),
    ("kcn-thuong-dinh.toan-khu.ck-1", "2025-11", "2025-11", None, "trung-tam-phat-trien-quy-dat"),
    ("kcn-thuong-dinh.toan-khu.ck-2", "2025-12", "2025-12", None, "trung-tam-phat-trien-quy-dat"),
]
STANDINGS = {"kcn-song-cong-2.gd2.ck-1": "kept_late", "kcn-yen-binh-3.toan-khu.ck-1": "kept_late", "kcn-phu-binh.gd1.ck-1": "kept_late",
             "kcn-song-cong-2.gd1.ck-1": "overdue", "kcn-yen-binh-2.toan-khu.ck-1": "overdue", "ccn-tan-duc.toan-khu.ck-1": "unknown"}
# Keys in the order of docs/bundle.md, by file and part.
KEYS = {
    (AREAS, "core"): "zone_part label geometry_accuracy regime area_by_land_code claims source data_class",
    (AREAS, "graves"): "total remaining source",
    (AREAS, "money"): "approved_bn_vnd funded_bn_vnd paid_bn_vnd source",
    (AREAS, "event"): "stage area_ha households organisations document geometry_accuracy source data_class",
    ("bottlenecks.json", "core"): "zone_part clearance_area category subject owner opened due closed source data_class",
    ("commitments.json", "core"): "zone_part clearance_areas subject stage area_ha promised_by document due met_on source data_class",
    ("resettlement-sites.geojson", "core"): "name kind location_accuracy geometry_accuracy serves claims sources data_class",
    ("resettlement-sites.geojson", "plots"): "needed ready allocated source",
}
HEAD = {"part", "valid_from", "revision", "v", "state"}


def last_day(text):
    """The last day of a partial date."""
    if len(text) == 4:
        return text + "-12-31"
    return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]}" if len(text) == 7 else text


def days(start, end):
    """Days between two days."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


class Clearance:
    """Everything about clearance; `check` is the `Checker`, `metric` its projection."""

    def __init__(self, check, metric, today):
        self.check, self.expect, self.today = check, check.expect, today
        self.cores = {x["id"]: x["properties"] for x in check.rows(AREAS)}
        self.shape = {x["id"]: metric(x["geometry"]) for x in check.rows(AREAS)}
        self.events = defaultdict(list)
        for x in check.files[AREAS]:
            if "stage" in x["properties"]:
                land = metric(x["geometry"]) if x["geometry"] else self._undrawn(x)
                self.events[x["id"]].append((x["properties"]["part"].removeprefix("event."), x["properties"], land))

    def _undrawn(self, feature):
        """The whole area, unless the event only counts households or names fewer hectares: then its land is unknown."""
        body, area = feature["properties"], self.shape[feature["id"]]
        only_people = "households" in body and "area_ha" not in body
        return None if only_people or body.get("area_ha", 1e9) < area.area / 1e4 else area

    def run(self):
        self._keys()
        self._outlines()
        self._events()
        self._facts()
        self._histories()
        self._counts()
        self._bottlenecks()
        self._commitments()
        self._sites()

    # shape of the record -------------------------------------------------------

    def _keys(self):
        for file in {file for file, _ in KEYS}:
            for x in self.check.files[file]:
                part = x["properties"]["part"].split(".")[0]
                order = KEYS[file, part].split()
                own = [k for k in x["properties"] if k not in HEAD]
                self.expect(set(own) <= set(order), f"{x['id']} {part}: keys {set(own) - set(order)}")
                self.expect(own == [k for k in order if k in own], f"{x['id']} {part}: order of keys")

    def _outlines(self):
        """Areas of a part lie in it, apart from each other, and where events decide, cover it."""
        by_part = defaultdict(list)
        for area, body in self.cores.items():
            self.expect(area.startswith(body["zone_part"] + ".gpmb"), f"{area}: id")
            by_part[body["zone_part"]].append(area)
        for part, areas in by_part.items():
            whole, union = self.check.outline[part], unary_union([self.shape[a] for a in areas])
            self.expect(union.difference(whole.buffer(0.05)).area < 1, f"{part}: an area leaves it")
            self.expect(abs(union.area - sum(self.shape[a].area for a in areas)) < 5, f"{part}: areas overlap")
            self.expect(union.area > 0.999 * whole.area, f"{part}: areas cover {union.area / whole.area:.2%}")
        for area, (low, high) in HECTARES.items():
            self.expect(low <= self.shape[area].area / 1e4 <= high, f"{area}: {self.shape[area].area / 1e4:.2f} ha")

    def _events(self):
        counts = Counter()
        for area, events in self.events.items():
            for part, body, land in events:
                illustration = body.get("data_class") == "illustration"
                counts["illustration" if illustration else "fact"] += 1
                self.expect(body["stage"] in STAGES, f"{area} {part}: stage")
                self.expect(part.startswith(body["stage"].lower().replace("_", "-")), f"{area} {part}: name")
                self.expect(body["valid_from"] <= self.today, f"{area} {part}: not yet happened")
                self.expect(illustration == (body["source"]["kind"] == "illustration"), f"{area} {part}: source")
                self.expect("document" not in body if illustration else "url" in body["source"], f"{area} {part}: document or address")
                self.expect(land is not None or not illustration, f"{area} {part}: land unknown")
                self.expect(land is None or land.difference(self.shape[area].buffer(0.05)).area < 1, f"{area} {part}: leaves the area")
                if illustration:
                    self.expect("households" not in body or 2 <= body["households"] <= 400, f"{area} {part}: {body.get('households')} households")
                    self.expect("area_ha" not in body or abs(body["area_ha"] - land.area / 1e4) < 0.02, f"{area} {part}: hectares")
        months = Counter(b["valid_from"][:7] for events in self.events.values() for _, b, _ in events if b["stage"] == "HANDOVER")
        self.expect(months["2026-10"] >= 2 and months["2026-11"] >= 1, f"hand-overs of the last two months {months['2026-10']}, {months['2026-11']}")
        print(f"\nclearance areas {len(self.cores)}, events {dict(counts)}; hand-overs 2026-10: {months['2026-10']}, 2026-11: {months['2026-11']}")

    def _facts(self):
        wanted = {(area, part) for area, part, *_ in FACTS}
        for area, part, stage, day, address, share, households in FACTS:
            body, land = next(((b, g) for p, b, g in self.events[area] if p == part), ({}, None))
            self.expect((body.get("stage"), body.get("valid_from")) == (stage, day), f"{area} {part}: not on record")
            self.expect(address in body.get("source", {}).get("url", ""), f"{area} {part}: source")
            self.expect(body.get("households") == households, f"{area} {part}: households")
            measured = 100 * land.area / self.shape[area].area if land is not None else None
            print(f"  fact {area:34}{part:17}{day}  {'land unknown' if measured is None else f'{measured:6.2f} % of {self.shape[area].area / 1e4:.2f} ha'}")
            self.expect((share is None) == (measured is None) and (share is None or share[0] <= round(measured, 2) <= share[1]), f"{area} {part}: measured {measured}")
        for area, events in self.events.items():
            for part, body, _ in events:
                self.expect(body.get("data_class") == "illustration" or (area, part) in wanted, f"{area} {part}: a fact nobody listed")
        for file, record, figure, value in CLAIMS:
            rows = [x["properties"] for x in self.check.rows(file) if x["id"] == record]
            self.expect(rows and any((c["figure"], c["value"]) == (figure, value) for c in rows[-1].get("claims", [])), f"{record}: claim {figure} {value}")

    # histories -------------------------------------------------------------------

    def _histories(self):
        """Areas with one event of every stage, and pieces of areas whose events share a number."""
        complete, broken, pieces, spans = 0, set(), 0, []
        for area, events in self.events.items():
            single = {body["stage"]: body["valid_from"] for part, body, _ in events if not part[-1].isdigit()}
            if set(CHAIN) <= set(single):
                complete += 1
                spans.append(days(single["NOTICE"], single["HANDOVER"]))
                self._order(area, single, self.cores[area]["regime"])
                broken |= {(area, wait) for wait in self._waits(single, self.cores[area]["regime"])}
            for steps in self._pieces([e for e in events if e[0][-1].isdigit()]):
                pieces += 1
                self.expect(not self._waits(steps, self.cores[area]["regime"]), f"{area}: waits {self._waits(steps, self.cores[area]['regime'])} {steps}")
                self._order(area, steps, self.cores[area]["regime"])
        spans.sort()
        print(f"complete histories: {complete} areas, notice to hand-over {spans[0]}–{spans[-1]} days, median {spans[len(spans) // 2]}; and {pieces} pieces of areas")
        print(f"  waits broken on purpose: {sorted(broken)}")
        self.expect(complete >= 30, f"{complete} complete histories")
        self.expect(broken == BREACHES, f"waits broken: {broken ^ BREACHES}")
        for area, body in self.cores.items():
            approvals = [b["valid_from"] for _, b, _ in self.events[area] if b["stage"] == "PLAN_APPROVED"]
            self.expect(not approvals or (max(approvals) >= NEW_LAW) == (body["regime"] == "land_law_2024"), f"{area}: regime {body['regime']}")

    def _pieces(self, events):
        """Steps of events drawn on the very same land."""
        found = defaultdict(dict)
        for _, body, land in events:
            if land is not None and body.get("data_class") == "illustration" and "area_ha" in body:
                found[land.wkb][body["stage"]] = body["valid_from"]
        return [steps for steps in found.values() if len(steps) > 2]

    def _order(self, area, steps, regime):
        known = [steps[stage] for stage in ORDER[regime] if stage in steps]
        self.expect(known == sorted(known), f"{area}: stages out of order {steps}")

    def _waits(self, steps, regime):
        """Names of the legal waits that are not kept."""
        def between(a, b):
            return days(steps[a], steps[b]) if a in steps and b in steps else None
        notice, posted, paid = between("NOTICE", "RECOVERY_DECISION"), between("PLAN_POSTED", "PLAN_APPRAISED"), between("PLAN_APPROVED", "PAID")
        found = set()
        if notice is not None and (notice < 90 or (regime == "land_law_2024" and notice > 365)):
            found.add("notice")
        if posted is not None and posted < POSTED[regime]:
            found.add("posted")
        if paid is not None and not 0 <= paid <= 30:
            found.add("paid")
        decided, approved = between("RESETTLED", "RECOVERY_DECISION"), between("PLAN_APPROVED", "RECOVERY_DECISION")
        if regime == "land_law_2024" and decided is not None and not 0 <= decided <= 10 or regime == "land_law_2013" and approved not in (None, 0):
            found.add("decision")
        return found

    def _counts(self):
        """Graves only become fewer; money only more, and never more paid than provided or approved."""
        graves, money = defaultdict(list), defaultdict(list)
        for x in self.check.files[AREAS]:
            {"graves": graves, "money": money}.get(x["properties"]["part"], defaultdict(list))[x["id"]].append(x["properties"])
        for area, rows in graves.items():
            left = [r["remaining"] for r in rows]
            self.expect(left == sorted(left, reverse=True) and all(r["remaining"] <= r.get("total", r["remaining"]) for r in rows), f"{area}: graves {left}")
        for area, rows in money.items():
            for key in ("approved_bn_vnd", "paid_bn_vnd"):
                figures = [r.get(key, 0) for r in rows]
                self.expect(figures == sorted(figures), f"{area}: {key} {figures}")
            self.expect(all(r.get("paid_bn_vnd", 0) <= r.get("funded_bn_vnd", 0) <= r["approved_bn_vnd"] for r in rows if "funded_bn_vnd" in r), f"{area}: money")
        print(f"areas with graves {len(graves)}, with money {len(money)}")

    # what goes with it -------------------------------------------------------------

    def _agency(self, record, agency, day):
        self.expect(agency is None or agency in self.check.at("agencies.json", "core", day), f"{record}: {agency} does not exist on {day}")

    def _belongs(self, file, mark):
        parts = {x["id"]: x["properties"]["valid_from"] for x in reversed(self.check.rows("zone-parts.geojson"))}
        for x in self.check.rows(file):
            body, part = x["properties"], x["properties"]["zone_part"]
            self.expect(part in parts and re.fullmatch(re.escape(part) + rf"\.{mark}-\d+", x["id"]), f"{x['id']}: id")
            for area in body.get("clearance_areas", []) + ([body["clearance_area"]] if "clearance_area" in body else []):
                self.expect(area in self.cores and area.startswith(part + "."), f"{x['id']}: area {area}")
            self.expect(x["geometry"] is None and body["valid_from"] >= parts.get(part, "9"), f"{x['id']}: before its part")
            self.expect("url" in body["source"] if body.get("data_class", "fact") == "fact" else "document" not in body, f"{x['id']}: source")

    def _bottlenecks(self):
        self._belongs("bottlenecks.json", "vm")
        for x in self.check.rows("bottlenecks.json"):
            body = x["properties"]
            self.expect(body["category"] in CATEGORIES, f"{x['id']}: category")
            self._agency(x["id"], body.get("owner"), body["valid_from"])
            opened = last_day(body["opened"])
            self.expect(opened <= body["valid_from"] and opened <= last_day(body.get("due", "9999")), f"{x['id']}: dates")
            self.expect(opened <= last_day(body.get("closed", "9999")) and last_day(body.get("closed", body["valid_from"])) <= body["valid_from"], f"{x['id']}: closed")
        now = [x["properties"] for x in self.check.at("bottlenecks.json", "core", self.today).values()]
        closed = sum("closed" in b for b in now)
        overdue = sum("closed" not in b and last_day(b.get("due", "9999")) < self.today for b in now)
        for x in self.check.at("bottlenecks.json", "core", self.today).values():
            if "closed" not in x["properties"]:
                self._agency(x["id"], x["properties"].get("owner"), self.today)
        kinds = Counter(b["category"] for b in now)
        print(f"bottlenecks {len(now)}: closed {closed}, overdue {overdue}, {dict(kinds)}")
        self.expect(closed >= 3 and overdue >= 3 and kinds["complaint"] == 1 and set(kinds) == set(CATEGORIES), "bottlenecks: variety")

    def _commitments(self):
        self._belongs("commitments.json", "ck")
        rows = defaultdict(list)
        for x in self.check.rows("commitments.json"):
            body = x["properties"]
            rows[x["id"]].append(body)
            self._agency(x["id"], body.get("promised_by"), body["valid_from"])
            self.expect(body.get("stage") in [None, *STAGES], f"{x['id']}: stage")
            self.expect(last_day(body["due"]) >= body["valid_from"], f"{x['id']}: due before it was promised")
        for record, promise in rows.items():
            dues = [last_day(b["due"]) for b in promise]
            self.expect(dues == sorted(dues), f"{record}: postponed backwards")
        for record, first, last, hectares, agency in PROMISES:
            found = rows.get(record, [{}])
            own = (found[0].get("due"), found[-1].get("due"), found[-1].get("area_ha"), found[0].get("promised_by"))
            self.expect(own == (first, last, hectares, agency), f"{record}: {own}")
            self.expect(all(b.get("data_class", "fact") == "fact" for b in found), f"{record}: class")
        standing = {record: self._standing(promise) for record, promise in rows.items()}
        print(f"commitments {len(rows)}: {dict(Counter(standing.values()))}")
        self.expect(set(standing.values()) == {"kept", "kept_late", "pending", "overdue", "unknown"}, f"standings {standing}")
        for record, wanted in STANDINGS.items():
            self.expect(standing.get(record) == wanted, f"{record}: {standing.get(record)}, expected {wanted}")

    def _standing(self, promise):
        first, now = last_day(promise[0]["due"]), promise[-1]
        met = last_day(now["met_on"]) if "met_on" in now else self._reached(now)
        if met:
            return "kept" if met <= first else "kept_late"
        if last_day(now["due"]) >= self.today:
            return "pending"
        told = "stage" in now and any(self.events[a] for a in now.get("clearance_areas", []))
        return "overdue" if told else "unknown"

    def _reached(self, promise):
        """The day the promised hectares had reached the stage, or None."""
        areas = promise.get("clearance_areas", [])
        if "stage" not in promise or not areas:
            return None
        target = promise.get("area_ha", 0.995 * sum(self.shape[a].area for a in areas) / 1e4)
        events = [(b["valid_from"], g) for a in areas for _, b, g in self.events[a] if b["stage"] == promise["stage"] and g is not None]
        reached = []
        for day, land in sorted(events, key=lambda e: e[0]):
            reached.append(land)
            if unary_union(reached).area / 1e4 >= target:
                return day
        return None

    def _sites(self):
        parts = {x["id"] for x in self.check.rows("zone-parts.geojson")}
        plots, count = defaultdict(list), Counter()
        for x in self.check.files["resettlement-sites.geojson"]:
            body = x["properties"]
            if body["part"] == "plots":
                plots[x["id"]].append(body)
                continue
            count[body.get("data_class", "fact")] += 1
            self.expect(set(body.get("serves", [])) <= parts and body["kind"] in ("resettlement", "cemetery"), f"{x['id']}: serves or kind")
            self.expect((x["geometry"] is None) == (body["location_accuracy"] == "unknown"), f"{x['id']}: place")
            self.expect(("geometry_accuracy" in body) == (x["geometry"] is not None), f"{x['id']}: accuracy")
        for site, rows in plots.items():
            ready = [r["ready"] for r in rows]
            self.expect(ready == sorted(ready) and all(r["allocated"] <= min(r["ready"], r["needed"]) for r in rows), f"{site}: plots")
        print(f"resettlement sites {dict(count)}, with plots {len(plots)}")
        self.expect(count["fact"] >= 2 and len(plots) >= 6, "resettlement sites")

"""Writes the clearance areas: outlines, dated events, graves and money.

A khu is either divided into one area for each piece of a hand-over, every one
with its own history, or it is a single area whose events are drawn on pieces
of it. Sourced events come from `plans.FACT_EVENTS`; the rest illustrates.
"""

import math
import random

from shapely.ops import unary_union

import geo
import slices
import sources
import stages
from facts import name
from plans import FACT_EVENTS

ILL = sources.ILLUSTRATION
FIGURES = {"cleared_ha", "clearance_pct", "inventoried_pct", "households_affected", "households_resettling", "organisations_affected"}
# Steps whose record tells how many households they concern.
COUNTED = {"NOTICE", "INVENTORY", "PLAN_APPROVED", "PAID", "HANDOVER"}
LETTERS = "abcdef"
# Legal waits broken on purpose: area -> (stage that is moved, days, from which stage).
BREACHES = {
    "kcn-diem-thuy.khu-b.gpmb-dot-2b": ("PAID", 44, "PLAN_APPROVED"),
    "kcn-nam-pho-yen.toan-khu.gpmb-dot-2a": ("PLAN_POSTED", -14, "PLAN_APPRAISED"),
    "ccn-tan-phu-2.toan-khu.gpmb-dot-2b": ("PLAN_POSTED", -22, "PLAN_APPRAISED"),
}
# Parts without lots whose clearance has been reported: part -> (label, day, source fragment, illustrative steps).
BARE_AREAS = {
    "kcn-thuong-dinh.toan-khu": (name("GPMB toàn khu", "Clearance of the whole"), "2025-09-12", "188250912121631486", []),
    "kcn-tay-pho-yen.gd1": (name("GPMB giai đoạn 1", "Clearance of phase 1"), "2026-02-25", "188260226133912822",
                            [(0, 1, "NOTICE", "2026-04-15"), (0, 0.34, "INVENTORY", "2026-09-18")]),
}


def write(bundle, khu, life):
    """The clearance of one khu; returns its hand-overs as (day, land)."""
    return (_Divided if life.areas else _Single)(bundle, khu, life).write()


def write_bare(bundle, placed):
    """Areas of parts that are drawn but have no lots yet."""
    for place in placed:
        if place.id in BARE_AREAS:
            label, day, url, steps = BARE_AREAS[place.id]
            area = _Area(bundle, place.id, f"{place.id}.gpmb", place.outline)
            for number, (low, high, stage, on) in enumerate(steps, 1):
                shape = slices.whole(place.outline, place.angle, (0, 1), low, high) if high < 1 else None
                area.event(f"{_slug(stage)}-{number}", stage, on, shape=shape)
            area.core(label, day, sources.find(url, day), "schematic", [])


class _Area:
    """One clearance area; its core is written last, when all its events are known."""

    def __init__(self, bundle, part, record, outline, density=None):
        self.bundle, self.part, self.record, self.outline = bundle, part, record, outline
        self.rng = random.Random(f"clearance/{record}")
        self.density = density or self.rng.uniform(1.6, 4.9)
        self.events = []

    def core(self, label, since, source, data_class, claims):
        days = self.events or [("NOTICE", since)]
        body = {"zone_part": self.part, "label": label, "geometry_accuracy": "schematic", "regime": stages.law_of(days), "claims": claims,
                "source": source, "data_class": data_class}
        self.bundle.add("clearance_area", self.record, min([since] + [day for _, day in days]), body, geo.to_lonlat(self.outline))

    def event(self, part, stage, day, source=ILL, data_class="illustration", shape=None, **figures):
        """One event. A bare count of households says nothing about land, so an invented one on the whole area names its hectares."""
        self.events.append((stage, day))
        if shape is None and data_class == "illustration" and "households" in figures:
            figures["area_ha"] = _no_less(self.outline)
        body = {"stage": stage, **figures, "source": source, "data_class": data_class}
        if shape is not None:
            body["geometry_accuracy"] = "illustrative" if data_class == "illustration" else "schematic"
        self.bundle.add("clearance_area", self.record, day, body, geo.to_lonlat(shape) if shape is not None else None, f"event.{part}")

    def has(self, part):
        return any(record == self.record and own == f"event.{part}" for record, own, _ in self.bundle.rows["clearance_area"])

    def numbered(self, stage):
        """The next free name of an event of a stage: `paid-1`, `paid-2` …"""
        number = 1
        while self.has(f"{_slug(stage)}-{number}"):
            number += 1
        return f"{_slug(stage)}-{number}"

    def graves(self, rows):
        """Rows (day, remaining[, total])."""
        for day, remaining, *total in rows:
            self.bundle.add("clearance_area", self.record, day, {"total": total[0] if total else None, "remaining": remaining, "source": ILL}, part="graves")

    def money(self, day, approved, funded=None, paid=None):
        body = {"approved_bn_vnd": approved, "funded_bn_vnd": funded, "paid_bn_vnd": paid, "source": ILL}
        self.bundle.add("clearance_area", self.record, day, body, part="money")

    def households(self, hectares):
        """A plausible number of households on some land; none where it would grow too large to be shown as invented."""
        count = max(3, round(hectares * self.density))
        return count if count <= 400 else None


def _no_less(outline):
    """Hectares with two decimals, never below the outline: fewer would mean land nobody has drawn."""
    return math.ceil(geo.hectares(geo.settled(outline)) * 100 + 0.05) / 100


def _slug(stage):
    return stage.lower().replace("_", "-")


def _claims(bundle, khu):
    """The part's own sourced clearance figures; of several khu the last one carries them."""
    rows = [row[1] for (record, _, _), row in bundle.rows["zone_part"].items() if record == khu.part]
    known = rows[-1].get("claims", []) if khu.number != 1 else []
    return [c for c in known if c["figure"] in FIGURES]


class _Divided:
    """A khu divided into areas, each with a complete history."""

    def __init__(self, bundle, khu, life):
        self.bundle, self.khu, self.life = bundle, khu, life
        self.outline, self.angle = khu.placed.outline, khu.placed.angle
        self.direction = slices.inward(self.outline, self.angle, khu.gates[0][1])

    def write(self):
        handed, done = [], 0.0
        for batch, ((day, share), count) in enumerate(zip(self.life.handovers, self.life.areas), 1):
            handed.append((day, slices.largest(self.outline, self.angle, self.direction, done, share)))
            for at, (low, high) in enumerate(self._bounds(batch, done, share, count)):
                self._area(batch, LETTERS[at] if count > 1 else "", day, low, high)
            done = share
        if self.life.rest:
            self._rest(done)
        return handed

    def _bounds(self, batch, low, high, count):
        """Uneven shares the land of a hand-over is divided by."""
        rng = random.Random(f"areas/{self.khu.placed.id}/{batch}")
        weights = [rng.uniform(0.7, 1.3) for _ in range(count)]
        cuts = [low + (high - low) * sum(weights[:k]) / sum(weights) for k in range(count)] + [high]
        return list(zip(cuts, cuts[1:]))

    def _area(self, batch, letter, day, low, high):
        cited = self.life.cited_handover
        key = "gd1" if cited else f"dot-{batch}{letter}"
        area = _Area(self.bundle, self.khu.part, f"{self.khu.part}.gpmb-{key}", slices.whole(self.outline, self.angle, self.direction, low, high))
        steps = self._steps(area, day)
        count = self.life.cited_households or area.households(geo.hectares(area.outline))
        for stage, on in sorted(steps.items(), key=lambda s: s[1]):
            shape = area.outline if stage == "HANDOVER" else None
            if shape is not None and cited:
                area.event("handover", stage, on, sources.find(cited), "fact", shape, households=count)
            else:
                area.event(_slug(stage), stage, on, shape=shape, **_figures(area.rng, stage, count))
        self._graves(area, steps, low, high)
        if area.rng.random() < 0.65:
            _money(area, steps)
        source = (sources.find(cited), "schematic") if cited else (ILL, "illustration")
        area.core(_label(batch, letter, cited), self.life.since, *source, _claims(self.bundle, self.khu) if cited else [])

    def _steps(self, area, day):
        earliest = self.life.opened or _earliest(self.bundle, self.khu.part, day)
        steps = stages.history(area.rng, day, earliest)
        if area.record in BREACHES:
            stage, days, reference = BREACHES[area.record]
            steps[stage] = stages.later(steps[reference], days)
        if self.life.opened and self.life.opened < min(steps.values()):
            steps["BASIS"] = self.life.opened
        return steps

    def _graves(self, area, steps, low, high):
        """Those of the life divided by land, or a few of the area's own, gone before its hand-over."""
        if any(row[1] for row in self.life.graves):
            whole = self.life.handovers[-1][1]
            rows = [(day, round(left * high / whole) - round(left * low / whole)) for day, left, *_ in self.life.graves]
            total = round(rows[0][1] * 1.8) + 1
            early = [(steps["INVENTORY"], total, total)] if steps["INVENTORY"] < rows[0][0] else []
            area.graves(early + [(day, left, total) for day, left in rows])
        elif area.rng.random() < 0.7:
            total = 4 + area.rng.randrange(120)
            left = area.rng.randrange(1, total)
            area.graves([(steps["INVENTORY"], total, total), (steps["PAID"], left, total), (stages.later(steps["HANDOVER"], -4), 0, total)])

    def _rest(self, done):
        area = _Area(self.bundle, self.khu.part, f"{self.khu.part}.gpmb-con-lai", slices.whole(self.outline, self.angle, self.direction, done, 1))
        area.event("basis", "BASIS", self.life.opened)
        count = area.households(geo.hectares(area.outline))
        for stage, day in self.life.rest.items():
            area.event(_slug(stage), stage, day, **_figures(area.rng, stage, count))
        area.core(name("GPMB phần còn lại", "Clearance of the rest"), self.life.since, ILL, "illustration", [])


class _Single:
    """A khu that is one area; its events are drawn on pieces of it."""

    def __init__(self, bundle, khu, life):
        self.bundle, self.khu, self.life = bundle, khu, life
        self.facts = FACT_EVENTS.get(khu.placed.id, [])
        self.given = self._without_edge() if life.edge_left else khu.placed.outline
        self.direction = slices.inward(khu.placed.outline, khu.placed.angle, khu.gates[0][1])
        record = f"{khu.part}.gpmb" + (f"-khu-{khu.number}" if khu.number else "")
        self.area = _Area(bundle, khu.part, record, khu.placed.outline, life.density)

    def write(self):
        handed = [(f.day, self.khu.placed.outline) for f in self.facts if f.stage == "HANDOVER" and f.share is None]
        for fact in self.facts:
            shape = self._piece(*fact.share) if fact.share else None
            self.area.event(fact.event, fact.stage, fact.day, sources.find(fact.url, fact.published), "fact", shape, area_ha=fact.area_ha, households=fact.households)
        for event, stage, day in self.life.stages:
            self.area.event(event, stage, day)
        handed += self._batches()
        for piece in self.life.pieces:
            self._draw(self._piece(piece.low, piece.high), piece.steps)
        self.area.graves(self.life.graves)
        self._money()
        number = self.khu.number
        label = name(f"GPMB khu {number}", f"Clearance of khu {number}") if number else name("GPMB toàn khu", "Clearance of the whole")
        source = (sources.find(self.facts[0].url, self.facts[0].published), "schematic") if self.facts else (ILL, "illustration")
        self.area.core(label, self.life.since, *source, _claims(self.bundle, self.khu))
        return handed

    def _piece(self, low, high):
        if (low, high) == (0, 1):
            return self.given
        return slices.largest(self.given, self.khu.placed.angle, self.direction, low, high)

    def _batches(self):
        handed, done = [], 0.0
        for at, (day, share) in enumerate(self.life.handovers):
            piece = self._piece(done, share)
            handed.append((day, piece))
            way = self.life.ways[at] if self.life.ways else {"HANDOVER": day}
            self._draw(piece, self._steps(way, day))
            done = share
        return handed

    def _steps(self, way, day):
        if isinstance(way, dict):
            return way
        if isinstance(way, str):
            return stages.history(self.area.rng, day, way)
        return stages.history(self.area.rng, day, way[1], way[0])

    def _draw(self, shape, steps):
        """Events of one piece, all on the same land."""
        hectares = round(geo.hectares(shape), 2)
        count = self.area.households(hectares)
        if any(stage == "NOTICE" for stage, _ in self.area.events) and set(steps) == {"NOTICE"}:
            count = None  # a notice that is sent again counts nobody twice
        for stage, day in sorted(steps.items(), key=lambda s: s[1]):
            figures = _figures(self.area.rng, stage, count)
            if stage == "PAID" and any(f.stage == "PAID" and f.households for f in self.facts):
                figures.pop("households", None)
            self.area.event(self.area.numbered(stage), stage, day, shape=shape, area_ha=hectares, **figures)

    def _money(self):
        """Cumulative totals: each approval adds to what is approved, each payment to what is paid."""
        approved = paid = 0.0
        rows = {}
        per_hectare = _price(self.area.rng, min([day for stage, day in self.area.events if stage == "PLAN_APPROVED"], default="2020"))
        drawn = [(day, body["stage"], body["area_ha"]) for (record, _, day), (_, body) in self.bundle.rows["clearance_area"].items()
                 if record == self.area.record and body.get("stage") in ("PLAN_APPROVED", "PAID") and body.get("area_ha")]
        for day, stage, hectares in sorted(drawn):
            if stage == "PLAN_APPROVED":
                approved += hectares * per_hectare
            else:
                paid += hectares * per_hectare
            rows[day] = (round(approved, 1), round(max(paid, approved * 0.9), 1), round(paid, 1) if paid else None)
        for day, figures in rows.items():
            self.area.money(day, *figures)

    def _without_edge(self):
        """The outline less a strip of green edge land that is not handed over yet."""
        khu, outline, share = self.khu, self.khu.placed.outline, self.life.edge_left
        rentable = [x for x in khu.lots if x.land_use in ("SKK", "SKN", "TMD")]
        keep = unary_union([x.shape.buffer(2, join_style=2) for x in rentable] + [r.line.buffer(r.width) for r in khu.roads])
        left = []
        for lot in (x for x in khu.lots if x.land_use == "DKV"):
            if sum(g.area for g in left) > share * outline.area * 0.9:
                break
            left.append(lot.shape.buffer(24, join_style=2).intersection(outline).difference(keep))
        return geo.polygons(outline.difference(unary_union(left).buffer(0.5)))[0].simplify(0.2)


def _label(batch, letter, cited):
    if cited:
        return name("GPMB giai đoạn 1", "Clearance of phase 1")
    block = letter.upper()
    return name(f"GPMB đợt {batch}" + (f", khu {block}" if block else ""), f"Clearance, batch {batch}" + (f", block {block}" if block else ""))


def _earliest(bundle, part, day):
    """A history of an old park begins less than six years before its hand-over, and not before the part."""
    since = min(since for record, _, since in bundle.rows["zone_part"] if record == part)
    return max(since, stages.later(day, -2100))


def _figures(rng, stage, count):
    """Households and organisations a step concerns."""
    found = {}
    if stage in COUNTED and count:
        found["households"] = count
    if stage == "RESETTLED" and count:
        found["households"] = max(2, round(count * rng.uniform(0.05, 0.2)))
    if stage in ("NOTICE", "HANDOVER") and rng.random() < 0.4:
        found["organisations"] = 1 + rng.randrange(4)
    return found


def _price(rng, day):
    """Compensation in bn VND for a hectare; it rose over the years."""
    low, high = (0.8, 1.4) if day < "2017" else (1.3, 2.1) if day < "2022" else (1.8, 3.3)
    return rng.uniform(low, high)


def _money(area, steps):
    """What was approved, then provided, then paid for one area; not every dong is always paid."""
    approved = round(geo.hectares(area.outline) * _price(area.rng, steps["PLAN_APPROVED"]), 1)
    paid = approved if area.rng.random() < 0.7 else round(approved * area.rng.uniform(0.95, 0.995), 1)
    area.money(steps["PLAN_APPROVED"], approved)
    area.money(steps["PAID"], approved, approved, paid)

import { expect, test } from "vitest";
import { NO_CHECK, NO_FILTERS, parse, stringify, type Address } from "./url.ts";

const FULL: Address = {
  mode: { kind: "lot", id: "kcn-song-cong-2.gd2.a-07" },
  lang: "en",
  theme: "dark",
  asOf: "2025-06-30",
  filters: {
    kinds: ["park", "it_park"],
    has: ["ready", "planned"],
    minAvailableHa: 7.5,
    maxInterchangeKm: 10,
    sort: "name",
  },
  camera: { zoom: 11.25, lat: 21.5, lon: 105.9 },
  importing: null,
  tool: null,
  check: NO_CHECK,
};

test("an address survives the round trip", () => {
  expect(parse(stringify(FULL))).toEqual(FULL);
  const zone: Address = { ...FULL, mode: { kind: "zone", id: "kcn-diem-thuy" }, camera: null, theme: null };
  expect(parse(stringify(zone))).toEqual(zone);
});

test("an import under way is in the address, and only a name that can be one", () => {
  const importing: Address = { ...FULL, importing: "f3a9c0d2" };
  expect(stringify(importing)).toContain("import=f3a9c0d2");
  expect(parse(stringify(importing))).toEqual(importing);
  expect(parse("?import=../meta").importing).toBeNull();
});

test("a road, its open point and what is checked are in the address", () => {
  const road: Address = {
    ...FULL,
    mode: { kind: "road", id: "ql3.pho-yen", point: "dn-ql3-01" },
    tool: "check",
    check: { spot: { at: [105.872345, 21.502111] }, date: "2024-06-30", part: "kcn-song-cong-2.gd2" },
  };
  expect(stringify(road)).toContain("road=ql3.pho-yen&point=dn-ql3-01");
  expect(parse(stringify(road))).toEqual(road);
  const along: Address = {
    ...road,
    check: { spot: { section: "ql3", chainage_m: 62350.5, side: "left" }, date: null, part: null },
  };
  expect(parse(stringify(along))).toEqual(along);
});

test("a place that cannot be meant is dropped, and belongs to the check alone", () => {
  expect(parse("?tool=check&at=99/105").check.spot).toBeNull();
  expect(parse("?tool=check&at=21/105/3").check.spot).toBeNull();
  expect(parse("?tool=check&at=ql3@12,up").check.spot).toBeNull();
  expect(parse("?tool=fly").tool).toBeNull();
  expect(stringify({ ...parse("?at=21.5/105.8"), tool: "draw" })).toBe("?tool=draw");
});

test("a fresh map has a bare address", () => {
  expect(stringify(parse(""))).toBe("");
  expect(parse("").filters).toEqual(NO_FILTERS);
});

test("what cannot be meant is dropped, the rest is kept", () => {
  const seen = parse(
    "?zone=<script>&as_of=2025-02-30&kind=park,nothing&min=-3&ic=near&map=99/0/0&lang=fr&sort=price&theme=dark",
  );
  expect(seen).toEqual({ ...parse("?kind=park&theme=dark") });
});

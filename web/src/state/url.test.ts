import { expect, test } from "vitest";
import { NO_FILTERS, parse, stringify, type Address } from "./url.ts";

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

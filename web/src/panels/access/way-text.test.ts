import { expect, test } from "vitest";
import { CATALOGUES } from "../../i18n/words.ts";
import { duration, offNetwork, percentOfWay } from "./way-text.ts";

test("metres without a road are told when they matter", () => {
  expect(offNetwork({ off_network_m: 20, target_off_network_m: 30 })).toBeNull();
  expect(offNetwork({ off_network_m: 1666.3, target_off_network_m: 0 })).toBe(1666.3);
});

test("almost all of a way is not all of it, and a little is not nothing", () => {
  const way = { distance_m: 10_000 };
  expect(percentOfWay({ distance_m: 10_000 }, way)).toBe(100);
  expect(percentOfWay({ distance_m: 9_990 }, way)).toBe(99);
  expect(percentOfWay({ distance_m: 3 }, way)).toBe(1);
  expect(percentOfWay({ distance_m: 0 }, way)).toBe(0);
  expect(percentOfWay({ distance_m: 0 }, { distance_m: 0 })).toBe(0);
});

test("an hour and more is said in hours", () => {
  const { vi, en } = CATALOGUES;
  expect(duration(0.2, vi, "vi")).toBe("1 phút");
  expect(duration(59.4, vi, "vi")).toBe("59 phút");
  expect(duration(59.6, en, "en")).toBe("1 h 0 min");
  expect(duration(89.2, vi, "vi")).toBe("1 giờ 29 phút");
});

// The coordinate systems files come in and go out in, as Việt Nam names them: by meridian and zone.
import type { Catalogue } from "../i18n/vi";

/** (EPSG code, central meridian in degrees) of VN-2000's 3° zones, as the server's table has them. */
const TM3: [number, number][] = [
  [5896, 102],
  [9205, 103],
  [9206, 104],
  [9207, 104.5],
  [9208, 104.75],
  [5897, 105],
  [9209, 105.5],
  [9210, 105.75],
  [9211, 106],
  [9212, 106.25],
  [9213, 106.5],
  [9214, 107],
  [9215, 107.25],
  [9216, 107.5],
  [5899, 107.75],
  [5898, 108],
  [9217, 108.25],
  [9218, 108.5],
];

export interface System {
  code: string;
  /** Central meridian; null where the zone is not one of 3°. */
  meridian: number | null;
}

/** What a layer may be written in: degrees, the province's own zone first, then every other. */
export const EXPORT_SYSTEMS: System[] = [
  { code: "EPSG:4326", meridian: null },
  { code: "EPSG:9213", meridian: 106.5 },
  { code: "EPSG:3405", meridian: null },
  { code: "EPSG:3406", meridian: null },
  ...TM3.filter(([epsg]) => epsg !== 9213).map(([epsg, meridian]) => ({ code: `EPSG:${epsg}`, meridian })),
];

/** What a file may be read by: the same, and the province's zones with the parameters many old files were made with. */
export const SYSTEMS: System[] = [
  ...EXPORT_SYSTEMS,
  { code: "EPSG:9213-legacy", meridian: 106.5 },
  { code: "EPSG:3405-legacy", meridian: null },
];

/** 106.25 → 106°15′. */
export function degreesMinutes(degrees: number): string {
  const minutes = Math.round((degrees % 1) * 60);
  return `${Math.floor(degrees)}°${String(minutes).padStart(2, "0")}′`;
}

export function crsName(code: string, words: Catalogue): string {
  const plain = code.replace("-legacy", "");
  const old = plain === code ? "" : `, ${words.imports.crsLegacy}`;
  const named: Record<string, string> = {
    "EPSG:4326": words.exports.wgs84,
    "EPSG:3405": words.exports.utm48,
    "EPSG:3406": words.exports.utm49,
  };
  const meridian = SYSTEMS.find((system) => system.code === plain)?.meridian;
  if (meridian != null) return words.exports.tm3(degreesMinutes(meridian), plain) + old;
  return (named[plain] ?? plain) + old;
}

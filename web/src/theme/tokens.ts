// Every colour of the product, once: the page reads them as CSS variables, the map as paint values.

export type Theme = "light" | "dark";

export const LAND_STATES = ["ready", "clean", "in_clearance", "reserved", "leased", "planned"] as const;
export type LandState = (typeof LAND_STATES)[number];

/** The second cue beside the colour, because a colour alone leaves out one man in twelve. */
export const CUE: Record<LandState, "solid" | "dots" | "hatch"> = {
  ready: "solid",
  clean: "solid",
  in_clearance: "dots",
  reserved: "solid",
  leased: "solid",
  planned: "hatch",
};

/** What an import does to a record, or that it keeps a row out. */
export const CHANGES = ["added", "changed", "unchanged", "refused"] as const;
export type Change = (typeof CHANGES)[number];

export interface Tokens {
  land: string;
  surface: string;
  surface2: string;
  ink: string;
  ink2: string;
  ink3: string;
  line: string;
  accent: string;
  accentInk: string;
  accentWeak: string;
  focus: string;
  warn: string;
  warnWeak: string;
  /** Lines of dots and hatches. */
  dot: string;
  hatch: string;
  status: Record<LandState, string>;
  change: Record<Change, string>;
  map: {
    water: string;
    waterLine: string;
    waterText: string;
    green: string;
    rail: string;
    /** Lots nobody leases: greenery and common works. */
    common: string;
    zoneFill: string;
    zoneLine: string;
    lotLine: string;
    halo: string;
    roadCase: string;
    expressway: string;
    expresswayCase: string;
    national: string;
    nationalCase: string;
    road: string;
    internal: string;
    shield: string;
    shieldLine: string;
    shieldText: string;
    placeText: string;
  };
}

export const TOKENS: Record<Theme, Tokens> = {
  light: {
    land: "#F3F1EA",
    surface: "#FFFFFF",
    surface2: "#F7F6F2",
    ink: "#1C2B33",
    ink2: "#52616B",
    ink3: "#606E77",
    line: "#E3E0D8",
    accent: "#0F5E6B",
    accentInk: "#FFFFFF",
    accentWeak: "#E4F0F1",
    focus: "#0B63CE",
    warn: "#9A4A00",
    warnWeak: "#FDF1E3",
    dot: "#8A5A00",
    hatch: "#8A9299",
    status: {
      ready: "#1B9E77",
      clean: "#A5E3AE",
      in_clearance: "#F2B134",
      reserved: "#B5629B",
      leased: "#27476E",
      planned: "#C4C9CE",
    },
    change: { added: "#1667C7", changed: "#F0A02B", unchanged: "#B9BFC4", refused: "#B01E3C" },
    map: {
      water: "#C3DAE4",
      waterLine: "#AFCEDC",
      waterText: "#3F6C82",
      green: "#E4EBDA",
      rail: "#9A9690",
      common: "#F0EEE6",
      zoneFill: "#E9E5D9",
      zoneLine: "#1F3B44",
      lotLine: "#FFFFFF",
      halo: "#F9F8F4",
      roadCase: "#C6C0B2",
      expressway: "#EFAF6B",
      expresswayCase: "#B97431",
      national: "#F8E2A8",
      nationalCase: "#CDA955",
      road: "#FFFFFF",
      internal: "#FFFFFF",
      shield: "#FFF6DC",
      shieldLine: "#B08A3C",
      shieldText: "#4A3A12",
      placeText: "#4C555B",
    },
  },
  dark: {
    land: "#182025",
    surface: "#1D272C",
    surface2: "#243036",
    ink: "#E8EDEE",
    ink2: "#B4C0C5",
    ink3: "#98A6AD",
    line: "#334047",
    accent: "#6CC5CC",
    accentInk: "#0C2327",
    accentWeak: "#24393E",
    focus: "#7DB7FF",
    warn: "#FFB877",
    warnWeak: "#3A2C1F",
    dot: "#7A4E00",
    hatch: "#8E9BA3",
    status: {
      ready: "#22B08A",
      clean: "#C9F2E0",
      in_clearance: "#FFCB5C",
      reserved: "#D47FB5",
      leased: "#3F66B0",
      planned: "#4A555C",
    },
    change: { added: "#4C97F2", changed: "#FFC25E", unchanged: "#5E6B73", refused: "#FF8296" },
    map: {
      water: "#173443",
      waterLine: "#1D4154",
      waterText: "#7FB3CB",
      green: "#1D2A26",
      rail: "#5A666C",
      common: "#2C3A35",
      zoneFill: "#232E33",
      zoneLine: "#E8EDEE",
      lotLine: "#182025",
      halo: "#12181C",
      roadCase: "#222C31",
      expressway: "#A2713C",
      expresswayCase: "#5F4526",
      national: "#7A6840",
      nationalCase: "#463D28",
      road: "#39454B",
      internal: "#4A575E",
      shield: "#3A321F",
      shieldLine: "#8F7A45",
      shieldText: "#F3E3B5",
      placeText: "#B4C0C5",
    },
  },
};

/** The CSS variables of a theme: `--ink2`, `--status-ready`, … */
export function cssVariables(theme: Theme): [string, string][] {
  const { status, change, map: _, ...flat } = TOKENS[theme];
  return [
    ...Object.entries(flat).map(([name, value]): [string, string] => [`--${name}`, value]),
    ...Object.entries(status).map(([name, value]): [string, string] => [`--status-${name}`, value]),
    ...Object.entries(change).map(([name, value]): [string, string] => [`--change-${name}`, value]),
  ];
}

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

/** What is known of a connection point's right to be there; each has a shape of its own beside the colour. */
export const CONNECTION_STANDINGS = ["approved", "in_progress", "none", "unknown"] as const;
export type ConnectionStanding = (typeof CONNECTION_STANDINGS)[number];

/** Outline and sign of a standing in a field of 18 by 18: disc, diamond, square with a cross, ring with a question. */
export const STANDING_SHAPE: Record<ConnectionStanding, { outline: string; sign: string }> = {
  approved: { outline: "M9 3a6 6 0 1 1 0 12 6 6 0 0 1 0-12z", sign: "M6.6 9.2l1.800 1.800 3-3.600" },
  in_progress: { outline: "M9 1.800 16.200 9 9 16.200 1.800 9z", sign: "M9 6v3.200h2.400" },
  none: { outline: "M3.500 3.500h11v11h-11z", sign: "M6.700 6.700l4.600 4.600 M11.300 6.700l-4.600 4.600" },
  unknown: {
    outline: "M9 3a6 6 0 1 1 0 12 6 6 0 0 1 0-12z",
    sign: "M7.300 7.500c.1-1.900 3.400-1.900 3.400.1 0 1.200-1.700 1.200-1.700 2.500 M9 12v.1",
  },
};

/** How a try-out changes the time of a park's way: by ten minutes and more, three and more, less; longer. */
export const DELTAS = ["much", "some", "little", "worse"] as const;
export type Delta = (typeof DELTAS)[number];

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
  standing: Record<ConnectionStanding, string>;
  delta: Record<Delta, string>;
  /** What is drawn to be tried, and what would mend a place: on no road of the record. */
  remedy: string;
  danger: string;
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
    standing: { approved: "#1667C7", in_progress: "#F0A02B", none: "#B01E3C", unknown: "#8D979E" },
    delta: { much: "#0B3F75", some: "#3F8FCB", little: "#B5DBF2", worse: "#E07B1F" },
    remedy: "#7A2FB8",
    danger: "#B01E3C",
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
    standing: { approved: "#4C97F2", in_progress: "#FFC25E", none: "#FF8296", unknown: "#5E6B73" },
    delta: { much: "#2F6FBF", some: "#6FB4E8", little: "#CFE8F8", worse: "#FF9D45" },
    remedy: "#D3A0FF",
    danger: "#FF8296",
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
  const { status, change, standing, delta, map: _, ...flat } = TOKENS[theme];
  return [
    ...Object.entries(flat).map(([name, value]): [string, string] => [`--${name}`, value]),
    ...Object.entries(status).map(([name, value]): [string, string] => [`--status-${name}`, value]),
    ...Object.entries(change).map(([name, value]): [string, string] => [`--change-${name}`, value]),
    ...Object.entries(standing).map(([name, value]): [string, string] => [`--standing-${name}`, value]),
    ...Object.entries(delta).map(([name, value]): [string, string] => [`--delta-${name}`, value]),
  ];
}

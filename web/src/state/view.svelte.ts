// What the user is doing and how they look at it. Everything here that is worth sharing lives in the address.
import type { Ask, Bbox, Lang } from "../api/client";
import type { Spot } from "../api/roads";
import { CATALOGUES } from "../i18n/words";
import type { Theme } from "../theme/tokens";
import {
  NEW_IMPORT,
  NO_CHECK,
  parse,
  stringify,
  type Address,
  type Camera,
  type Check,
  type Filters,
  type Mode,
  type Tool,
} from "./url";

/** Where the map is asked to go; a new object is a new wish. */
export type Aim =
  | { kind: "box"; bbox: Bbox; maxZoom: number }
  | { kind: "point"; at: [number, number]; zoom: number }
  /** All of it, moving only when some of it is out of sight or too small to follow. */
  | { kind: "show"; bbox: Bbox; maxZoom: number }
  | { kind: "camera"; camera: Camera }
  /** Only as far as needed to bring it out from under a panel. */
  | { kind: "reveal"; at: [number, number] };

export interface Frame {
  bbox: Bbox;
  zoom: number;
}

class View {
  mode = $state.raw<Mode>({ kind: "browse" });
  lang = $state<Lang>("vi");
  asOf = $state<string | null>(null);
  /** The day under a moving slider, not yet asked about. */
  draftDay = $state<string | null>(null);
  filters = $state.raw<Filters>(parse("").filters);
  camera = $state.raw<Camera | null>(null);
  /** The import at hand; while there is one it stands where the list and the card were. */
  importing = $state<string | null>(null);
  /** What is tried on the roads; its panel stands where the list was, and clicks on the map are its own. */
  tool = $state<Tool | null>(null);
  check = $state.raw<Check>(NO_CHECK);
  themeChoice = $state<Theme | null>(null);
  systemTheme = $state<Theme>("light");

  /** Under the pointer, on the map or in the list; apart from the keyboard's place, or the two would fight. */
  hovered = $state<string | null>(null);
  focused = $state<string | null>(null);
  hoveredLot = $state<string | null>(null);
  hoveredRoad = $state<string | null>(null);
  aim = $state.raw<Aim | null>(null);
  /** A place the search found, marked until something else is chosen. */
  found = $state.raw<[number, number] | null>(null);
  frame = $state.raw<Frame | null>(null);

  readonly theme = $derived(this.themeChoice ?? this.systemTheme);
  readonly words = $derived(CATALOGUES[this.lang]);
  readonly hot = $derived(this.hovered ?? this.focused);
  readonly ask = $derived<Ask>({ lang: this.lang, asOf: this.asOf });

  #opener: Element | null = null;

  start(): void {
    this.#take(parse(location.search));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => (this.systemTheme = dark.matches ? "dark" : "light");
    follow();
    dark.addEventListener("change", follow);
    addEventListener("popstate", () => {
      this.#take(parse(location.search));
      if (this.camera) this.aim = { kind: "camera", camera: this.camera };
    });
  }

  #take(address: Address): void {
    this.mode = address.mode;
    this.lang = address.lang;
    this.themeChoice = address.theme;
    this.asOf = address.asOf;
    this.filters = address.filters;
    this.camera = address.camera;
    this.importing = address.importing;
    this.tool = address.tool;
    this.check = address.check;
  }

  get address(): string {
    const { mode, lang, themeChoice: theme, asOf, filters, camera, importing, tool, check } = this;
    return (
      location.pathname + stringify({ mode, lang, theme, asOf, filters, camera, importing, tool, check })
    );
  }

  open(mode: Mode, aim: Aim | null = null): void {
    if (this.mode.kind === "browse") this.#opener = document.activeElement;
    this.mode = mode;
    this.found = null;
    // A phone has room for a card or a tool.
    if (matchMedia("(max-width: 719px)").matches) this.tool = null;
    if (aim) this.aim = aim;
    if (this.address !== location.pathname + location.search) history.pushState(null, "", this.address);
  }

  /** Opens the import at hand, or a new one. It changes the record as it is today, so the map shows today. */
  openImport(id: string = NEW_IMPORT): void {
    this.importing = id;
    this.tool = null;
    this.asOf = null;
    this.found = null;
    history.pushState(null, "", this.address);
  }

  closeImport(): void {
    this.importing = null;
    this.found = null;
    history.pushState(null, "", this.address);
    requestAnimationFrame(() => document.getElementById("open-import")?.focus());
  }

  openTool(tool: Tool): void {
    this.tool = tool;
    this.found = null;
    history.pushState(null, "", this.address);
  }

  /** Checks a place, and keeps the day and the part that were chosen unless others are given. */
  checkAt(spot: Spot, part: string | null = this.check.part): void {
    this.check = { ...this.check, spot, part };
    this.openTool("check");
  }

  closeTool(): void {
    this.tool = null;
    this.check = NO_CHECK;
    history.pushState(null, "", this.address);
    requestAnimationFrame(() => document.getElementById("open-tools")?.focus());
  }

  /** Closes the card; the focus goes back to what opened it, or else to the zone's row. */
  close(): void {
    const was = this.mode;
    if (was.kind === "browse") return;
    this.mode = { kind: "browse" };
    history.pushState(null, "", this.address);
    const opener = this.#opener;
    this.#opener = null;
    const zone = was.kind === "road" ? "" : (was.id.split(".")[0] ?? "");
    requestAnimationFrame(() => {
      const row = document.querySelector(`[data-zone="${CSS.escape(zone)}"]`);
      const target = opener?.isConnected && opener !== document.body ? opener : row;
      if (target instanceof HTMLElement) target.focus();
    });
  }
}

export const view = new View();

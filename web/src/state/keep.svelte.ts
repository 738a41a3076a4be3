// What keeps itself in step while the page lives: the address, the title, and the questions to the server.
import { untrack } from "svelte";
import { cssVariables, TOKENS } from "../theme/tokens";
import { atlas } from "./atlas.svelte";
import { checking } from "./checking.svelte";
import { boundsOf } from "./geometry";
import { journey } from "./journey.svelte";
import { roads } from "./roads.svelte";
import { scenario } from "./scenario.svelte";
import { view, type Aim } from "./view.svelte";

/** Colours, language, title and address follow the view. Called while a component is set up. */
export function keepPage(): void {
  const root = document.documentElement;
  $effect(() => {
    root.dataset.theme = view.theme;
    for (const [name, value] of cssVariables(view.theme)) root.style.setProperty(name, value);
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", TOKENS[view.theme].land);
  });
  $effect(() => {
    root.lang = view.lang;
    const open = atlas.zones.data?.find((zone) => zone.id === atlas.openZone);
    const name = (open ?? roads.road)?.properties.name[view.lang];
    document.title = `${name ?? view.words.title} · KCN Atlas`;
  });
  // Opening and closing a card make a step in the history of their own; the rest rewrites the current one.
  $effect(() => history.replaceState(null, "", view.address));
  // A link made when its day was still "today", or one from the future, means today.
  $effect(() => {
    const today = atlas.meta.data?.today;
    if (today && view.asOf && view.asOf >= today) view.asOf = null;
  });
}

/** Asks again whenever the question changes: another day, another frame, another card. */
export function keepAsking(): void {
  untrack(() => atlas.loadMeta(view.lang));
  $effect(() => {
    const { ask } = view;
    untrack(() => {
      atlas.loadAll(ask);
      roads.loadPoints(ask);
    });
  });
  $effect(() => {
    const { frame, ask } = view;
    if (frame) untrack(() => atlas.loadFrame(frame, ask));
  });
  $effect(() => {
    const { mode, ask } = view;
    untrack(() => atlas.loadCard(mode, ask));
  });
  $effect(() => {
    const { place, profile } = journey;
    const { ask } = view;
    untrack(() => journey.load(place, profile, ask));
  });
  keepAskingOfRoads();
  // An address that names a zone or a lot but no map position shows it once it is known where that is.
  let pending = view.camera === null && view.mode.kind !== "browse" && view.tool !== "check";
  $effect(() => {
    if (!pending) return;
    const aim = aimOfCard();
    if (aim === undefined) return;
    pending = false;
    view.aim = aim;
  });
}

/** The open road, the place that is checked, the roads that are tried. */
function keepAskingOfRoads(): void {
  $effect(() => {
    const { ask } = view;
    const { openId } = roads;
    untrack(() => roads.loadDiagram(openId, ask));
  });
  $effect(() => {
    const { ask, tool } = view;
    if (tool === "gaps") untrack(() => roads.loadGaps(ask));
  });
  $effect(() => {
    const { ask } = view;
    const question = view.tool === "check" ? checking.question : null;
    untrack(() => checking.load(question, ask));
  });
  $effect(() => {
    const { ask } = view;
    const question = view.tool === "draw" ? scenario.question : null;
    untrack(() => scenario.load(question, ask));
  });
}

/** Where the open card's subject is; undefined while that is still being read. */
function aimOfCard(): Aim | null | undefined {
  const { mode } = view;
  if (mode.kind === "zone") return atlas.zones.data ? atlas.aimAt(mode.id) : undefined;
  if (mode.kind === "lot" && atlas.lot.data?.id === mode.id) {
    const bbox = boundsOf(atlas.lot.data.geometry);
    return bbox && { kind: "box", bbox, maxZoom: 15.5 };
  }
  if (mode.kind === "road") {
    const bbox = boundsOf(roads.road?.geometry ?? null);
    return atlas.roads.data ? bbox && { kind: "box", bbox, maxZoom: 14.5 } : undefined;
  }
  return mode.kind === "browse" ? null : undefined;
}

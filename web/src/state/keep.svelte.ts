// What keeps itself in step while the page lives: the address, the title, and the questions to the server.
import { untrack } from "svelte";
import { cssVariables, TOKENS } from "../theme/tokens";
import { atlas } from "./atlas.svelte";
import { view } from "./view.svelte";

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
    document.title = `${open?.properties.name[view.lang] ?? view.words.title} · KCN Atlas`;
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
    untrack(() => atlas.loadAll(ask));
  });
  $effect(() => {
    const { frame, ask } = view;
    if (frame) untrack(() => atlas.loadFrame(frame, ask));
  });
  $effect(() => {
    const { mode, ask } = view;
    untrack(() => atlas.loadCard(mode, ask));
  });
  // An address that names a zone but no map position shows that zone once the list has told where it is.
  let pending = view.camera === null && view.mode.kind === "zone";
  $effect(() => {
    if (!pending || !atlas.zones.data || view.mode.kind !== "zone") return;
    pending = false;
    view.aim = atlas.aimAt(view.mode.id);
  });
}

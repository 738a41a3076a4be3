// What the server said: the whole list, the base of the map, what lies in the frame, and the open card.
// Each is a resource of its own, so that one failing blanks nothing else.
import * as api from "../api/client";
import type {
  Constraint,
  Gate,
  InternalRoad,
  Ledger,
  Lot,
  LotDetail,
  Meta,
  Place,
  Road,
  TransportNode,
  Zone,
  ZoneClearance,
  ZoneDetail,
} from "../api/types";
import { boundsOf, covers, grown } from "./geometry";
import { endOfMonthBefore, yearsBefore } from "./months";
import { Resource } from "./resource.svelte";
import { view, type Aim, type Frame } from "./view.svelte";
import { matches, sorted } from "./zone-list";

/** A hundred thousand lots fit in one province's frame below this; outlines and shares stand for them. */
export const LOTS_FROM_ZOOM = 11.5;
export const DETAIL_FROM_ZOOM = 13;

class Atlas {
  meta = new Resource<Meta>();
  zones = new Resource<Zone[]>();
  roads = new Resource<Road[]>();
  constraints = new Resource<Constraint[]>();
  places = new Resource<Place[]>();
  nodes = new Resource<TransportNode[]>();
  lots = new Resource<{ features: Lot[]; complete: boolean }>();
  internalRoads = new Resource<InternalRoad[]>();
  gates = new Resource<Gate[]>();
  zone = new Resource<ZoneDetail>();
  lot = new Resource<LotDetail>();
  months = new Resource<Ledger>();
  clearance = new Resource<ZoneClearance>();

  readonly shown = $derived(
    sorted(
      (this.zones.data ?? []).filter((zone) => matches(zone, view.filters)),
      view.filters.sort,
      view.lang,
    ),
  );
  readonly shownIds = $derived(new Set(this.shown.map((zone) => zone.id)));
  /** The zone that is open, or the one the open lot belongs to: an id's first word is its zone. */
  readonly openZone = $derived(
    view.mode.kind === "zone" || view.mode.kind === "lot" ? (view.mode.id.split(".")[0] ?? null) : null,
  );
  readonly openLot = $derived(view.mode.kind === "lot" ? view.mode.id : null);
  readonly baseFailed = $derived(
    [this.roads, this.constraints, this.places, this.nodes].some((part) => part.status === "failed"),
  );

  #lotsIn: { key: string; bbox: api.Bbox } | null = null;
  #detailIn: { key: string; bbox: api.Bbox } | null = null;

  /** The service has said where the map opens, or has failed to; either way the map may be made, once. */
  described = $state(false);

  loadMeta(lang: api.Lang): void {
    void this.meta
      .load((signal) => api.findMeta({ lang, asOf: null, signal }))
      .then(() => (this.described = true));
  }

  retryList(): void {
    this.zones.retry();
    if (this.meta.status === "failed") this.meta.retry();
    this.retryBase();
  }

  /** Everything anew, after the record itself has changed. */
  reload({ lang, ...ask }: api.Ask, frame: Frame | null): void {
    this.#lotsIn = this.#detailIn = null;
    this.loadMeta(lang);
    this.loadAll({ lang, ...ask });
    if (frame) this.loadFrame(frame, { lang, ...ask });
  }

  loadAll(ask: api.Ask): void {
    void this.zones.load((signal) => api.listZones({ ...ask, signal }));
    void this.roads.load((signal) => api.listRoads({ ...ask, signal }));
    void this.constraints.load((signal) => api.listConstraints({ ...ask, signal }));
    void this.places.load((signal) => api.listPlaces({ ...ask, signal }));
    void this.nodes.load((signal) => api.listTransportNodes({ ...ask, signal }));
  }

  /** Asks only when the frame leaves what was already read for the same day. */
  loadFrame({ bbox, zoom }: Frame, ask: api.Ask): void {
    const key = ask.asOf ?? "today";
    const wider = grown(bbox, 0.2);
    if (zoom >= LOTS_FROM_ZOOM) {
      const kept = this.#lotsIn?.key === key && covers(this.#lotsIn.bbox, bbox);
      if (!kept || this.lots.status === "failed" || this.lots.data?.complete === false) {
        this.#lotsIn = { key, bbox: wider };
        void this.lots.load((signal) => api.listLots(wider, { ...ask, signal }));
      }
    }
    if (zoom >= DETAIL_FROM_ZOOM) {
      if (this.#detailIn?.key === key && covers(this.#detailIn.bbox, bbox)) return;
      this.#detailIn = { key, bbox: wider };
      void this.internalRoads.load((signal) => api.listInternalRoads(wider, { ...ask, signal }));
      void this.gates.load((signal) => api.listGates(wider, { ...ask, signal }));
    }
  }

  loadCard(mode: typeof view.mode, ask: api.Ask): void {
    const { zone, lot, clearance } = this;
    if (mode.kind === "zone") {
      const known = zone.data?.id === mode.id;
      void zone.load((signal) => api.findZone(mode.id, { ...ask, signal }), known);
      const day = ask.asOf ?? this.meta.data?.today ?? new Date().toISOString().slice(0, 10);
      void this.months.load(
        (signal) => api.findMonths(mode.id, yearsBefore(day, 3), { ...ask, signal }),
        known,
      );
      void clearance.load(
        (signal) => api.findClearance(mode.id, endOfMonthBefore(day), { ...ask, signal }),
        clearance.data?.zone === mode.id,
      );
    }
    if (mode.kind === "lot")
      void lot.load((signal) => api.findLot(mode.id, { ...ask, signal }), lot.data?.id === mode.id);
  }

  retryBase(): void {
    for (const part of [this.roads, this.constraints, this.places, this.nodes])
      if (part.status === "failed") part.retry();
  }

  /** Where a zone is, as the list knows it; null when nobody has located it. */
  aimAt(id: string): Aim | null {
    const zone = this.zones.data?.find((zone) => zone.id === id);
    const bbox = boundsOf(zone?.geometry ?? null);
    if (!zone || !bbox)
      return zone?.properties.location ? { kind: "point", at: zone.properties.location, zoom: 12.5 } : null;
    if (zone.geometry?.type === "Point") return { kind: "point", at: [bbox[0], bbox[1]], zoom: 12.5 };
    return { kind: "box", bbox, maxZoom: 14.5 };
  }

  openZoneCard(id: string): void {
    view.open({ kind: "zone", id }, this.aimAt(id));
  }
}

export const atlas = new Atlas();

// After a commit: the record has changed, so everything read of it is read anew, and the map goes to what came in.
import { atlas } from "../../state/atlas.svelte";
import { importing } from "../../state/importing.svelte";
import { view } from "../../state/view.svelte";

/** The zone the imported records belong to: as was said for all of them, else as the first id begins. */
function zoneOf(): string | null {
  const { set } = importing.answers;
  const { added_ids = [], changed_ids = [] } = importing.report?.differences ?? {};
  const named = set.zone ?? set.zone_part ?? added_ids[0] ?? changed_ids[0] ?? "";
  return named.split(".")[0] || null;
}

export async function showOnMap(): Promise<void> {
  const zone = zoneOf();
  await importing.restart();
  view.closeImport();
  if (zone && atlas.zones.data?.some(({ id }) => id === zone)) atlas.openZoneCard(zone);
}

// The class of a change in minutes, which has a colour on the map and a line in the legend.
import type { ClassChange, Reach } from "../api/scenarios";
import type { Delta } from "../theme/tokens";

const MUCH_MIN = 10;
const SOME_MIN = 3;

/** A way that was not there before is as much as a way can change; one that is gone is worse. */
export function deltaOf({ before, after, delta_minutes }: ClassChange): Delta {
  if (!after) return "worse";
  if (!before) return "much";
  const saved = -(delta_minutes ?? 0);
  if (saved >= MUCH_MIN) return "much";
  if (saved >= SOME_MIN) return "some";
  return saved > 0 ? "little" : "worse";
}

/** 15 km/h, at which the server takes the stretch to the network. */
const OFF_NETWORK_M_PER_MIN = 250;

/** Minutes from the gate itself: what the difference is taken of. */
export const minutesFromGate = ({ minutes, off_network_m }: Reach): number =>
  minutes + off_network_m / OFF_NETWORK_M_PER_MIN;

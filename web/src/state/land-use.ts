// Land of a park that nobody leases: greenery, roads, waste, energy. It has lots too, but it is not land on offer.

/** The land uses whose lots count as leasable, as docs/api.md lists them. */
const LEASABLE = ["SKK", "SKN", "SKC", "SCT", "TMD"];

/** An unrecorded use is not held against the lot. */
export const isLeasable = (landUse: string | null): boolean => landUse === null || LEASABLE.includes(landUse);

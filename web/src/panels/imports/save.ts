import { saveAs } from "../../ui/save";

/** What is wrong with a file, saved under the file's own mark. */
export function save(blob: Blob | null, hash: string | undefined, ending: string): void {
  if (blob) saveAs(blob, `kcn-atlas-issues-${hash ?? ""}.${ending}`);
}

// The catalogue of a language, and the label of a code; a code we have no word for is shown as it came.
import { en } from "./en";
import { vi, type Catalogue, type CodeGroup } from "./vi";

export const CATALOGUES: Record<"vi" | "en", Catalogue> = { vi, en };

export function label(words: Catalogue, group: CodeGroup, code: string): string {
  return (words.codes[group] as Record<string, string>)[code] ?? code.replaceAll("_", " ");
}

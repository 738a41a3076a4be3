/** Hands a file that was read with a token to the browser's downloads; a plain link could not carry the token. */
export function save(blob: Blob | null, hash: string | undefined, ending: string): void {
  if (!blob) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `kcn-atlas-issues-${hash ?? ""}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

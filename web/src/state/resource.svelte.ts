// One thing asked of the server: loading, ready or failed. What was read before is kept through a failure.
import { Problem } from "../api/client";

export class Resource<T> {
  data = $state.raw<T | null>(null);
  status = $state<"loading" | "ready" | "failed">("loading");
  problem = $state.raw<Problem | null>(null);
  #read: ((signal: AbortSignal) => Promise<T>) | null = null;
  #running: AbortController | null = null;

  /** Asks anew; an older question still under way is called off, so answers cannot arrive out of order. */
  async load(read: (signal: AbortSignal) => Promise<T>, keep = true): Promise<void> {
    this.#read = read;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    if (!keep) this.data = null;
    this.status = "loading";
    try {
      const data = await read(running.signal);
      if (running.signal.aborted) return;
      this.data = data;
      this.problem = null;
      this.status = "ready";
    } catch (error) {
      if (running.signal.aborted) return;
      this.problem = error instanceof Problem ? error : new Problem("unreadable", null, String(error), null);
      this.status = "failed";
    }
  }

  retry(): void {
    if (this.#read) void this.load(this.#read);
  }

  clear(): void {
    this.#running?.abort();
    this.data = null;
    this.problem = null;
    this.status = "ready";
  }
}

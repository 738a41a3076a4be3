// The import at hand: its files, what was decided about them, what the server found. It outlives the panel that shows
// it, so that closing the panel, a lost connection or another language loses nothing.
import * as api from "../api/client";
import type { Answers, Candidate, ImportRun, Shapes } from "../api/imports";
import { atlas } from "./atlas.svelte";
import { filesRefused, freshAnswers, readAlike } from "./import-answers";
import { firstOpen, stepOf, type Step } from "./import-steps";
import { Resource } from "./resource.svelte";
import { NEW_IMPORT } from "./url";
import { view } from "./view.svelte";

/** Kept for this tab only, never on the disk. */
const TOKEN_KEY = "kcn-atlas-office";
const ASK_AGAIN_MS = [300, 600, 1200] as const;
const LOST_MS = 4000;

class Importing {
  token = $state<string | null>(sessionStorage.getItem(TOKEN_KEY));
  /** The server has taken the token. */
  trusted = $state(false);
  earlier = $state.raw<ImportRun[]>([]);
  files = $state.raw<File[]>([]);
  answers = $state.raw<Answers>(freshAnswers(""));
  run = $state.raw<ImportRun | null>(null);
  /** The share of the files that has left, 0 to 1; null when none are being sent. */
  sent = $state<number | null>(null);
  /** A request is under way whose answer will change the run. */
  busy = $state(false);
  problem = $state.raw<api.Problem | null>(null);
  step = $state<Step>("files");
  shapes = new Resource<Shapes>();
  /** The row that is pointed at, on the map as in the lists. */
  hotRow = $state<number | null>(null);
  trial = $state.raw<Candidate | null>(null);
  trialShapes = new Resource<Shapes>();

  readonly isRunning = $derived(this.busy || this.sent !== null || this.run?.state === "running");
  readonly report = $derived(this.run?.report ?? null);
  readonly revision = $derived(this.report?.revision ?? null);
  readonly refusedFiles = $derived(filesRefused(this.files));
  /** What was decided differs from what was read. */
  readonly isDirty = $derived(this.run !== null && !readAlike(this.answers, this.run.answers));
  /** The record has gone: its hour is over, or somebody stopped it. */
  readonly isGone = $derived(this.problem?.status === 404 && this.run === null);

  #again: (() => Promise<void>) | null = null;
  #calling: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #polls = 0;

  get #ask(): api.Ask {
    return { lang: view.lang, asOf: null, ...(this.token ? { token: this.token } : {}) };
  }

  /** Does something that may fail; what failed is kept, with the way to try it again. */
  async #try(what: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#calling?.abort();
    const calling = new AbortController();
    this.#calling = calling;
    this.busy = true;
    try {
      await what(calling.signal);
      if (this.#calling === calling) this.problem = null;
    } catch (error) {
      if (calling.signal.aborted) return;
      this.problem =
        error instanceof api.Problem ? error : new api.Problem("unreadable", null, String(error), null);
      if (this.problem.status === 401) this.trusted = false;
      this.#again = () => this.#try(what);
    } finally {
      if (this.#calling === calling) this.busy = false;
    }
  }

  retry(): void {
    void this.#again?.();
  }

  /** Shows the token to the server, and sees what imports it still keeps. */
  async enter(token: string): Promise<void> {
    this.token = token;
    await this.#try(async (signal) => {
      this.earlier = await api.listImports({ ...this.#ask, signal });
      this.trusted = true;
      sessionStorage.setItem(TOKEN_KEY, token);
    });
    if (this.problem?.status === 401) sessionStorage.removeItem(TOKEN_KEY);
    // Asked for again in the middle of an import: it goes on from where it was.
    else if (this.run?.state === "running") void this.#poll(this.run.id);
  }

  /** Takes up an import the server keeps: of another tab, or of this page before it was loaded again. */
  async resume(id: string): Promise<void> {
    await this.#try(async (signal) => {
      try {
        const run = await api.findImport(id, { ...this.#ask, signal });
        this.step = "files";
        this.#accept(run);
      } catch (error) {
        if (error instanceof api.Problem && error.status === 404) this.run = null;
        throw error;
      }
    });
  }

  async start(): Promise<void> {
    const { answers } = this;
    if (!answers.valid_from) this.answers = { ...answers, valid_from: atlas.meta.data?.today ?? "" };
    await this.#try(async (signal) => {
      this.sent = 0;
      try {
        const sent = (share: number) => (this.sent = share);
        const run = await api.startImport(this.files, this.answers, { ...this.#ask, signal }, sent);
        view.importing = run.id;
        this.#accept(run);
      } finally {
        this.sent = null;
      }
    });
  }

  /** Reads the same files again; `change` is what a person has just decided. */
  async reread(change: Partial<Answers> = {}): Promise<void> {
    this.answers = { ...this.answers, ...change };
    await this.#put({ ...this.answers, dry_run: true });
  }

  commit = () => this.#put({ ...this.answers, dry_run: false });

  async #put(answers: Answers): Promise<void> {
    const id = this.run?.id;
    if (!id) return;
    await this.#try(async (signal) =>
      this.#accept(await api.answerImport(id, answers, { ...this.#ask, signal })),
    );
  }

  /** What the server made of the answers, such as the day that was left out, is what holds. */
  #accept(run: ImportRun): void {
    this.answers = { ...run.answers, dry_run: true };
    this.#take(run);
  }

  #take(run: ImportRun): void {
    if (run.report?.revision != null && this.revision === null) atlas.reload(this.#ask, view.frame);
    this.run = run;
    this.hotRow = null;
    clearTimeout(this.#timer);
    if (run.state === "running") {
      this.#timer = setTimeout(() => void this.#poll(run.id), ASK_AGAIN_MS[this.#polls++] ?? 1200);
      return;
    }
    this.#polls = 0;
    if (run.state === "failed") this.step = stepOf(run.problem?.parameter ?? null);
    else if (this.step === "files") this.step = firstOpen(run);
    this.settleTrial();
    if (run.report?.crs) this.#loadShapes(run.id);
    else this.shapes.clear();
  }

  async #poll(id: string): Promise<void> {
    await this.#try(async (signal) => {
      const run = await api.findImport(id, { ...this.#ask, signal });
      if (this.run?.id === id) this.#take(run);
    });
    // The line may come back by itself; the button does not have to be found for that.
    if (this.problem?.type === "network" && this.run?.state === "running")
      this.#timer = setTimeout(() => void this.#poll(id), LOST_MS);
    else if (this.problem?.status === 404) this.run = null;
  }

  #loadShapes(id: string): void {
    void this.shapes.load((signal) => api.findShapes(id, null, { ...this.#ask, signal }), false);
  }

  /** Draws the shapes as a candidate would place them; null takes them off the map. */
  showTrial(candidate: Candidate | null): void {
    const id = this.run?.id;
    if (candidate === this.trial) return;
    this.trial = candidate;
    if (!candidate || !id) return this.trialShapes.clear();
    void this.trialShapes.load((signal) => api.findShapes(id, candidate, { ...this.#ask, signal }), false);
  }

  /** Away from the choice of a system: what is on trial stays only where nothing else could be drawn. */
  settleTrial(): void {
    this.showTrial(this.report && !this.report.crs ? (this.report.candidates[0] ?? null) : null);
  }

  /** Calls off whatever is under way; the files and the answers stay with this page. */
  async stop(): Promise<void> {
    const id = this.run?.id;
    this.#calling?.abort();
    clearTimeout(this.#timer);
    this.sent = null;
    if (id) await this.#try((signal) => api.forgetImport(id, { ...this.#ask, signal }));
    // What is being written cannot be stopped any more; then it is followed to its end.
    if (id && this.problem) return void this.#poll(id);
    this.#clear();
    await this.lookForEarlier();
  }

  /** Back to an empty first step. The server keeps only a few imports, so one that is done with makes room. */
  async restart(): Promise<void> {
    this.files = [];
    this.answers = freshAnswers("");
    if (this.run) await this.stop();
    else this.#clear();
  }

  /** Lets the server forget an import of the list. */
  async forget(id: string): Promise<void> {
    await this.#try((signal) => api.forgetImport(id, { ...this.#ask, signal }));
    if (!this.problem) await this.lookForEarlier();
  }

  async lookForEarlier(): Promise<void> {
    await this.#try(async (signal) => {
      this.earlier = await api.listImports({ ...this.#ask, signal });
    });
  }

  #clear(): void {
    this.showTrial(null);
    this.run = null;
    this.problem = null;
    this.busy = false;
    this.sent = null;
    this.#polls = 0;
    this.step = "files";
    this.shapes.clear();
    if (view.importing) view.importing = NEW_IMPORT;
  }

  issuesFile(format: "geojson" | "xlsx"): Promise<Blob | null> {
    const id = this.run?.id;
    let blob: Blob | null = null;
    if (!id) return Promise.resolve(blob);
    return this.#try(async (signal) => {
      blob = await api.findIssuesFile(id, format, { ...this.#ask, signal });
    }).then(() => blob);
  }
}

export const importing = new Importing();

/** A bar for work that takes longer than anybody likes to wait without a word. */
import type { Terminal } from "./command.ts";

/** Milliseconds before there is a bar, and between two of them. */
const PATIENCE = 1_000;
const PAUSE = 100;
const WIDTH = 30;

/** Tells how far work is, of how much. */
export type Progress = (done: number, total: number) => void;

/** Milliseconds. */
const systemClock = (): number => performance.now();

/** Does the work, which says how far it is; the bar is taken away behind it. `clock` answers milliseconds. */
export function withProgress<T>(
  { status }: Pick<Terminal, "status">,
  work: (progress?: Progress) => T,
  clock: () => number = systemClock,
): T {
  if (!status) return work();
  const bar = new Bar("verifying", status, clock);
  try {
    return work((done, total) => bar.show(done, total));
  } finally {
    bar.clear();
  }
}

/** The same for work that takes turns with other work; `doing`: what stands before the bar. */
export async function withProgressOf<T>(
  doing: string,
  { status }: Pick<Terminal, "status">,
  work: (progress?: Progress) => Promise<T>,
  clock: () => number = systemClock,
): Promise<T> {
  if (!status) return work();
  const bar = new Bar(doing, status, clock);
  try {
    return await work((done, total) => bar.show(done, total));
  } finally {
    bar.clear();
  }
}

class Bar {
  readonly #doing: string;
  readonly #status: (line: string) => void;
  readonly #clock: () => number;
  #due: number;
  #isShown = false;

  constructor(doing: string, status: (line: string) => void, clock: () => number) {
    this.#doing = doing;
    this.#status = status;
    this.#clock = clock;
    this.#due = clock() + PATIENCE;
  }

  show(done: number, total: number): void {
    const now = this.#clock();
    if (now < this.#due || total <= 0) return;
    this.#due = now + PAUSE;
    this.#isShown = true;
    this.#status(`${this.#doing} ${drawn(Math.min(done / total, 1))}`);
  }

  clear(): void {
    if (this.#isShown) this.#status("");
  }
}

function drawn(share: number): string {
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return `[${filled(share)}] ${percent} %`;
}

/** A bar for work of few and slow steps, which are worth counting. */
export function counted(doing: string, done: number, total: number): string {
  return `${doing} [${filled(total === 0 ? 1 : done / total)}] ${done} of ${total}`;
}

function filled(share: number): string {
  const full = Math.floor(share * WIDTH);
  return "#".repeat(full) + "-".repeat(WIDTH - full);
}

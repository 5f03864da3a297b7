/** A bar for work that takes longer than anybody likes to wait without a word. */
import type { Terminal } from "./command.ts";

/** Milliseconds before there is a bar, and between two of them. */
const PATIENCE = 1_000;
const PAUSE = 100;
const WIDTH = 30;

/** Does the work, which says how far it is; the bar is taken away behind it. `clock` answers milliseconds. */
export function withProgress<T>(
  { status }: Pick<Terminal, "status">,
  work: (progress?: (done: number, total: number) => void) => T,
  clock: () => number = () => performance.now(),
): T {
  if (!status) return work();
  let due = clock() + PATIENCE;
  let isShown = false;
  try {
    return work((done, total) => {
      const now = clock();
      if (now < due || total <= 0) return;
      due = now + PAUSE;
      isShown = true;
      status(bar(Math.min(done / total, 1)));
    });
  } finally {
    if (isShown) status("");
  }
}

function bar(share: number): string {
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return `verifying [${filled(share)}] ${percent} %`;
}

/** The same for work of few and slow steps, which are worth counting. */
export function counted(doing: string, done: number, total: number): string {
  return `${doing} [${filled(total === 0 ? 1 : done / total)}] ${done} of ${total}`;
}

function filled(share: number): string {
  const full = Math.floor(share * WIDTH);
  return "#".repeat(full) + "-".repeat(WIDTH - full);
}

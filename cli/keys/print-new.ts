import type { Terminal } from "../command.ts";
import { keyLines, type ShownKey } from "./key-report.ts";

export interface NewKey {
  readonly key: string;
  readonly shown: ShownKey;
  readonly format: "table" | "json";
  /** What became of it. */
  readonly said: string;
}

/** The key alone on the output, so that a script can take it; what is to be known of it beside. */
export function printNew({ key, shown, format, said }: NewKey, { out, err }: Pick<Terminal, "out" | "err">): void {
  if (format === "json") {
    out(JSON.stringify({ key, ...shown }, undefined, 2));
    return;
  }
  err(
    `${keyLines(shown)}\n\nThe key was ${said}. This is the only time that it is shown; the store keeps its hash alone.`,
  );
  out(key);
}

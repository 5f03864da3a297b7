import type { Diagnostic } from "../diagnostics/define.ts";

/** Where the requests that show findings were written. */
export interface Replay {
  /** The file that was checked, as the user named it. */
  readonly policy: string;
  readonly files: ReadonlyMap<Diagnostic, string>;
}

/** What to type in a shell; undefined where no request was written. */
export function replayCommand(diagnostic: Diagnostic, { policy, files }: Replay): string | undefined {
  const file = files.get(diagnostic);
  return file === undefined ? undefined : `pointsman decide ${word(policy)} --request ${word(file)}`;
}

function word(path: string): string {
  return /^[\w./:@%+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

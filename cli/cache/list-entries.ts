import { readArguments, wholeNumber } from "../arguments.ts";
import type { Terminal } from "../command.ts";
import { filtered, filterOf } from "./entry-filter.ts";
import { entryTable, shownListed } from "./entry-report.ts";
import { placed, withCache } from "./with-cache.ts";

const MOST = 100;

export async function listEntries(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments(args, options);
  const most = wholeNumber("--most", values.most, 1, 1_000_000) ?? MOST;
  const now = Date.now();
  const found = await withCache(values.store, async (store) => {
    const which = await filterOf(values, store, now);
    // One more than is shown: whether there are more.
    return which ? store.list(which, most + 1, now) : [];
  });
  const shown = found.slice(0, most).map(shownListed);
  terminal.out(values.json ? JSON.stringify(shown, undefined, 2) : entryTable(shown));
  if (found.length > most) terminal.err(`There are more than ${most}: --most <number> shows more of them.`);
  return 0;
}

const options = { ...placed, ...filtered, most: { type: "string" } } as const;

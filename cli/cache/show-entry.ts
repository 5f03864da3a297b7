import { readArguments } from "../arguments.ts";
import type { Terminal } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { idOf } from "./entry-filter.ts";
import { entryLines, shownWhole } from "./entry-report.ts";
import { placed, withCache } from "./with-cache.ts";

export async function showEntry(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(args, options, ["the entry"]);
  const [name = ""] = positionals;
  const entry = await withCache(values.store, (store) => store.entry(idOf(name), Date.now()));
  if (!entry)
    throw new UsageError(
      `there is no entry \`${name}\`, or it has expired: \`pointsman cache list\` has those that are there`,
    );
  const shown = shownWhole(entry, values);
  terminal.out(values.json ? JSON.stringify(shown, undefined, 2) : entryLines(shown));
  return 0;
}

const options = {
  ...placed,
  answer: { type: "boolean", default: false },
  prompt: { type: "boolean", default: false },
} as const;

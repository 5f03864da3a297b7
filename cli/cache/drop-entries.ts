import type { CacheStore } from "../../runtime/cache/store/cache-store.ts";
import { readArguments } from "../arguments.ts";
import type { Terminal } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { filtered, filterOf } from "./entry-filter.ts";
import { placed, withCache } from "./with-cache.ts";

type Log = "begun" | "none" | "refused";

export async function dropEntries(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readArguments(args, options);
  const { entry, route, scope, table, all } = values;
  const isNamed = [entry, route, scope, table].some((name) => name !== undefined);
  if (!isNamed && !all)
    throw new UsageError("say which answers are to go: --entry, --route, --scope or --table, or --all for all of them");
  if (isNamed && all) throw new UsageError("--all drops whatever there is: leave it out, or the options beside it");
  const { dropped, log } = await withCache(values.store, async (store) => {
    const which = await filterOf(values, store, EVER);
    const dropped = which ? await store.drop(which) : 0;
    return { dropped, log: dropped > 0 ? await logOf(store) : "none" };
  });
  if (values.json) terminal.out(JSON.stringify({ dropped, log }, undefined, 2));
  else terminal.out([droppedText(dropped), ...logTexts[log]].join("\n"));
  return 0;
}

const options = { ...placed, ...filtered, all: { type: "boolean", default: false } } as const;

async function logOf(store: CacheStore): Promise<Log> {
  return (await store.rewriteLog?.()) ?? "none";
}

function droppedText(count: number): string {
  if (count === 0) return "There was no such answer.";
  return count === 1 ? "1 answer is dropped." : `${count} answers are dropped.`;
}

/** Those that have expired go, too. */
const EVER = 0;

const STILL = "Its append-only file still has what it was told";

const logTexts: Readonly<Record<Log, readonly string[]>> = {
  none: [],
  begun: [`${STILL}: it is being written anew now, without that.`],
  refused: [`${STILL}, and it does not let us have it written anew: run BGREWRITEAOF on it.`],
};

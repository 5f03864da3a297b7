/** Where what is served comes from: a policy, a table in a file, a table at a URL. */
import { systemClock } from "../runtime/clock.ts";
import { logAlarm } from "../runtime/observe/request-log.ts";
import { FilesSource } from "../runtime/reload/files-source.ts";
import type { TableDocument } from "../runtime/reload/open-table.ts";
import { tableFile } from "../runtime/reload/table-file.ts";
import { isFault, type TableSource } from "../runtime/reload/table-source.ts";
import { shownUrl } from "../runtime/reload/table-url.ts";
import { openUrlSource } from "../runtime/reload/url-source.ts";
import type { Terminal } from "./command.ts";
import { policyFiles } from "./policy-files.ts";
import { UsageError } from "./usage-error.ts";

export interface ServedSource {
  /** As it may be shown. */
  readonly name: string;
  readonly first: TableDocument;
  readonly source: TableSource;
  /** Milliseconds between two looks. */
  readonly every: number;
}

/** Undefined when a policy has errors, which are printed. Throws what the operator can mend: `UsageError`, `RuntimeError`. */
export async function servedSource(
  place: string,
  ca: string | undefined,
  terminal: Terminal,
): Promise<ServedSource | undefined> {
  if (/^https?:\/\//i.test(place))
    return served(await urlSource(place, ca, terminal), shownUrl(new URL(place)), 10_000);
  if (place.endsWith(".json")) return served(new FilesSource(tableFile(place)), place, 500);
  return served(new FilesSource(policyFiles(place, terminal)), place, 500);
}

async function served(source: TableSource, name: string, every: number): Promise<ServedSource | undefined> {
  const first = await source.read(true);
  if (first && !isFault(first)) return { name, first, source, every };
  await source.close();
  if (first === undefined || first.code === "policy") return undefined;
  throw new UsageError(first.reason);
}

function urlSource(url: string, caFile: string | undefined, { env, err }: Terminal): Promise<TableSource> {
  return openUrlSource({ url, env, caFile, clock: systemClock, alarm: (message) => logAlarm(err, { message }) });
}

/** A gateway whose route has a cache, over a provider that answers each request with another text. */
import type { RuntimeOptions } from "../../../../runtime/main.ts";
import { hashKey, type KeyRecord } from "../../../../runtime/state/keys.ts";
import type { TableCache } from "../../../../schemas/table-cache.ts";
import { ask, type Reply, runtime, type TestRuntime } from "../../running.ts";
import type { RouteSpec, TableSpec } from "../../table-text.ts";
import { answerAsAsked, type Watched, watched } from "../shadow/begun.ts";

export interface Cached {
  readonly gateway: TestRuntime;
  readonly provider: Watched;
}

/** Texts of more than one piece. */
export const said = (count: number): string => `Answer ${count}, with ümlauts, 漢字 and 🙂, in more than one piece.`;

const [alice, bob, carol]: KeyRecord[] = [
  { id: "alice", hash: hashKey("alice-key"), tags: [], team: "red" },
  { id: "bob", hash: hashKey("bob-key"), tags: [], team: "red" },
  { id: "carol", hash: hashKey("carol-key"), tags: [], team: "blue" },
] as const;

export const keys: readonly KeyRecord[] = [alice!, bob!, carol!];

export async function cached(
  cache: Partial<TableCache> = {},
  options: Partial<RuntimeOptions> = {},
  answer?: Parameters<typeof watched>[0],
): Promise<Cached> {
  let count = 0;
  const provider = await watched(
    answer ??
      ((_request, response, body) => {
        count += 1;
        answerAsAsked(response, body, said(count));
      }),
  );
  const gateway = await runtime(specOf(cache), { one: provider.url }, { keys: [...keys], ...options });
  return { gateway, provider };
}

export function specOf(cache: Partial<TableCache>, limits: RouteSpec["limits"] = {}): TableSpec {
  const dialect = "openai";
  const use = ["one/m1", "one/m2"];
  const all = { limits, cache: { exact: true as const, scope: "key" as const, ...cache } };
  const routes = { chat: { use, ...all }, other: { use, ...all }, plain: { use: ["one/m1"] } };
  return { targets: { "one/m1": { dialect }, "one/m2": { dialect } }, routes };
}

export interface AskedBy {
  readonly key?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

export function askAs(
  gateway: { url: string },
  body: object,
  { key = "alice", path, headers }: AskedBy = {},
): Promise<Reply> {
  const authorization = `Bearer ${key}-key`;
  return ask(gateway, { body, headers: { authorization, ...headers }, ...(path && { path }) });
}

/** `hit; tier=exact; …` → its parts; what stands first is `outcome`. */
export function toldOf({ headers }: Reply): Record<string, string> {
  const [outcome = "", ...rest] = String(headers["x-pointsman-cache"] ?? "").split("; ");
  return { outcome, ...Object.fromEntries(rest.map((part) => part.split("=") as [string, string])) };
}

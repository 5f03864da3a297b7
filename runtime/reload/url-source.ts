/** A table at a URL, asked for with the mark of the one that is known. */
import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Environment } from "../upstream/environment.ts";
import { networkOf } from "../upstream/network.ts";
import { Pools } from "../upstream/pools.ts";
import { readSecret } from "../upstream/secret.ts";
import { fetchTable } from "./fetch-table.ts";
import type { TableDocument } from "./open-table.ts";
import { LARGEST_TABLE, type TableSource } from "./table-source.ts";
import type { TableFault } from "./table-swaps.ts";
import { tableUrl } from "./table-url.ts";

export interface UrlSourceOptions {
  readonly url: string;
  /** POINTSMAN_TABLE_TOKEN, and how this machine gets out. */
  readonly env: Environment;
  readonly caFile?: string | undefined;
  readonly clock: Clock;
  alarm(message: string): void;
  /** Bytes; default `LARGEST_TABLE`. */
  readonly largest?: number;
  /** Milliseconds for one question; default 10,000. */
  readonly limit?: number;
}

/** Rejects with a `RuntimeError` for a URL that no table is fetched from, a token that cannot be sent, a wrong proxy. */
export async function openUrlSource(options: UrlSourceOptions): Promise<UrlSource> {
  const url = tableUrl(options.url);
  const { env } = options;
  readSecret(TOKEN, env);
  return new UrlSource(url, options, new Pools(await networkOf(options)));
}

const TOKEN = "POINTSMAN_TABLE_TOKEN";

export class UrlSource implements TableSource {
  readonly #url: URL;
  readonly #options: UrlSourceOptions;
  readonly #pools: Pools;
  #etag: string | undefined;
  /** Of the text that was given last. */
  #digest: string | undefined;

  constructor(url: URL, options: UrlSourceOptions, pools: Pools) {
    this.#url = url;
    this.#options = options;
    this.#pools = pools;
  }

  async read(anew: boolean): Promise<TableDocument | TableFault | undefined> {
    const { env, clock, largest = LARGEST_TABLE, limit = 10_000 } = this.#options;
    const etag = anew ? undefined : this.#etag;
    const question = { url: this.#url, etag, token: tokenIn(env), largest, limit };
    const came = await fetchTable(question, { upstream: this.#pools, clock });
    if (came === "same") return undefined;
    if ("reason" in came) return came;
    const digest = createHash("sha256").update(came.text).digest("base64");
    const isNew = anew || digest !== this.#digest;
    // Also of one that will be refused: it need not come again.
    this.#digest = digest;
    this.#etag = came.etag;
    return isNew ? { table: came.text } : undefined;
  }

  close(): Promise<void> {
    return this.#pools.close();
  }
}

/** Read each time: it may be rotated. Where its file cannot be read at the moment, the server will say that it is missing. */
function tokenIn(env: Environment): string | undefined {
  try {
    return readSecret(TOKEN, env)?.value;
  } catch {
    return undefined;
  }
}

/** From a client's bytes to a request that is read, or why it is not taken. */
import { knownBody } from "../../semantics/parameters/sent.ts";
import { uncountable } from "../../semantics/tokens/uncountable.ts";
import type { Endpoint, Read } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import { MOST_PIECES } from "../http/read-body.ts";
import type { Asked } from "../operations/asked.ts";
import type { Refusal } from "../refusal.ts";
import type { Running, TableInUse } from "../running.ts";
import type { KeyRecord } from "../state/keys.ts";
import { ClientBody } from "../wire/client-body.ts";
import { isLarge, nextTurn } from "../wire/next-turn.ts";
import { readJsonBody } from "../wire/read-json-body.ts";
import { bodyRefusal } from "./body-refusal.ts";
import type { Client } from "./client.ts";
import { refusals } from "./refusals.ts";

export interface Admitted<R extends Asked = Asked> extends Read<R> {
  /** By what it is decided and served. */
  inUse: TableInUse;
  /** When it was admitted: prices are those of this time. */
  now: Date;
  endpoint: Endpoint<R>;
  key: KeyRecord;
  raw: ClientBody;
  /** Bytes, where the body goes by the operation's names as it came, and no number of it is printed longer. */
  textBytes: number | undefined;
  /** By the names of the operation's parameters, without what no target of the table may be sent. */
  body: Read["body"];
  /** What the client asks to be answered by. */
  model: unknown;
  /** Names and values by turns, as they came. */
  rawHeaders: readonly string[];
}

/** It is decided and served by `inUse`, whatever table takes its place meanwhile. `gone`: the client did not wait until all of it was sent. */
export async function admit<R extends Asked>(
  running: Running,
  inUse: TableInUse,
  endpoint: Endpoint<R>,
  key: KeyRecord,
  client: Client,
): Promise<Admitted<R> | Refusal | Failure | "gone"> {
  if (running.draining) return refusals.shuttingDown();
  const came = await client.body(running.bodyLimit);
  if (came === "gone") return "gone";
  if (came === "too-large") return refusals.bodyTooLarge(running.bodyLimit);
  if (came === "too-many-pieces") return refusals.tooManyPieces(MOST_PIECES);
  const encoding = client.headers["content-encoding"];
  if (encoding && encoding !== "identity") return refusals.packedBody(encoding);
  if (isLarge(came)) await nextTurn();
  const json = await readJsonBody(came);
  if ("fault" in json) return bodyRefusal(json);
  if (isLarge(came)) await nextTurn();
  const read = endpoint.read(json.value);
  if ("class" in read) return read;
  const place = uncountable(read.body);
  if (place !== undefined) return { class: "bad-request", detail: `${place} ${cannotCount}`, param: place };
  const body = knownBody(read.body, inUse.loaded.accepted, endpoint.isParameter);
  const { bytes, members, hasUnusualNumbers } = json;
  const textBytes = hasUnusualNumbers || read.body !== json.value ? undefined : bytes.length;
  return {
    inUse,
    now: running.clock.date(),
    endpoint,
    key,
    raw: new ClientBody(bytes, members),
    textBytes,
    body,
    request: read.request,
    model: (json.value as { model?: unknown }).model,
    rawHeaders: client.rawHeaders,
  };
}

const cannotCount =
  "holds what cannot be counted before it is sent. Send it as text, as an image, or as a PDF or a text file with its data.";

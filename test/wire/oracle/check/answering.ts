import type { WireRecord } from "../upstream/desk.ts";
import type { Exchange } from "./violation.ts";

/** What the one that answered got: attempts that were given up may be written down after it. */
export function answering({ reply, records }: Pick<Exchange, "reply" | "records">): WireRecord | undefined {
  const target = reply.headers["x-pointsman-target"];
  return records.findLast(({ model }) => model !== undefined && model.id === target);
}

/** All that it got in the attempt that it answered: inputs may come in parts, and a part that fails ends its attempt. */
export function answeredBy(exchange: Pick<Exchange, "reply" | "records">): WireRecord[] {
  const last = answering(exchange);
  if (last?.ask?.operation !== "embeddings") return last ? [last] : [];
  const own = exchange.records.filter(({ model }) => model?.id === last.model!.id);
  return own.slice(own.findLastIndex(({ fault }) => fault !== undefined && fault !== "slow") + 1);
}

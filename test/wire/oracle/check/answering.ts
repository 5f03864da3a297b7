import type { WireRecord } from "../upstream/desk.ts";
import type { Exchange } from "./violation.ts";

/** What the one that answered got: attempts that were given up may be written down after it. */
export function answering({ reply, records }: Pick<Exchange, "reply" | "records">): WireRecord | undefined {
  const target = reply.headers["x-pointsman-target"];
  return records.findLast(({ model }) => model !== undefined && model.id === target);
}

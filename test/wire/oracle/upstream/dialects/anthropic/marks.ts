/** Marks of the cache, wherever the documentation lets them stand: nothing is cached without one. */
import { type Fields, fields, isFields, list } from "../dialect.ts";

export function marksIn(body: Fields): ("5m" | "1h")[] {
  const blocks = [body.system, ...list(body.messages).map((message) => fields(message).content)].flatMap(list);
  const inner = blocks.flatMap((block) => list(fields(block).content));
  return [body, ...blocks, ...inner, ...list(body.tools)].flatMap((holder) => {
    const mark = isFields(holder) ? holder.cache_control : undefined;
    if (!isFields(mark)) return [];
    return [mark.ttl === "1h" ? ("1h" as const) : ("5m" as const)];
  });
}

/** By what requests stay on one side of a split. */
import type { Value } from "../../load/value.ts";
import { items, text as textOf, truth } from "../../lower/read.ts";
import { type DraftEntry, text } from "../draft.ts";
import type { Findings } from "../findings.ts";
import { ofStrategy, part } from "./parts.ts";

/** `by` of a split: one field of metadata. Other keys are said; without any it is the caller's key. */
export function stickiness(
  value: Value,
  metadata: Map<string, DraftEntry>,
  findings: Findings,
): DraftEntry | undefined {
  const written = ofStrategy(value, "sticky_session") ?? ofStrategy(value, "sticky");
  if (!written) return undefined;
  const fields = items(part(written, "hash_fields"));
  const [only] = fields;
  const key = fields.length === 1 ? /^metadata\.([A-Za-z_]\w*)$/.exec(textOf(only) ?? "")?.[1] : undefined;
  const isOff = truth(part(written, "enabled")) === false;
  if (key === undefined || isOff) {
    const why = isOff ? "it is off there" : "a split goes by one fact, such as a field of metadata";
    findings.notCarriedOver("`sticky_session`", why, written.origin, "Write `by: metadata.…` beside the split.");
    return undefined;
  }
  const { span } = only!.origin;
  metadata.set(key, { key, span, value: text("string", span) });
  findings.carried(part(written, "enabled"));
  const ttl = part(written, "ttl");
  if (ttl)
    findings.notCarriedOver("`ttl` of `sticky_session`", "a caller keeps its side of a split for good", ttl.origin);
  return { key: "by", span, value: text(`metadata.${key}`, span) };
}

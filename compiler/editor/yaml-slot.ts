/** What would stand at a place of a YAML policy, so that an editor can complete it. */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from "yaml";

export interface Slot {
  /** The keys that it stands under; items of lists have the key `[]`. */
  readonly path: readonly string[];
  /** A key, and no value. */
  readonly isKey: boolean;
  /** What is written of it before the place, and behind. */
  readonly before: string;
  readonly after: string;
}

/** Stands where something is about to be written. */
const MARK = "zqxmark";

/** Undefined where the text around is none. */
export function yamlSlot(text: string, offset: number): Slot | undefined {
  const document = parseDocument(`${text.slice(0, offset)}${MARK}${text.slice(offset)}`, {
    prettyErrors: false,
    uniqueKeys: false,
    schema: "core",
  });
  let slot: Slot | undefined;
  visit(document, {
    Scalar(key, node, path) {
      const value = typeof node.value === "string" ? node.value : "";
      const at = value.indexOf(MARK);
      if (at === -1) return undefined;
      const isKey = key === "key";
      slot = {
        path: keysOf(isKey ? path.slice(0, -1) : path, node),
        isKey,
        before: value.slice(0, at),
        after: value.slice(at + MARK.length),
      };
      return visit.BREAK;
    },
  });
  return slot;
}

function keysOf(path: readonly unknown[], node: unknown): string[] {
  const keys: string[] = [];
  for (const [index, part] of [...path, node].entries()) {
    const parent = path[index - 1];
    if (isSeq(parent)) keys.push("[]");
    if (isPair(part) && isMap(parent)) keys.push(isScalar(part.key) ? String(part.key.value) : "");
  }
  return keys;
}

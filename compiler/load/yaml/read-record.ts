/** A YAML map → a record. Merged maps (`<<`) give what the map does not say itself; among them the first wins. */
import { isAlias, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from "yaml";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { duplicateKey } from "../../diagnostics/syntax/duplicate-key.ts";
import type { Origin } from "../../source.ts";
import type { Field, InvalidValue, RecordValue, Value } from "../value.ts";
import { originUsedAt, usedAt } from "./used-at.ts";

/** What reads the nodes inside a map. */
export interface NodeReader {
  readonly diagnostics: Diagnostic[];
  /** `empty` is where the value would stand when none is written. */
  read(node: unknown, empty?: Origin): Value;
  refuse(problem: string, node: unknown, help?: string): InvalidValue;
  origin(node: unknown): Origin;
}

export function readRecord(node: YAMLMap, reader: NodeReader): RecordValue {
  const fields = new Map<string, Field>();
  const written = new Map<string, Origin>();
  for (const pair of node.items) {
    const key = readKey(pair, reader);
    if (!key) continue;
    const value = isMerge(pair) ? undefined : reader.read(pair.value, key.origin);
    const earlier = written.get(key.text);
    if (earlier) {
      const labels = [{ span: earlier.span, text: "first written here" }];
      reader.diagnostics.push(diagnose(duplicateKey, { key: key.text }, key.origin, labels));
      continue;
    }
    written.set(key.text, key.origin);
    if (value) fields.set(key.text, { key: key.origin, value });
    else merge(pair, fields, reader);
  }
  return { kind: "record", fields, origin: reader.origin(node) };
}

/** The text of a key is as it is written: `1.0` is not `1`. */
function readKey(pair: Pair, reader: NodeReader): { text: string; origin: Origin } | undefined {
  const { key } = pair;
  if (isScalar(key) && key.source !== "" && key.source !== undefined) {
    const value = reader.read(key);
    if (value.kind === "invalid") return undefined;
    return { text: typeof key.value === "string" ? key.value : key.source, origin: value.origin };
  }
  if (isAlias(key)) {
    const value = reader.read(key);
    if (value.kind === "invalid") return undefined;
    if (value.kind === "literal") return { text: String(value.value), origin: value.origin };
  }
  reader.refuse(isScalar(key) ? "a key is missing" : "a key must be a text", key);
  return undefined;
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === "PLAIN" && (key as Scalar).source === "<<";
}

function merge({ value: node }: Pair, fields: Map<string, Field>, reader: NodeReader): void {
  const sources = isSeq(node) ? node.items : [node];
  for (const source of sources) {
    const value: Value = reader.read(source);
    if (value.kind === "invalid") continue;
    if (value.kind !== "record") {
      reader.refuse("only maps can be merged", source, "Write `<<: *name`, or `<<: [*one, *two]`.");
      continue;
    }
    for (const [name, field] of value.fields) {
      if (!fields.has(name)) fields.set(name, isAlias(source) ? usedField(field, reader.origin(source)) : field);
    }
  }
}

function usedField({ key, value }: Field, use: Origin): Field {
  return { key: originUsedAt(key, use), value: usedAt(value, use) };
}

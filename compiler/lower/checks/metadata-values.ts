import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { duplicateMetadataValue } from "../../diagnostics/name/duplicate-metadata-value.ts";
import type { Value } from "../../load/value.ts";
import { listedValues } from "../listed-values.ts";
import { entries, field, text } from "../read.ts";
import type { ValueCheck } from "./value-check.ts";

export const checkMetadataValues: ValueCheck = (root) =>
  ["metadata", "headers"].flatMap((section) =>
    entries(field(root, section)).flatMap(({ name, value }) => {
      const path = `${section}.${name}${value.kind === "record" ? ".values" : ""}`;
      return duplicates(path, listedValues(value) ?? []);
    }),
  );

function duplicates(path: string, values: readonly Value[]): Diagnostic[] {
  const first = new Map<string, Value>();
  return values.flatMap((item) => {
    const value = text(item);
    if (value === undefined) return [];
    const earlier = first.get(value);
    if (!earlier) {
      first.set(value, item);
      return [];
    }
    const labels = [{ span: earlier.origin.span, text: "first here" }];
    return [diagnose(duplicateMetadataValue, { path, value }, item.origin, labels)];
  });
}

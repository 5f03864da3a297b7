import { isReservedHeader, reservedNames } from "../../../schemas/parameters/metadata.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { caseTwins } from "../../diagnostics/name/case-twins.ts";
import { reservedHeader } from "../../diagnostics/name/reserved-header.ts";
import { reservedMetadata } from "../../diagnostics/name/reserved-metadata.ts";
import { type Entry, entries, field } from "../read.ts";
import type { ValueCheck } from "./value-check.ts";

const sections: Readonly<Record<string, string>> = {
  metadata: "metadata fields",
  tiers: "tiers",
  routes: "routes",
  budgets: "budgets",
  limits: "limits",
};

/** Names that differ only in case, and metadata that is named like a header of ours. */
export const checkNames: ValueCheck = (root) => [
  ...Object.entries(sections).flatMap(([section, what]) => twins(what, entries(field(root, section)))),
  ...entries(field(root, "metadata")).flatMap(reserved),
  ...entries(field(root, "headers")).flatMap(({ name, origin }) =>
    isReservedHeader(name) ? [diagnose(reservedHeader, { name }, origin)] : [],
  ),
];

function reserved({ name, origin }: Entry): Diagnostic[] {
  if (!reservedNames.includes(name.toLowerCase())) return [];
  return [diagnose(reservedMetadata, { name, reserved: reservedNames }, origin)];
}

function twins(what: string, named: readonly Entry[]): Diagnostic[] {
  const first = new Map<string, Entry>();
  return named.flatMap((entry) => {
    const { name, origin } = entry;
    const earlier = first.get(name.toLowerCase());
    if (!earlier) {
      first.set(name.toLowerCase(), entry);
      return [];
    }
    const labels = [{ span: earlier.origin.span, text: "the other one" }];
    return [diagnose(caseTwins, { what, name, other: earlier.name }, origin, labels)];
  });
}

/** The names that a policy declares, whatever else is wrong with it. */
import type { Value } from "../load/value.ts";
import { entries, field, items, text, truth } from "../lower/read.ts";

export interface DeclaredMetadata {
  readonly name: string;
  /** Absent: any text. */
  readonly values?: readonly string[];
  readonly required: boolean;
}

export interface DeclaredNames {
  readonly tiers: readonly string[];
  readonly routes: readonly string[];
  readonly budgets: readonly string[];
  readonly metadata: readonly DeclaredMetadata[];
  readonly headers: readonly DeclaredMetadata[];
}

/** In the order in which they are written. */
export function declaredNames(root: Value): DeclaredNames {
  const names = (section: string) => entries(field(root, section)).map(({ name }) => name);
  const [metadata, headers] = [said(field(root, "metadata")), said(field(root, "headers"))];
  return { tiers: names("tiers"), routes: names("routes"), budgets: names("budgets"), metadata, headers };
}

function said(section: Value | undefined): DeclaredMetadata[] {
  return entries(section).map(({ name, value }) => {
    const values = items(value.kind === "list" ? value : field(value, "values")).flatMap((item) => text(item) ?? []);
    return { name, ...(values.length > 0 ? { values } : {}), required: truth(field(value, "required")) === true };
  });
}

/** Facts about models as public lists have them, in the catalog's own words. */
import type { ModelEntry } from "../../schemas/catalog.ts";

/** What a list says of one model; what it does not say is absent. */
export type PublishedFacts = Partial<
  Pick<
    ModelEntry,
    | "kind"
    | "status"
    | "context"
    | "maxInput"
    | "maxOutput"
    | "modalities"
    | "caps"
    | "price"
    | "releaseDate"
    | "knowledgeCutoff"
    | "retiresOn"
    | "openWeights"
    | "dims"
  >
>;

export interface PublishedModel {
  /** As the list names it. */
  readonly provider: string;
  readonly id: string;
  readonly facts: PublishedFacts;
}

/** A list that is not what its name says. */
export class PublishedError extends Error {
  override readonly name = "PublishedError";
}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A number that a price or a limit can be; anything else is not said. */
export function amount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

export function positive(value: unknown): number | undefined {
  return Number.isInteger(value) && (amount(value) ?? 0) > 0 ? (value as number) : undefined;
}

export function day(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d{2}(-\d{2})?$/.test(value) ? value : undefined;
}

/** Without the keys whose value is undefined; undefined when nothing is left. */
export function said<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as typeof fields & {});
}

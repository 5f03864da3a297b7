import type { DialectName } from "../../schemas/catalog.ts";
import { anthropic } from "./anthropic/dialect.ts";
import type { Dialect } from "./dialect.ts";
import { openai } from "./openai/dialect.ts";

/** The dialects that this runtime speaks, by name. */
export const dialects: Readonly<Partial<Record<DialectName, Dialect>>> = {
  anthropic,
  openai,
};

import type { DialectName } from "../../schemas/catalog.ts";
import type { RuntimeDialect } from "../../semantics/runtime-features.ts";
import { anthropic } from "./anthropic/dialect.ts";
import type { Dialect } from "./dialect.ts";
import { openai } from "./openai/dialect.ts";

/** The dialects that this runtime speaks, by name: those of `runtimeDialects`, each and no other. */
const spoken: Readonly<Record<RuntimeDialect, Dialect>> = { anthropic, openai };

export const dialects: Readonly<Partial<Record<DialectName, Dialect>>> = spoken;

import type { DialectName } from "../../schemas/catalog.ts";
import { type RuntimeDialect, runtimeDialects } from "../../semantics/runtime-features.ts";
import type { Dialect } from "./dialect.ts";

/** The dialects that this runtime speaks, by name: those of `runtimeDialects`, each and no other. */
const spoken: Readonly<Record<RuntimeDialect, () => Promise<Dialect>>> = {
  anthropic: async () => (await import("./anthropic/dialect.ts")).anthropic,
  "azure-openai": async () => (await import("./azure-openai/dialect.ts")).azureOpenai,
  "bedrock-converse": async () => (await import("./bedrock-converse/dialect.ts")).bedrockConverse,
  cohere: async () => (await import("./cohere/dialect.ts")).cohere,
  gemini: async () => (await import("./gemini/dialect.ts")).gemini,
  ollama: async () => (await import("./ollama/dialect.ts")).ollama,
  openai: async () => (await import("./openai/dialect.ts")).openai,
  vertex: async () => (await import("./vertex/dialect.ts")).vertex,
};

export type Dialects = Readonly<Partial<Record<DialectName, Dialect>>>;

/** Those of the names that this runtime speaks; absent: all. */
export async function loadDialects(names: readonly DialectName[] = runtimeDialects): Promise<Dialects> {
  const known = runtimeDialects.filter((name) => names.includes(name));
  return Object.fromEntries(await Promise.all(known.map(async (name) => [name, await spoken[name]()] as const)));
}

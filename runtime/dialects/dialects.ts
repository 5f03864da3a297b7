import type { DialectName } from "../../schemas/dialects.ts";
import type { Dialect } from "./dialect.ts";

/** Each is loaded when a table names it. */
const spoken: Readonly<Record<DialectName, () => Promise<Dialect>>> = {
  anthropic: async () => (await import("./anthropic/dialect.ts")).anthropic,
  "azure-openai": async () => (await import("./azure-openai/dialect.ts")).azureOpenai,
  "bedrock-converse": async () => (await import("./bedrock-converse/dialect.ts")).bedrockConverse,
  cohere: async () => (await import("./cohere/dialect.ts")).cohere,
  gemini: async () => (await import("./gemini/dialect.ts")).gemini,
  ollama: async () => (await import("./ollama/dialect.ts")).ollama,
  openai: async () => (await import("./openai/dialect.ts")).openai,
  "openai-responses": async () => (await import("./openai-responses/dialect.ts")).openaiResponses,
  vertex: async () => (await import("./vertex/dialect.ts")).vertex,
};

export type Dialects = Readonly<Partial<Record<DialectName, Dialect>>>;

/** Those of the names; absent: all. */
export async function loadDialects(names?: readonly DialectName[]): Promise<Dialects> {
  const known = (Object.keys(spoken) as DialectName[]).filter((name) => names?.includes(name) ?? true);
  return Object.fromEntries(await Promise.all(known.map(async (name) => [name, await spoken[name]()] as const)));
}

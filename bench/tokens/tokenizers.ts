/** The real tokenizers, out of the packages in real/. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { TokenizerName } from "../../schemas/tokenizers.ts";

export interface RealTokenizer {
  readonly name: string;
  /** Whose figures it is held against. */
  readonly family: TokenizerName;
  count(text: string): number;
}

const require = createRequire(new URL("real/package.json", import.meta.url));

export async function loadTokenizers(progress: (text: string) => void): Promise<RealTokenizer[]> {
  const loaded: RealTokenizer[] = [];
  for (const family of ["o200k", "cl100k"] as const) {
    progress(family);
    const { countTokens } = (await load(`gpt-tokenizer/encoding/${family}_base`)) as GptTokenizer;
    loaded.push({ name: family, family, count: (text) => countTokens(text, { disallowedSpecial: new Set() }) });
  }
  for (const [family, name] of Object.entries(transformers)) {
    progress(family);
    const tokenizer = ((await load(`@lenml/tokenizer-${name}`)) as Transformers).fromPreTrained();
    const count = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).length;
    loaded.push({ name: family, family: family as TokenizerName, count });
  }
  progress("the vendor's old one");
  const { getTokenizer } = (await load("@anthropic-ai/tokenizer")) as { getTokenizer(): Tiktoken };
  const tokenizer = getTokenizer();
  // As the package itself counts, which makes a tokenizer for every text.
  const count = (text: string) => tokenizer.encode(text.normalize("NFKC"), "all").length;
  return [...loaded, { name: "claude-2", family: "unknown", count }];
}

const transformers = {
  "llama-3": "llama3",
  "qwen-3": "qwen3",
  "deepseek-v3": "deepseek_v3",
  "gemma-3": "gemma3",
  tekken: "mistral_nemo",
} as const satisfies Partial<Record<TokenizerName, string>>;

interface GptTokenizer {
  countTokens(text: string, options: { disallowedSpecial: Set<string> }): number;
}

interface Tiktoken {
  encode(text: string, special: "all"): { length: number };
}

interface Transformers {
  fromPreTrained(): { encode(text: string, options: { add_special_tokens: boolean }): number[] };
}

function load(name: string): Promise<unknown> {
  return import(pathToFileURL(require.resolve(name)).href);
}

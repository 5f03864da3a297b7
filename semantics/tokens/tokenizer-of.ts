import type { TokenizerName } from "../../schemas/tokenizers.ts";

interface Makers {
  readonly creator: string;
  /** Of families of models, by the creator. */
  readonly families: RegExp;
  readonly tokenizer: TokenizerName;
  readonly source: string;
}

const makers: readonly Makers[] = [
  {
    creator: "openai",
    families: /^(gpt-4o|gpt-4\.1|gpt-4\.5|gpt-[56]|gpt-oss|gpt-audio|o-series|codex)/,
    tokenizer: "o200k",
    source: "tiktoken's list of models; later ones are taken to have kept it",
  },
  { creator: "openai", families: /^(gpt-4|gpt-3\.5)$/, tokenizer: "cl100k", source: "tiktoken's list of models" },
  { creator: "meta", families: /^llama-3/, tokenizer: "llama-3", source: "tokenizer.json of the models" },
  { creator: "alibaba", families: /^(qwen|qwq|qvq)/, tokenizer: "qwen-3", source: "tokenizer.json of the models" },
  { creator: "deepseek", families: /^deepseek(-v3|-r1|$)/, tokenizer: "deepseek-v3", source: "tokenizer.json" },
  {
    creator: "google",
    families: /^(gemma|gemini)/,
    tokenizer: "gemma-3",
    source: "tokenizer.json of the open models; the others are said to share it",
  },
  {
    creator: "mistral",
    families: /^(mistral-nemo|mistral-small|mistral-medium|mistral-large|ministral|pixtral|magistral|devstral|voxtral)/,
    tokenizer: "tekken",
    source: "the vendor's mistral-common",
  },
  { creator: "anthropic", families: /^claude-(3|4$|4\.[1-6])/, tokenizer: "claude-3", source: "a reconstruction" },
  { creator: "anthropic", families: /^claude-(4\.[7-9]|[5-9])/, tokenizer: "claude-4.7", source: "a reconstruction" },
];

/** The family of tokenizers that counts for a model: `unknown` where nobody has found out. */
export function tokenizerOf(model: {
  readonly creator?: string | undefined;
  readonly family?: string | undefined;
  readonly tokenizer?: TokenizerName | undefined;
}): TokenizerName {
  if (model.tokenizer !== undefined) return model.tokenizer;
  const { creator, family = "" } = model;
  return makers.find((known) => known.creator === creator && known.families.test(family))?.tokenizer ?? "unknown";
}

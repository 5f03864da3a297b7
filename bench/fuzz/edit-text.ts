/** Random edits of a text: what a slip of the hand does to a policy, and what nobody would write. */
import type { Seeded } from "./seeded.ts";

/** Pieces that mean something to one of the parsers. */
// biome-ignore format: a list, one kind a line
const pieces: readonly string[] = [
  ..."(){}[]<>,;:.?!&|=+-*/%`'\"\\#@~^$_ \n\t",
  ..."0123456789abrst",
  "=>", "===", "!==", "==", "&&", "||", "??", "?.", "...", "**", "++", "${", "/*", "*/", "//", "\r\n", "\0", "\ufeff", "\ud800", "\u{1f600}",
  "const ", "let ", "return ", "function f(r) { ", "if (r.stream) ", "for (;;) ", "class A {}", "await ", "async ", "import ", "export ", "default ", "from ", "new ", "typeof ", "enum ", "as const", "undefined", "null", "true",
  "r.", "r.stream", "r.inputTokens", "r.metadata.team", "r.text.includes", "r.key.tags", "metadata", "routes", "rules", "when", "use", "otherwise", "tiers", "policy", "chain(", "split(", "cheapest(", "reject(403, ", "s(5)", "usd(1)", "max: ", "deadline: ", "set: ",
  "1e400", "-1", "0.1", "9007199254740993", "60s", "$0.10", "1_000", "0x", "/a+/", "/(a+)+$/",
  "&a ", "*a", "<<: ", "- ", "? ", "| ", "> ", "!!str ", "---\n", "%YAML 1.1\n", "{ chain: [", "'", "key: value\n",
  "Array.from({ length: 1e9 })", ".map((x) => x)", ".flatMap((x) => [x, x])", ".repeat(1e9)", "__proto__", "constructor", "toString",
];

const words = /[A-Za-z_$][\w$]*|\d[\w.]*|"[^"\n]*"|'[^'\n]*'|\s+|[^\w\s]/g;

/** The text after one to eight edits, mostly few. `other` is a text that parts may be taken from. */
export function editText(text: string, other: string, random: Seeded): string {
  let edited = text;
  for (let edits = 1 + random.integer(1 + random.integer(8)); edits > 0; edits--) {
    const kind = random.integer(2) === 0 ? likeForLike : random.pick(kinds);
    edited = kind(edited, other, random);
  }
  return edited;
}

/** A word for a word, a number for a number, a text for a text: such a policy often parses, and means something else. */
function likeForLike(text: string, other: string, random: Seeded): string {
  const tokens: string[] = text.match(words) ?? [];
  const place = random.integer(tokens.length + 1);
  const classOf = (token: string) =>
    /^\s/.test(token)
      ? "space"
      : /^\d/.test(token)
        ? "number"
        : /^["']/.test(token)
          ? "text"
          : /^\w/.test(token)
            ? "word"
            : "sign";
  const wanted = classOf(tokens[place] ?? " ");
  const candidates = [...tokens, ...(other.match(words) ?? []), ...pieces].filter((token) => classOf(token) === wanted);
  if (wanted !== "space" && place < tokens.length) tokens[place] = random.pick(candidates);
  return tokens.join("");
}

type Edit = (text: string, other: string, random: Seeded) => string;

const kinds: readonly Edit[] = [
  (text, _, random) => at(text, random, 0, random.pick(pieces)),
  (text, _, random) => at(text, random, random.integer(3) === 0 ? random.integer(60) : 1, ""),
  (text, _, random) => at(text, random, 1, random.pick(pieces)),
  onWords((tokens, random) => tokens.splice(random.integer(tokens.length), 1 + random.integer(3))),
  onWords((tokens, random) => {
    const [a, b] = [random.integer(tokens.length), random.integer(tokens.length)];
    [tokens[a], tokens[b]] = [tokens[b]!, tokens[a]!];
  }),
  onWords((tokens, random) => {
    const start = random.integer(tokens.length);
    const part = tokens.slice(start, start + 1 + random.integer(30));
    tokens.splice(random.integer(3) === 0 ? random.integer(tokens.length) : start, 0, ...part);
  }),
  (text, other, random) => {
    const tokens = other.match(words) ?? [];
    const start = random.integer(tokens.length + 1);
    return at(text, random, random.integer(10), tokens.slice(start, start + 1 + random.integer(40)).join(""));
  },
  (text, _, random) => {
    const [open, close] = random.pick(["()", "[]", "{}", '""', "``"]).split("") as [string, string];
    const times = random.integer(4) === 0 ? random.integer(2_000) : 1 + random.integer(5);
    return at(text, random, 0, open.repeat(times) + (random.integer(2) === 0 ? close.repeat(times) : ""));
  },
];

function at(text: string, random: Seeded, removed: number, inserted: string): string {
  const place = random.integer(text.length + 1);
  return text.slice(0, place) + inserted + text.slice(place + removed);
}

function onWords(change: (tokens: string[], random: Seeded) => unknown): Edit {
  return (text, _, random) => {
    const tokens: string[] = text.match(words) ?? [];
    if (tokens.length > 0) change(tokens, random);
    return tokens.join("");
  };
}

/** A text that nobody wrote: pieces in any order. */
export function randomText(random: Seeded): string {
  return Array.from({ length: random.integer(80) }, () => random.pick(pieces)).join("");
}

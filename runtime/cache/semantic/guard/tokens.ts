/** A text as tokens. Every character is looked at a bounded number of times. */

export interface Token {
  readonly kind: TokenKind;
  /** As it stands there, compatible forms and invisible characters apart. */
  readonly text: string;
  /** First in its sentence. */
  readonly first: boolean;
  /** Nothing stands between it and the one before. */
  readonly joined: boolean;
}

/** `script`: a run of a script that is written without spaces. `mark`: any other single character. */
export type TokenKind = "code" | "number" | "word" | "script" | "mark";

/** Characters of formats and of direction, which nobody sees. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;

const SCRIPT =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";

/** Before it no run of such characters has begun, so that each run is tried once. */
const RUN = "(?<![\\p{L}\\p{N}_.$])";

/** What is between backticks, or has a sign in it that only code has; a call to its end, options, and operators by themselves. */
const CODE = [
  "```[^]*?(?:```|$)",
  "`[^`\\n]+`",
  `${RUN}\\p{L}[\\p{L}\\p{N}_.]*\\([^()\\s]*\\)?`,
  "(?<!\\S)--?[a-zA-Z][\\w-]*",
  `${RUN}[\\w.$]*[=<>{}\\[\\]|^\\\\_@][^\\s,?]*`,
  "\\$[a-zA-Z]\\w*",
  "(?<!\\S)[+/*&!%]+(?!\\S)",
  "(?<=\\p{Nd}\\s)-(?=\\s\\p{Nd})",
];

const PATTERN = new RegExp(
  [
    `(?<code>${CODE.join("|")})`,
    "(?<number>\\p{Nd}+(?:[.,]\\p{Nd}+)*)",
    `(?<script>[${SCRIPT}ー々〇]+)`,
    `(?<word>(?:(?![${SCRIPT}])[\\p{L}\\p{M}])+(?:['’](?:(?![${SCRIPT}])\\p{L})+)*[+#]*)`,
    "(?<mark>[^\\s])",
  ].join("|"),
  "gu",
);

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let first = true;
  let end = 0;
  const seen = visible(text);
  for (const { groups, index, 0: found } of seen.matchAll(PATTERN)) {
    const kind = kindOf(groups!);
    tokens.push({ kind, text: found, first, joined: index === end && index > 0 });
    first = kind === "mark" ? first || /[.!?:。！？：]/u.test(found) : false;
    if (seen.startsWith("\n", index + found.length)) first = true;
    end = index + found.length;
  }
  return tokens;
}

/** Compatible forms are one, and what cannot be seen is not there. What is raised or lowered stays so: 5² is not 52. */
export function visible(text: string): string {
  const kept = text
    .replace(INVISIBLE, "")
    .replace(/[²³¹\u2070-\u209c]/gu, "^$&")
    .replace(/[¼-¾⅐-⅞]/gu, " $&");
  return kept.normalize("NFKC").replaceAll("\u2044", "/").replace(INVISIBLE, "");
}

function kindOf(groups: Record<string, string | undefined>): TokenKind {
  const kinds: readonly TokenKind[] = ["code", "number", "script", "word"];
  return kinds.find((kind) => groups[kind] !== undefined) ?? "mark";
}

/** What of a text is compared. */
import { isEmpty, isFrame, isGerman, withoutPoliteness } from "./function-words.ts";
import { hasNegation, isNegation } from "./negation.ts";
import { readNumbers } from "./numbers/read-numbers.ts";
import { scriptContent } from "./script-text.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** What comes behind a colon or on a line of its own, or is quoted. */
const GIVEN = /[\n:："“”„«»「」『』《》]/u;

export interface ReadText {
  /** In their order, each under one name. */
  readonly numbers: readonly string[];
  /** What is code, in its order, as it stands. */
  readonly code: readonly string[];
  /** Words with a capital letter within a sentence, or a sign behind them, in their order. German writes all nouns so: there only those of capitals. */
  readonly names: readonly string[];
  /** Without those that change nothing, in their order; numbers and code have their places among them. */
  readonly words: readonly Word[];
  /** What it is about: words by their stems, and characters where words are not told apart. */
  readonly content: ReadonlySet<string>;
  /** Something is not so, or is not to be. */
  readonly isNegated: boolean;
  /** What is neither letter nor figure, in its order. */
  readonly marks: readonly string[];
  /** Something is quoted, or given to be worked on: then every mark counts. */
  readonly isGiven: boolean;
  /** Case says nothing: there are only small letters, or only capital ones. */
  readonly isOneCase: boolean;
}

export interface Word {
  readonly text: string;
  /** Where its letters are capital: `Xx`, `XX`; undefined at the head of a sentence, where that says nothing. */
  readonly shape: string | undefined;
}

export function readText(text: string): ReadText {
  const tokens = tokensOf(text).flatMap(expanded);
  const german = tokens.filter(({ kind, text: word }) => kind === "word" && isGerman(word.toLowerCase())).length > 1;
  const parts = readNumbers(tokens, german);
  const isOneCase = !(/\p{Lu}/u.test(text) && /\p{Ll}/u.test(text));
  const all = parts.flatMap((part): Word[] => {
    if ("number" in part) return [{ text: `#${part.number}`, shape: undefined }];
    return part.kind === "mark" ? [] : wordsOf(part, german);
  });
  return {
    numbers: parts.flatMap((part) => ("number" in part ? [part.number] : [])),
    code: tokens.flatMap(({ kind, text: code }) => (kind === "code" ? [code] : [])),
    names: isOneCase ? [] : tokens.flatMap((token) => (isName(token, german) ? [token.text.toLowerCase()] : [])),
    words: asked(all, isOneCase),
    content: contentOf(tokens),
    isNegated: tokens.some(negates),
    marks: tokens.flatMap(({ kind, text: mark }) => (kind === "mark" ? [mark] : [])),
    isGiven: GIVEN.test(text),
    isOneCase,
  };
}

const SHORT: Readonly<Record<string, string>> = { re: "are", ve: "have", ll: "will", m: "am", d: "would" };

/** `isn't` as `is not`, `what's` as `what is`. */
function expanded(token: Token): Token[] {
  const [, stem = "", rest = ""] = token.kind === "word" ? (/^(.*?)['’](.*)$/u.exec(token.text) ?? []) : [];
  if (stem === "") return [token];
  const split = (before: string, after: string): Token[] => [
    { ...token, text: before },
    { kind: "word", text: after, first: false, joined: false },
  ];
  const end = rest.toLowerCase();
  if (end === "t" && /n$/i.test(stem)) return split(/^can$/i.test(stem) ? stem : stem.slice(0, -1), "not");
  if (end === "s") return split(stem, /^(what|where|who|how|when|that|it|there|here)$/i.test(stem) ? "is" : "'s");
  return Object.hasOwn(SHORT, end) ? split(stem, SHORT[end]!) : [token];
}

function wordsOf({ kind, text, first }: Token, german: boolean): Word[] {
  if (kind === "script") return [...scriptContent(text)].map((character) => ({ text: character, shape: undefined }));
  if (kind !== "word") return [{ text, shape: undefined }];
  const word = text.toLowerCase().replaceAll("ß", "ss");
  return [{ text: german ? word : americanSpelling(word), shape: first ? undefined : shapeOf(text) }];
}

/** Phrases are left out of the words as they follow one another; then words that are empty. */
function asked(all: readonly Word[], isOneCase: boolean): Word[] {
  const left = withoutPoliteness(all.map(({ text }) => text.replaceAll(" ", "\u0000")).join(" "));
  const rest: Word[] = [];
  let at = 0;
  for (const text of left.split(" ").map((each) => each.replaceAll("\u0000", " "))) {
    let place = at;
    while (place < all.length && all[place]!.text !== text) place++;
    // What a phrase means is none of the words.
    const word = all[place] ?? { text, shape: undefined };
    if (place < all.length) at = place + 1;
    if (!isEmpty(text) || (!isOneCase && isCapital(word))) rest.push(word);
  }
  return rest;
}

/** `US`, `A`: not the pronoun or the article. `I` is the pronoun. */
function isCapital({ text, shape }: Word): boolean {
  return shape !== undefined && text !== "i" && /^X+$/.test(shape);
}

function shapeOf(written: string): string {
  return written.replace(/\p{Lu}/gu, "X").replace(/[^X]+/gu, "x");
}

function negates({ kind, text }: Token): boolean {
  return kind === "script" ? hasNegation(text) : kind === "word" && isNegation(text.toLowerCase());
}

function isName({ kind, text, first }: Token, german: boolean): boolean {
  if (kind !== "word" || text === "I") return false;
  if (/[+#]$/.test(text) || /^\p{Lu}{2,}$/u.test(text) || /\p{Ll}\p{Lu}/u.test(text)) return true;
  return !first && !german && /^\p{Lu}/u.test(text);
}

function contentOf(tokens: readonly Token[]): Set<string> {
  const content = new Set<string>();
  for (const { kind, text } of tokens) {
    if (kind === "script") for (const character of scriptContent(text)) content.add(character);
    else if (kind === "code" || kind === "number") content.add(text);
    else if (kind === "word" && !isFrame(text.toLowerCase())) content.add(stemOf(text.toLowerCase()));
  }
  return content;
}

/** Rough, and only for how alike two texts are: never for whether a word is the same. */
function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/(ing|ed|es|s|en|er|e|n)$/, "") : word;
}

/** `organise` as `organize`, `colours` as `colors`. */
function americanSpelling(word: string): string {
  if (word.length < 6) return word;
  return word.replace(/is(e|ed|es|er|ing|ation|ations)$/, "iz$1").replace(/our(s?)$/, "or$1");
}

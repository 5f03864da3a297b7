/** What of a text is compared. */
import { isEmpty, isFrame, isGerman } from "./function-words.ts";
import { isNegation } from "./negation.ts";
import { readNumbers } from "./numbers/read-numbers.ts";
import { alikeAt, withoutPoliteness } from "./phrases.ts";
import { politeless, inOneWay as scriptInOneWay } from "./script-text.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** What comes behind a colon or on a line of its own, or is quoted. */
const GIVEN = /^[:："“”„«»「」『』《》]$/u;

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
  /** All words, in small letters. */
  readonly said: ReadonlySet<string>;
  /** Something is not so, or is not to be. */
  readonly isNegated: boolean;
  /** Some of it is written without spaces, so that words are not told apart. */
  readonly hasScript: boolean;
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
  readonly isMark: boolean;
  /** A run without spaces; characters, once it is compared. */
  readonly isScript: boolean;
}

export function readText(text: string): ReadText {
  const tokens = tokensOf(text).flatMap(expanded);
  const german = tokens.filter(({ kind, text: word }) => kind === "word" && isGerman(word.toLowerCase())).length > 1;
  const parts = readNumbers(tokens, german);
  const isOneCase = !(/\p{Lu}/u.test(text) && /\p{Ll}/u.test(text));
  const all = parts.flatMap((part): Word[] => {
    return "number" in part ? [bare(`#${part.number}`)] : wordsOf(part, german);
  });
  return {
    numbers: parts.flatMap((part) => ("number" in part ? [part.number] : [])),
    code: tokens.flatMap(({ kind, text: code }) => (kind === "code" ? [code] : [])),
    names: isOneCase ? [] : tokens.flatMap((token) => (isName(token, german) ? [token.text.toLowerCase()] : [])),
    ...asked(all, isOneCase, /\n/.test(text.trim())),
    content: contentOf(tokens),
    said: new Set(all.flatMap(({ text: word, isMark }) => (isMark ? [] : [word]))),
    isNegated: tokens.some(({ kind, text: word }) => kind === "word" && isNegation(word.toLowerCase())),
    hasScript: tokens.some(({ kind }) => kind === "script"),
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
  if (kind !== "word") return [{ ...bare(text), isMark: kind === "mark", isScript: kind === "script" }];
  const word = text.toLowerCase().replaceAll("ß", "ss");
  return [
    {
      text: german ? word : americanSpelling(word),
      shape: first ? undefined : shapeOf(text),
      isMark: false,
      isScript: false,
    },
  ];
}

function bare(text: string): Word {
  return { text, shape: undefined, isMark: false, isScript: false };
}

/** Without what is polite; where nothing is quoted or given to be worked on, without what is empty, and each thing in one way. */
function asked(
  all: readonly Word[],
  isOneCase: boolean,
  hasLines: boolean,
): Pick<ReadText, "words" | "marks" | "isGiven"> {
  const { start, end } = withoutPoliteness(all.map(({ text }) => text.replace(/\s/gu, "\u0000")));
  const plain = all.slice(start, end);
  const isGiven = hasLines || plain.some(({ text }) => GIVEN.test(text));
  const counts = (word: Word) => isGiven || !isEmpty(word.text) || (!isOneCase && isCapital(word));
  const words = (isGiven ? plain : inOneWay(plain)).filter((word) => !word.isMark && counts(word));
  return {
    words: words.flatMap((word, i) => (word.isScript ? charactersOf(word.text, i === 0, isGiven) : [word])),
    marks: plain.flatMap(({ isMark, text }) => (isMark ? [text] : [])),
    isGiven,
  };
}

function charactersOf(run: string, isFirst: boolean, isGiven: boolean): Word[] {
  const plain = isFirst ? politeless(run) : run;
  return [...(isGiven ? plain : scriptInOneWay(plain))].map(bare);
}

function inOneWay(words: readonly Word[]): Word[] {
  const texts = words.map(({ text }) => text);
  const said: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const alike = alikeAt(texts, at);
    if (alike === undefined) said.push(words[at]!);
    else said.push(...alike.meant.map(bare));
    at += alike?.taken ?? 1;
  }
  return said;
}

/** `US`, `A`: not the pronoun or the article. `I` is the pronoun. */
function isCapital({ text, shape }: Word): boolean {
  return shape !== undefined && text !== "i" && /^X+$/.test(shape);
}

function shapeOf(written: string): string {
  return written.replace(/\p{Lu}/gu, "X").replace(/[^X]+/gu, "x");
}

function isName({ kind, text, first }: Token, german: boolean): boolean {
  if (kind !== "word" || text === "I") return false;
  if (/[+#]$/.test(text) || /^\p{Lu}{2,}$/u.test(text) || /\p{Ll}\p{Lu}/u.test(text)) return true;
  return !first && !german && /^\p{Lu}/u.test(text);
}

function contentOf(tokens: readonly Token[]): Set<string> {
  const content = new Set<string>();
  for (const { kind, text } of tokens) {
    if (kind === "script") for (const character of text) content.add(character);
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

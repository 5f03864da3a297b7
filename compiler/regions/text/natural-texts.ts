/** Texts that a reader takes for ordinary, made of what the predicates name and plain words around. */
import { SAMPLES, samplesOf } from "./sample-pattern.ts";
import type { TextPredicate } from "./text-question.ts";

const plain: readonly string[] = [
  "",
  "Hello",
  "Please help.",
  "Hello, can you help me?",
  "Please help me to write a short letter to my landlord about the heating.",
  "hello",
  "Thanks",
  "1",
  "?",
];
const openings: readonly string[] = [
  "",
  "Hello ",
  "Hello, ",
  "Please help with ",
  "hello ",
  "my ",
  "Hello\n",
  "1 ",
  "a",
];
const endings: readonly string[] = ["", " please", ", please", " please.", ".", "?", " now", "\nThanks", " 1", "s"];
const joints: readonly string[] = [" ", ", ", "\n", ""];

interface Pieces {
  readonly first: readonly string[];
  readonly middle: readonly string[];
  readonly last: readonly string[];
}

/** The most natural ones first; whether the predicates hold remains to be asked. */
export function* naturalTexts(must: readonly TextPredicate[]): Generator<string, void, undefined> {
  const tried = new Set<string>();
  for (const text of allTexts(must)) {
    if (!tried.has(text)) yield text;
    tried.add(text);
  }
}

function* allTexts(must: readonly TextPredicate[]): Generator<string, void, undefined> {
  // What patterns ask may be so of any text.
  if (must.every(({ method }) => method === "matches")) yield* plain;
  if (must.length > 0) for (const pieces of allPieces(must)) yield* around(pieces);
}

/** The pieces as they are, then with plain words around. */
function* around({ first, middle, last }: Pieces): Generator<string, void, undefined> {
  const all = [...first, ...middle, ...last];
  for (const joint of all.length > 1 ? joints : [" "]) {
    yield joined(all, joint);
    for (const ending of last.length > 0 ? [""] : endings) {
      for (const opening of first.length > 0 ? [""] : openings) {
        yield joined([`${opening}${joined([...first, ...middle], joint)}${ending}`, ...last], joint);
      }
    }
    if (first.length + last.length > 0) yield joined([...first, "hello", ...middle, ...last], joint);
  }
}

/** No space before a comma, and no second one. */
function joined(pieces: readonly string[], joint: string): string {
  const [first = "", ...rest] = pieces;
  return rest.reduce((text, piece) => {
    const isClose = joint.startsWith(" ") && (/\s$/.test(text) || /^[\s?.!,;:)]/.test(piece));
    return `${text}${isClose ? "" : joint}${piece}`;
  }, first);
}

const subjects: readonly string[] = ["question", "order", "letter", "report", "recipe", "trip", "plan", "photo"];

/** Variations on a text, for what can only be tried. */
export function* variationsOf(text: string): Generator<string, void, undefined> {
  for (let number = 1; number < 1_000; number += 1) {
    for (const subject of subjects) {
      const words = `${subject} ${number}`;
      yield text === "" ? `Hello, about ${words}` : `${text} ${words}`;
      if (text !== "") yield `About ${words}: ${text}`;
      const gap = text.indexOf(" ");
      if (gap > 0) yield `${text.slice(0, gap)} ${words}${text.slice(gap)}`;
    }
  }
}

/** With other samples of the patterns each time. */
function allPieces(must: readonly TextPredicate[]): Pieces[] {
  const turns = must.some(({ method }) => method === "matches") ? SAMPLES : 1;
  return Array.from({ length: turns }, (_, turn) => piecesOf(must, turn));
}

function piecesOf(must: readonly TextPredicate[], turn: number): Pieces {
  const first: string[] = [];
  const middle: string[] = [];
  const last: string[] = [];
  for (const predicate of must) {
    const { method, argument } = predicate;
    if (method === "startsWith" || method === "equals") first.push(argument);
    else if (method === "endsWith") last.push(argument);
    else if (method === "includes") middle.push(argument);
    else {
      const samples = samplesOf(predicate);
      const sample = samples[turn % Math.max(samples.length, 1)];
      if (sample) (sample.start ? first : sample.end ? last : middle).push(sample.text);
    }
  }
  const edges = { first: longest(first), last: longest(last) };
  const others = [...edges.first, ...edges.last];
  return { ...edges, middle: middle.filter((piece, i) => !isWithin(piece, middle, i) && !isPart(piece, others)) };
}

function longest(pieces: readonly string[]): string[] {
  return [...pieces]
    .sort((a, b) => b.length - a.length)
    .slice(0, 1)
    .filter((piece) => piece !== "");
}

function isPart(piece: string, others: readonly string[]): boolean {
  return others.some((other) => other.includes(piece));
}

/** Another one has it, or is the same and earlier. */
function isWithin(piece: string, pieces: readonly string[], at: number): boolean {
  return pieces.some((other, i) => i !== at && other.includes(piece) && (other !== piece || i < at));
}

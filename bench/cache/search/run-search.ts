/** Search over vectors: whether it finds all that a look at each finds, how fast, and for how long anything else has to wait. */
import type { IndexedVector } from "../../../runtime/cache/semantic/index/indexed-vector.ts";
import { VectorIndex } from "../../../runtime/cache/semantic/index/vector-index.ts";
import { quantile, type Spread as Range, spread } from "../../statistics.ts";
import { verdict } from "../../verdict.ts";
import { longestTurn, type Stall } from "./longest-turn.ts";
import { type MadeVectors, madeVectors, type Spread } from "./made-vectors.ts";
import { plainSearch } from "./plain-search.ts";

export interface SearchCase {
  readonly name: string;
  readonly count: number;
  readonly dimension: number;
  readonly data: Spread;
  /** Vectors of each. */
  readonly partition: number;
  /** Milliseconds that the median is held to, and that nothing may stand still. */
  readonly most?: number;
  readonly mostStall?: number;
}

export interface SearchResult extends SearchCase {
  readonly searches: number;
  /** Of all that was to be found, the share that was, with the same cosine to the last bit. */
  readonly recall: number;
  /** Milliseconds, by round. */
  readonly median: Range;
  readonly p99: Range;
  /** Of the plain search, a median. */
  readonly plain: number;
  /** All at once, while it is searched: 10,000 are put, 10,000 are removed. Milliseconds, by round. */
  readonly stalls: Readonly<Record<Doing, Stalls>>;
  readonly bytes: number;
}

export type Doing = "searching" | "putting" | "removing";

export interface Stalls {
  readonly clock: Range;
  readonly cpu: Range;
}

const LINES = { most: 3, mostStall: 5 };

const CASES: readonly SearchCase[] = [
  { name: "10,000 x 384 clustered", count: 10_000, dimension: 384, data: "clustered", partition: 10_000 },
  { name: "10,000 x 384 uniform", count: 10_000, dimension: 384, data: "uniform", partition: 10_000 },
  { name: "100,000 x 384 clustered", count: 100_000, dimension: 384, data: "clustered", partition: 100_000, ...LINES },
  { name: "100,000 x 384 uniform", count: 100_000, dimension: 384, data: "uniform", partition: 100_000, ...LINES },
  { name: "100,000 x 1536 clustered", count: 100_000, dimension: 1_536, data: "clustered", partition: 100_000 },
  { name: "1,000 partitions of 100 x 384", count: 100_000, dimension: 384, data: "clustered", partition: 100 },
];

const NEAREST = 5;
const AT_ONCE = 10_000;
const CEILING = 2 ** 32;
const NOW = 1;
const LATER = 2;

export interface SearchOptions {
  readonly quick: boolean;
  /** Of the cases, those whose names have this in them. */
  readonly only: string;
  progress(text: string): void;
}

export async function runSearch({ quick, only, progress }: SearchOptions): Promise<SearchResult[]> {
  const results: SearchResult[] = [];
  for (const each of CASES) {
    if (!`search ${each.name}`.includes(only)) continue;
    progress(`cache: search, ${each.name}`);
    results.push(await measured(each, quick ? { rounds: 3, searches: 20 } : { rounds: 11, searches: 100 }));
  }
  return results;
}

/** It does not find all, or takes longer than its lines. */
export function isBehind({ recall, median, most, stalls, mostStall }: SearchResult): boolean {
  const isOver = (figure: Range, line: number | undefined) => line !== undefined && verdict(figure, line) === "over";
  return recall < 1 || isOver(median, most) || Object.values(stalls).some(({ clock }) => isOver(clock, mostStall));
}

async function measured(of: SearchCase, { rounds, searches }: { rounds: number; searches: number }) {
  const vectors = madeVectors({ ...of, questions: searches });
  const index = new VectorIndex({ dimension: of.dimension, ceiling: CEILING });
  await Promise.all(entriesOf(of, vectors, { from: 0, to: of.count }).map((entry) => index.put(entry)));
  const times = [];
  const found = await foundOf(index, of, vectors);
  for (let round = 0; round < rounds; round++) times.push(await timesOf(index, of, vectors));
  const stalls: Record<Doing, Stall>[] = [];
  for (let round = 0; round < rounds; round++) stalls.push(await stallsOf(index, of, vectors));
  const again = await foundOf(index, of, vectors);
  const { bytes } = index;
  await index.close();
  const plain = plainOf(of, vectors);
  const stall = (doing: Doing, by: keyof Stall) => spread(stalls.map((each) => each[doing][by]));
  const both = (doing: Doing) => ({ clock: stall(doing, "clock"), cpu: stall(doing, "cpu") });
  return {
    ...of,
    searches,
    recall: Math.min(recallOf(found, plain.found), recallOf(again, plain.found)),
    median: spread(times.map((each) => quantile(each, 0.5))),
    p99: spread(times.map((each) => quantile(each, 0.99))),
    plain: quantile(
      plain.times.toSorted((a, b) => a - b),
      0.5,
    ),
    stalls: { searching: both("searching"), putting: both("putting"), removing: both("removing") },
    bytes,
  };
}

/** Rows of a partition lie apart from one another, as they do where they come from many at once. */
const partitionOf = ({ count, partition }: SearchCase, i: number) => `p${i % (count / partition)}`;

/** Every question has a partition, which is the same each time. */
const askedOf = ({ count, partition }: SearchCase, question: number) => {
  const partitions = count / partition;
  return Math.floor((question * 7_919) % partitions);
};

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function entriesOf(of: SearchCase, vectors: MadeVectors, { from, to }: Stretch): IndexedVector[] {
  const entries: IndexedVector[] = [];
  for (let i = from; i < to; i++)
    entries.push({ id: `e${i}`, partition: partitionOf(of, i), vector: vectors.of(i), expires: LATER });
  return entries;
}

function searchOf(of: SearchCase, vectors: MadeVectors, question: number) {
  const partition = `p${askedOf(of, question)}`;
  return { partition, vector: vectors.questions[question]!, most: NEAREST, now: NOW };
}

async function foundOf(index: VectorIndex, of: SearchCase, vectors: MadeVectors): Promise<string[][]> {
  const all: string[][] = [];
  for (const question of vectors.questions.keys()) {
    const { found, unseen } = await index.nearest(searchOf(of, vectors, question));
    if (unseen > 0) throw new Error(`A search did not look at ${unseen} vectors.`);
    all.push(found.map(({ id, cosine }) => `${id} ${cosine}`));
  }
  return all;
}

/** Ascending. */
async function timesOf(index: VectorIndex, of: SearchCase, vectors: MadeVectors): Promise<number[]> {
  const times = [];
  for (const question of vectors.questions.keys()) {
    const search = searchOf(of, vectors, question);
    const began = performance.now();
    await index.nearest(search);
    times.push(performance.now() - began);
    await new Promise(setImmediate);
  }
  return times.sort((a, b) => a - b);
}

async function stallsOf(index: VectorIndex, of: SearchCase, vectors: MadeVectors): Promise<Record<Doing, Stall>> {
  const entries = entriesOf(of, vectors, { from: of.count - AT_ONCE, to: of.count });
  const search = searchOf(of, vectors, 0);
  const searching = await longestTurn(async () => {
    for (const question of vectors.questions.keys()) await index.nearest(searchOf(of, vectors, question));
  });
  const removing = await longestTurn(async () => {
    for (const { id } of entries) void index.remove(id);
    await Promise.all([index.remove("nobody"), index.nearest(search)]);
  });
  const putting = await longestTurn(async () => {
    for (const entry of entries) void index.put(entry);
    await Promise.all([index.remove("nobody"), index.nearest(search)]);
  });
  return { searching, putting, removing };
}

function plainOf(of: SearchCase, vectors: MadeVectors): { found: string[][]; times: number[] } {
  const [found, times]: [string[][], number[]] = [[], []];
  for (const [question, vector] of vectors.questions.entries()) {
    const among = { first: askedOf(of, question), step: of.count / of.partition };
    const began = performance.now();
    const nearest = plainSearch(vectors, vector, among, NEAREST);
    times.push(performance.now() - began);
    found.push(nearest.map(({ index, cosine }) => `e${index} ${cosine}`));
  }
  return { found, times };
}

function recallOf(found: readonly string[][], plain: readonly string[][]): number {
  const wanted = plain.flatMap((each, i) => each.map((one) => found[i]!.includes(one)));
  return wanted.filter(Boolean).length / wanted.length;
}

/** How a provider of one wire format understands requests for embeddings, and answers them. */
import type { Fields } from "../dialects/dialect.ts";

export type Input = string | readonly number[];

export interface Made {
  readonly vectors: readonly (readonly number[])[];
  /** Tokens of each input. */
  readonly counts: readonly number[];
}

export interface UpstreamEmbeddings {
  /** Where settings stand, and the members that the documentation has there: "" is the body itself. */
  readonly members: Readonly<Record<string, ReadonlySet<string>>>;
  inputs(body: Fields): readonly Input[];
  /** Numbers of a vector that are asked for. */
  dimensions(body: Fields): unknown;
  answer(made: Made, body: Fields): object;
}

/** By the input and the length, in numbers that 32 bits hold. */
export function vectorFor(input: Input, length: number): number[] {
  const codes = typeof input === "string" ? [...Buffer.from(input)] : input;
  const seed = codes.reduce((sum, code) => (sum * 31 + code) % 9_973, 7);
  return Array.from({ length }, (_, i) => ((seed + 17 * i) % 251) / 16 - 4);
}

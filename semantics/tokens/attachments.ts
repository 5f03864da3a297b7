/**
 * Images, sounds and documents, by what providers count at most: not by their text. Sources: the vision, audio and file
 * pages of the providers, as docs/guide/tokens.md lists them.
 */
import type { Figures } from "./token-sum.ts";

/**
 * Expected: about a megapixel. Upper: four tiles of 1,601; the current Claude's highest resolution is 4,784, twelve
 * megapixels at Gemini are 6,192. Hard: what GPT-4o mini bills for eight tiles, 48,169.
 */
export const image: Figures = { expected: 800, upper: 6_500, hard: 50_000 };

/** One with `detail: original`: upper is 10,000 patches, times 1.2. */
const originalImage: Figures = { expected: 2_500, upper: 12_000, hard: 50_000 };

export function imageOf(detail: unknown): Figures {
  return detail === "original" ? originalImage : image;
}

/** Tokens per second × seconds per byte: 10 at 128 kbit/s; 32, the most that is documented, at 32 and at 6 kbit/s. */
export function audio(base64: string): Figures {
  const bytes = base64Bytes(base64);
  return {
    expected: 800 + bytes * (10 / 16_000),
    upper: 800 + bytes * (32 / 4_000),
    hard: 800 + bytes * (32 / 750),
  };
}

/** Pages of a document that any provider takes. */
const MOST_PAGES = 1_000;

/** A page is its picture and its text. */
const page = { expected: 1_600, upper: 8_000, hard: 16_000 };

/** Pages by bytes: usual ones, small ones, and the smallest that there can be. */
export function pdf(base64: string): Figures {
  const bytes = base64Bytes(base64);
  const pages = (each: number) => Math.min(MOST_PAGES, Math.max(1, Math.ceil(bytes / each)));
  return {
    expected: pages(100_000) * page.expected,
    upper: pages(5_000) * page.upper,
    hard: pages(50) * page.hard,
  };
}

function base64Bytes(base64: string): number {
  return Math.ceil((base64.length * 3) / 4);
}

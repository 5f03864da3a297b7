import { between, type Random } from "./random.ts";

const stock =
  "signal lever track points switch yard depot siding platform bridge tunnel river valley morning evening quiet steady " +
  "slow bright narrow open distant green amber red iron copper timber stone paper lantern whistle engine wagon carriage " +
  "passes waits turns holds clears follows crosses arrives departs returns along under over beyond between toward before " +
  "after while until because and then also still";
const list = stock.split(" ");

/** Plain words without meaning, separated by blanks. */
export function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => list[between(random, 0, list.length - 1)]).join(" ");
}

/** `count` words as sentences. */
export function sentences(random: Random, count: number): string {
  const made: string[] = [];
  for (let left = count; left > 0; ) {
    const length = Math.min(left, between(random, 6, 12));
    const sentence = words(random, length);
    made.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
    left -= length;
  }
  return made.join(" ");
}

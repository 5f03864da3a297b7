import type { Seeded } from "../fuzz/seeded.ts";
import type { Sample } from "./texts.ts";

/** Random and adversarial ones: of every block of Unicode, runs of one sign, mixes, and what encoders print. */
export function madeTexts(random: Seeded): Sample[] {
  const made: Sample[] = [];
  const add = (kind: string, text: string) => made.push({ kind, text, natural: false });
  const from = (units: readonly string[], length = 800) =>
    Array.from({ length }, () => units[random.integer(units.length)]!).join("");
  for (let block = 0; block < 0x10000; block += 0x400) {
    if (block >= 0xd800 && block < 0xe000) continue;
    const units = Array.from({ length: 0x400 }, (_, i) => String.fromCharCode(block + i));
    add(`block ${block.toString(16)}`, from(units));
  }
  for (let plane = 0x10000; plane < 0x30000; plane += 0x4000) {
    const units = Array.from({ length: 0x4000 }, (_, i) => String.fromCodePoint(plane + i));
    add(`block ${plane.toString(16)}`, from(units));
  }
  const repeated = [
    "a",
    "=",
    " ",
    "\n",
    "\t",
    "\r\n",
    "7",
    "é",
    "中",
    "🙂",
    "\u00a0",
    "aB",
    "a1",
    "!?",
    "{}",
    "\\",
    "\u0301",
    "।",
  ];
  for (const unit of repeated) add(`repeated ${JSON.stringify(unit)}`, unit.repeat(100 + random.integer(800)));
  for (const sign of ["\ufdfa", "\u3300", "\u337f", "\u2057", "\u2a0c", "\u{1d15e}", "\u{1f248}", "\ufb2c", "\u0149"]) {
    add(`a sign that stands for more ${JSON.stringify(sign)}`, sign.repeat(100 + random.integer(800)));
  }
  const bytes = () => Buffer.from(Array.from({ length: 1_000 }, () => random.integer(256)));
  add("base64", bytes().toString("base64"));
  add("hex", bytes().toString("hex"));
  add("mixed", from(["a", "B", "1", " ", "\n", ".", "é", "ж", "中", "\t", "🙂", "_", "\u200b"]));
  return made;
}

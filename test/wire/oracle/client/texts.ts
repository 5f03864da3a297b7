/** Texts: such as people send, and such as tokenizers find hard. */
import type { Random } from "../../../agreement/random.ts";

const sentences = [
  "Please summarise the attached minutes in three short points.",
  "Which of these two quotes is the better one for a team of forty?",
  "Schreibe eine höfliche Antwort auf die Beschwerde des Kunden.",
  "Explique la différence entre un virement et un prélèvement.",
  "function sum(values) { return values.reduce((a, b) => a + b, 0); }",
  '{"order": 48213, "items": [{"sku": "A-17", "count": 3}], "paid": true}',
  "请把下面这段话翻译成英文，并保持原来的语气。",
  "次の文章を要約してください。重要な点は三つです。",
  "2026-11-26T09:14:03Z GET /v1/orders/48213 200 12ms",
  "Der Zug nach Lyon fährt um 7.42 Uhr von Gleis 11 ab.",
];

export function usualText(random: Random, most = 6): string {
  return random.list(1 + random.integer(most), () => random.pick(sentences)).join(" ");
}

const oddPieces: readonly ((random: Random) => string)[] = [
  () => "ᓀᐦᐃᔭᐍᐏᐣ ᑕᐯ ",
  () => "ꦲꦏ꧀ꦱꦫꦗꦮ ",
  () => "👩🏽‍🚀🏳️‍🌈🧑‍🤝‍🧑",
  () => "!?!?;;;----====",
  () => " ".repeat(60),
  () => "\t\t\t\r\n\u00a0\u2003",
  (random) => Buffer.from(String(random.integer(1e9)).repeat(5)).toString("base64"),
  (random) => String.fromCodePoint(...random.list(12, () => 0x4e00 + random.integer(0x5000))),
  (random) => String.fromCodePoint(...random.list(12, () => 0x1_2000 + random.integer(900))),
  () => "ﷺﷺﷺ",
  () => "Z̸͖̓a̷̛̩l̵̤̈́g̶̣̀o̴̘͆",
  () => "0123456789".repeat(6),
  () => "QXZJKVWQ",
];

/** About `length` characters of one or two kinds. */
export function oddText(random: Random, length: number): string {
  const kinds = random.list(1 + random.integer(2), () => random.pick(oddPieces));
  let text = "";
  while (text.length < length) text += random.pick(kinds)(random);
  return text;
}

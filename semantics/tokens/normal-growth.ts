/** How many bytes a text has more where a tokenizer normalises it first (NFKC): one sign may stand for a phrase. */

/** First and last code point of every sign that grows, and of some between them that do not. */
const ranges: readonly (readonly [number, number])[] = [
  ...([
    [0xa8, 0xbe],
    [0x13f, 0x149],
    [0x1c4, 0x1c6],
    [0x2d8, 0x2dd],
    [0x344, 0x385],
    [0x587, 0x587],
  ] as const),
  ...([
    [0x675, 0x678],
    [0x958, 0x95f],
    [0x9dc, 0x9df],
    [0xa33, 0xa36],
    [0xa59, 0xa5e],
    [0xb5c, 0xb5d],
  ] as const),
  ...([
    [0xe33, 0xe33],
    [0xeb3, 0xeb3],
    [0xedc, 0xedd],
    [0xf43, 0xfb9],
    [0x1fc1, 0x1fee],
    [0x2033, 0x2057],
  ] as const),
  ...([
    [0x2150, 0x2189],
    [0x222c, 0x2230],
    [0x247d, 0x2487],
    [0x2a0c, 0x2adc],
    [0x309b, 0x30ff],
  ] as const),
  ...([
    [0x3200, 0x33ff],
    [0xfa6c, 0xfdfc],
    [0xfe71, 0xfefc],
    [0x1d15e, 0x1d1c0],
    [0x1f12a, 0x1f248],
  ] as const),
];

/**
 * Bytes by code unit. Of a sign of two units the second one tells it, which some other signs, such as a few emoji, end with,
 * too: those count more than they grow. Accents that change places can make a text grow a little more.
 */
export const growthOfUnit: Uint8Array = new Uint8Array(0x10000);
for (const [first, last] of ranges) {
  for (let code = first; code <= last; code++) {
    const sign = String.fromCodePoint(code);
    const unit = sign.charCodeAt(sign.length - 1);
    const more = Buffer.byteLength(sign.normalize("NFKC")) - Buffer.byteLength(sign);
    growthOfUnit[unit] = Math.max(growthOfUnit[unit]!, more);
  }
}

/** What a picture counts, by its size, as the providers' pages on images say. */

export type PictureRule = "tiles" | "patches" | "fixed";

/** base64, a data URL, or an address whose picture nobody here has seen. */
export function pictureTokens(data: string, rule: PictureRule): number {
  const { width, height } = pngSize(data) ?? { width: 1_024, height: 1_024 };
  switch (rule) {
    case "tiles":
      return tiles(width, height);
    case "patches":
      return patches(width, height);
    // Gemini: 258 for a small one, and at most the high resolution of the third generation.
    case "fixed":
      return width <= 384 && height <= 384 ? 258 : 1_120;
    default:
      return rule satisfies never;
  }
}

/** 170 for each square of 512 and 85 more, of a picture that was brought to 768 on its shorter side. */
function tiles(width: number, height: number): number {
  const fit = Math.min(1, 2_048 / Math.max(width, height));
  const scale = Math.min(fit, 768 / Math.min(width, height));
  return 85 + 170 * Math.ceil((width * scale) / 512) * Math.ceil((height * scale) / 512);
}

/** One for each square of 28, of a picture that was brought to 1,568 on its longer side, and to as many. */
function patches(width: number, height: number): number {
  const fit = Math.min(1, 1_568 / Math.max(width, height));
  return Math.min(1_568, Math.ceil((width * fit) / 28) * Math.ceil((height * fit) / 28)) + 3;
}

function pngSize(url: string): { width: number; height: number } | undefined {
  const start = url.indexOf(",") + 1;
  const bytes = Buffer.from(url.slice(start, start + 60), "base64");
  if (bytes.length < 24 || bytes.toString("latin1", 1, 4) !== "PNG") return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

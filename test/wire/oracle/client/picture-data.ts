import type { Random } from "../../../agreement/random.ts";

/** The first bytes of a PNG, which say how large it is; base64. */
export function pictureData(random: Random): string {
  const head = Buffer.alloc(33);
  head.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0, "latin1");
  head.writeUInt32BE(random.pick([1, 400, 2_000, 8_000]), 16);
  head.writeUInt32BE(random.pick([1, 400, 2_000, 8_000]), 20);
  return head.toString("base64");
}

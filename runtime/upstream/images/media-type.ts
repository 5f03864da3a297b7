/** What a file is by its first bytes, whatever its server calls it. */
export type MediaType = "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "application/pdf";

/** Bytes by which it is known. */
export const HEAD_BYTES = 12;

export function mediaTypeOf(head: Buffer): MediaType | undefined {
  const text = head.toString("latin1", 0, HEAD_BYTES);
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(text)) return "image/gif";
  if (/^RIFF[\s\S]{4}WEBP/.test(text)) return "image/webp";
  return text.startsWith("%PDF-") ? "application/pdf" : undefined;
}

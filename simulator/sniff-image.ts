/** What an image is by its first bytes, from base64: png, jpeg, gif, webp; undefined for anything else. */
export function sniffImage(base64: string): "png" | "jpeg" | "gif" | "webp" | undefined {
  const head = Buffer.from(base64.slice(0, 32), "base64").toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (/^GIF8[79]a/.test(head)) return "gif";
  return /^RIFF.{4}WEBP/s.test(head) ? "webp" : undefined;
}

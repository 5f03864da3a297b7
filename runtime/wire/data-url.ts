/** Pictures and files that stand in a request itself, as base64 `data:` URLs. */

export interface Data {
  /** Media type, in lower case. */
  type: string;
  /** base64 */
  data: string;
}

/** Undefined for what is no base64 `data:` URL. */
export function readDataUrl(url: string): Data | undefined {
  const comma = url.indexOf(",");
  const head = /^data:([^;,]*)(?:;[^;,]+)*;base64$/i.exec(url.slice(0, Math.min(comma, 200)));
  return comma < 0 || head === null ? undefined : { type: head[1]!.toLowerCase(), data: url.slice(comma + 1) };
}

/** The same with the type of a picture as its first bytes say it, since a wrong label is refused. */
export function readPicture(url: string): Data | undefined {
  const read = readDataUrl(url);
  return read && { type: pictureType(read.data) ?? read.type, data: read.data };
}

/** Undefined for what does not begin like one of the four kinds that models take. */
export function pictureType(base64: string): string | undefined {
  const head = Buffer.from(base64.slice(0, 16), "base64").toString("latin1");
  if (head.startsWith("\xFF\xD8\xFF")) return "image/jpeg";
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("GIF8")) return "image/gif";
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP" ? "image/webp" : undefined;
}

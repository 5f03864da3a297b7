/** What a file says that is a text: it is counted as one. Undefined for others, and for what is no base64 `data:` URL. */
export function textOfFile(url: string): string | undefined {
  const comma = url.indexOf(",");
  if (comma < 0 || comma > LONGEST_HEAD || !/^data:text\/[^;,]+(;[^;,]+)*;base64$/i.test(url.slice(0, comma)))
    return undefined;
  return Buffer.from(url.slice(comma + 1), "base64").toString("utf8");
}

/** Characters of a media type with what stands behind it. */
const LONGEST_HEAD = 200;

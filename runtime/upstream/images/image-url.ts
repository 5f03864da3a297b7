/**
 * Which URLs an image may be fetched from. A host is taken in one spelling only: numbers that parsers read differently (`127.1`,
 * `0x7f000001`, full-width digits) are refused before anything is asked about them.
 */
import { isIP } from "node:net";
import type { ImageFault } from "./image-fault.ts";

/** `mayUse` decides over scheme and port. */
export function readImageUrl(text: string, mayUse: (url: URL) => boolean): URL | ImageFault {
  const authority = /^https?:\/\/([^/?#]+)(?:[/?#]|$)/i.exec(text)?.[1];
  if (authority === undefined || !URL.canParse(text) || text.length > LONGEST || isAmbiguous.test(text))
    return fault("is not at a URL that begins with https: and has no spaces or backslashes in it");
  const url = new URL(text);
  if (authority.includes("@")) return fault("is at a URL with a user name or a password, which is sent to nobody");
  if (!mayUse(url)) return fault("is not at an https: URL with the usual port");
  if (!isPlainHost(authority.replace(/:\d*$/, ""), url.hostname))
    return fault(
      "is at a URL whose host is not spelled in the usual way: a whole name, or an address as it is printed",
    );
  return url;
}

/** Address of a URL that names one, without brackets. */
export function addressIn({ hostname }: URL): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) ? bare : undefined;
}

const LONGEST = 8_192;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what parsers leave out
const isAmbiguous = /[\u0000-\u0020\u007f\\]/;

function isPlainHost(written: string, read: string): boolean {
  // An IPv6 address is read into one form, whatever its zeros.
  if (read.startsWith("[")) return isIP(written.slice(1, -1)) === 6;
  if (isIP(read)) return written === read;
  return read.includes(".") && !read.endsWith(".") && !written.includes("%");
}

function fault(what: string): ImageFault {
  return { class: "bad-request", what };
}

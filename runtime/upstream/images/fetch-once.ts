/** One GET to addresses that were checked, and to nothing else. */
import { isIPv6, type LookupFunction } from "node:net";
import type { SecureContext } from "node:tls";
import { Client, type Dispatcher, ProxyAgent } from "undici";
import type { ImageFault } from "./image-fault.ts";
import { addressIn } from "./image-url.ts";
import type { FetchedImage } from "./images.ts";
import { HEAD_BYTES, type MediaType, mediaTypeOf } from "./media-type.ts";

/** Where else it is, as the server wrote it. */
export interface Moved {
  readonly location: string;
}

export interface OneFetch {
  readonly url: URL;
  /** That were checked; at least one. */
  readonly addresses: readonly string[];
  /** Bytes. */
  readonly most: number;
  readonly signal: AbortSignal;
}

export interface Ways {
  /** URL of the proxy through which this one is fetched. */
  proxyFor(url: URL): string | undefined;
  readonly tls: Trust;
}

/** Whom TLS trusts; nothing is what Node trusts. */
export interface Trust {
  readonly secureContext?: SecureContext;
}

/** Rejects where the connection fails or `signal` aborts. */
export async function fetchOnce(
  { url, addresses, most, signal }: OneFetch,
  { proxyFor, tls }: Ways,
): Promise<FetchedImage | Moved | ImageFault> {
  const proxy = proxyFor(url);
  const way = proxy === undefined ? direct(url, addresses, tls) : through(proxy, url, addresses[0]!, tls);
  try {
    const headers = { host: url.host, accept: "image/*, application/pdf", "accept-encoding": "identity", ...agent };
    const request = { origin: way.origin, method: "GET", path: url.pathname + url.search, headers, signal } as const;
    const answer = await way.dispatcher.request(request);
    return await read(answer, most);
  } finally {
    void way.dispatcher.destroy().catch(() => {});
  }
}

const agent = { "user-agent": "pointsman" };

interface Way {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
}

/** The name is not looked up again: whoever connects is given what was checked. */
function direct(url: URL, addresses: readonly string[], tls: Trust): Way {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const lookup: LookupFunction = (_name, options, done) => {
    if (options.all) done(null, found);
    else done(null, found[0]!.address, found[0]!.family);
  };
  const dispatcher = new Client(url.origin, { allowH2: false, connect: { lookup, ...tls } });
  return { dispatcher, origin: url.origin };
}

/** The proxy is told the address, so that it has no name to look up; the certificate is still held against the name. */
function through(proxy: string, url: URL, address: string, tls: Trust): Way {
  // A bare address is no server name.
  const servername = addressIn(url) === undefined ? url.hostname : "";
  const both = { requestTls: { servername, ...tls }, proxyTls: { ...tls } };
  const dispatcher = new ProxyAgent({ uri: proxy, proxyTunnel: true, allowH2: false, ...both });
  const host = isIPv6(address) ? `[${address}]` : address;
  return { dispatcher, origin: `${url.protocol}//${host}${url.port === "" ? "" : `:${url.port}`}` };
}

async function read(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  most: number,
): Promise<FetchedImage | Moved | ImageFault> {
  const { location } = headers;
  if (typeof location === "string" && [301, 302, 303, 307, 308].includes(statusCode)) return { location };
  if (statusCode !== 200) return fault(`could not be fetched: its server answered ${statusCode}`);
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    return fault("could not be read: its server sends it compressed to those who did not ask for that");
  if (Number(headers["content-length"] ?? 0) > most) return tooLarge(most);
  return readBytes(body, most);
}

async function readBytes(body: AsyncIterable<Buffer>, most: number): Promise<FetchedImage | ImageFault> {
  const pieces: Buffer[] = [];
  let length = 0;
  let mediaType: MediaType | undefined;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) return tooLarge(most);
    // What is no image is not read on.
    if (mediaType === undefined && length >= HEAD_BYTES) {
      mediaType = mediaTypeOf(Buffer.concat(pieces));
      if (mediaType === undefined) return noImage;
    }
  }
  return mediaType === undefined ? noImage : { mediaType, data: Buffer.concat(pieces) };
}

const noImage: ImageFault = fault("is not PNG, JPEG, GIF, WebP or PDF");

function tooLarge(most: number): ImageFault {
  return fault(`is larger than ${most.toLocaleString("en")} bytes`);
}

function fault(what: string): ImageFault {
  return { class: "unsupported", what };
}

/**
 * Images that a request names by URL, for targets that take bytes only. Whoever writes the URL must not be able to make this machine
 * ask what only this machine can reach, so each name is looked up here, all its addresses are checked, and the connection is
 * made to those; after each redirect again. Nothing is kept.
 */
import { createSecureContext } from "node:tls";
import type { Failure } from "../../failures.ts";
import { fetchOnce, type Ways } from "./fetch-once.ts";
import { type ImageFault, imageFailure } from "./image-fault.ts";
import { addressIn, readImageUrl } from "./image-url.ts";
import type { FetchedImage, Images } from "./images.ts";
import type { Reach } from "./reach.ts";
import { Turns } from "./turns.ts";

export interface ImageLimits {
  readonly bytes: number;
  /** Milliseconds for all of it: the wait for a turn, the lookup, redirects, the last byte. */
  readonly ms: number;
  /** How many are fetched at a time; each may hold as many bytes. */
  readonly atOnce: number;
}

const MOST_REDIRECTS = 3;
const usual: ImageLimits = { bytes: 20 * 1024 * 1024, ms: 10_000, atOnce: 16 };

export class ImageFetcher implements Images {
  readonly #reach: Reach;
  readonly #ways: Ways;
  readonly #limits: ImageLimits;
  readonly #turns: Turns;

  constructor(reach: Reach, limits: ImageLimits = usual) {
    this.#reach = reach;
    const { ca } = reach;
    // Made once: every connection would read all certificates anew.
    const tls = ca === undefined ? {} : { secureContext: createSecureContext({ ca }) };
    this.#ways = { proxyFor: (url) => reach.proxyFor(url), tls };
    this.#limits = limits;
    this.#turns = new Turns(limits.atOnce);
  }

  async fetch(url: string, param: string, signal?: AbortSignal): Promise<FetchedImage | Failure> {
    const late = AbortSignal.timeout(this.#limits.ms);
    const all = signal ? AbortSignal.any([late, signal]) : late;
    try {
      const came = await this.#turns.take(all, () => this.#follow(url, all));
      return "class" in came ? imageFailure(came, param) : came;
    } catch {
      return imageFailure(late.aborted ? tooSlow(this.#limits.ms) : unreachable, param);
    }
  }

  async #follow(text: string, signal: AbortSignal): Promise<FetchedImage | ImageFault> {
    let next = text;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const url = readImageUrl(next, this.#reach.mayUse);
      if ("class" in url) return redirects === 0 ? url : badRedirect;
      const addresses = await this.#publicAddresses(url, signal);
      if (addresses.length === 0) return redirects === 0 ? notPublic : badRedirect;
      const came = await fetchOnce({ url, addresses, most: this.#limits.bytes, signal }, this.#ways);
      if (!("location" in came)) return came;
      next = target(came.location, url);
    }
    return tooManyRedirects;
  }

  /** All that the host has; none where one of them is not anyone's to reach. */
  async #publicAddresses(url: URL, signal: AbortSignal): Promise<readonly string[]> {
    const own = addressIn(url);
    const found = own === undefined ? await within(signal, this.#reach.addresses(url.hostname)) : [own];
    return found.every((address) => this.#reach.isPublic(address)) ? found : [];
  }
}

/** What does not say a host of its own is on the same. */
function target(location: string, from: URL): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(location)) return location;
  if (location.startsWith("//")) return from.protocol + location;
  return URL.canParse(location, from) ? new URL(location, from).href : location;
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", gone, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", gone));
  });
}

/** One text for a name that nobody has and for one that is not to be reached: which it is, is nobody's to learn here. */
const notPublic: ImageFault = { class: "unsupported", what: "is not at a host that anyone on the internet can reach" };
const badRedirect: ImageFault = { class: "unsupported", what: "redirects to where no image is fetched from" };
const tooManyRedirects: ImageFault = { class: "unsupported", what: `redirects more than ${MOST_REDIRECTS} times` };
const unreachable: ImageFault = { class: "unsupported", what: "could not be fetched: its server could not be reached" };

function tooSlow(ms: number): ImageFault {
  return { class: "unsupported", what: `did not come within ${ms / 1000} seconds` };
}

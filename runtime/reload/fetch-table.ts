/** One question for the table at a URL: bounded in time, in size and in redirects. */
import type { IncomingHttpHeaders } from "node:http";
import type { Clock, Timer } from "../clock.ts";
import type { Exchange, ExchangeReader, Upstream } from "../upstream/upstream.ts";
import type { TableFault } from "./table-swaps.ts";
import { mayFetch, shownUrl } from "./table-url.ts";

export interface TableQuestion {
  readonly url: URL;
  /** That of the text that is known. */
  readonly etag: string | undefined;
  /** Sent to the URL's own origin alone. */
  readonly token: string | undefined;
  /** Bytes. */
  readonly largest: number;
  /** Milliseconds for all of it: redirects, the last byte. */
  readonly limit: number;
}

export interface Asking {
  readonly upstream: Upstream;
  readonly clock: Clock;
}

/** `same`: it is that of the `etag`. */
export type FetchedTable = "same" | { readonly text: string; readonly etag: string | undefined } | TableFault;

const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Never rejects. */
export async function fetchTable(question: TableQuestion, { upstream, clock }: Asking): Promise<FetchedTable> {
  const { url, limit } = question;
  const ends = clock.now() + limit;
  let next = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await new Fetch(question, next).ask(upstream, clock, ends - clock.now());
    if (!(answer instanceof URL)) return answer;
    if (!mayFetch(answer)) return fault(url, "redirects to where no table is fetched from: https: alone is followed");
    next = answer;
  }
  return fault(url, `redirects more than ${MOST_REDIRECTS} times`);
}

class Fetch implements ExchangeReader {
  readonly #question: TableQuestion;
  readonly #url: URL;
  readonly #answer = Promise.withResolvers<FetchedTable | URL>();
  readonly #pieces: Buffer[] = [];
  #length = 0;
  #etag: string | undefined;
  #exchange: Exchange | undefined;

  constructor(question: TableQuestion, url: URL) {
    this.#question = question;
    this.#url = url;
  }

  async ask(upstream: Upstream, clock: Clock, left: number): Promise<FetchedTable | URL> {
    const { origin, pathname, search } = this.#url;
    const timer: Timer = clock.after(Math.max(0, left), () =>
      this.#fail(`did not come within ${this.#seconds} seconds`),
    );
    const request = { origin, method: "GET", path: pathname + search, headers: this.#headers(), body: "" } as const;
    try {
      this.#exchange = upstream.send(request, this);
      return await this.#answer.promise;
    } finally {
      clock.cancel(timer);
    }
  }

  started(status: number, headers: IncomingHttpHeaders): void {
    const { location, etag } = headers;
    const { largest, etag: known } = this.#question;
    this.#etag = etag;
    if (status === 304 && known !== undefined) this.#end("same");
    else if (REDIRECTS.has(status) && location !== undefined) this.#redirect(location);
    else if (status !== 200) this.#fail(`was answered with status ${status}`);
    else if (Number(headers["content-length"] ?? 0) > largest) this.#tooLarge();
  }

  data(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length > this.#question.largest) this.#tooLarge();
    else this.#pieces.push(bytes);
  }

  ended(): void {
    const text = Buffer.concat(this.#pieces).toString("utf8");
    this.#answer.resolve({ text, etag: this.#etag });
  }

  broken({ code }: { code: string }): void {
    this.#fail(`could not be fetched (${code})`);
  }

  get #seconds(): number {
    return this.#question.limit / 1000;
  }

  #headers(): string[] {
    const { url, etag, token } = this.#question;
    const isOwn = this.#url.origin === url.origin;
    return [
      ...["user-agent", "pointsman", "accept", "application/json", "accept-encoding", "identity"],
      ...(etag === undefined ? [] : ["if-none-match", etag]),
      ...(token === undefined || !isOwn ? [] : ["authorization", `Bearer ${token}`]),
    ];
  }

  #redirect(location: string): void {
    if (URL.canParse(location, this.#url.href)) this.#end(new URL(location, this.#url));
    else this.#fail("redirects to what is no URL");
  }

  #tooLarge(): void {
    this.#fail(`is larger than ${this.#question.largest / 1024 / 1024} MiB`);
  }

  #fail(what: string): void {
    this.#end(fault(this.#question.url, what));
  }

  /** Nothing more of it is read. */
  #end(answer: FetchedTable | URL): void {
    this.#pieces.length = 0;
    this.#answer.resolve(answer);
    this.#exchange?.abort();
  }
}

function fault(url: URL, what: string): TableFault {
  return { code: "not-fetched", reason: `The table at ${shownUrl(url)} ${what}.` };
}

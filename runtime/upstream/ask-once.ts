/** One small question to who gives out credentials, and its whole answer. */
import type { Clock } from "../clock.ts";
import { CredentialError } from "./credentials.ts";
import type { ExchangeError, ExchangeReader, Upstream } from "./upstream.ts";

export interface Question {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. */
  readonly limit: number;
  /** It is on this machine or beside it, so that no proxy stands between. */
  readonly direct?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Who is asked, and when it took too long. */
export interface Asking {
  readonly upstream: Upstream;
  readonly clock: Clock;
}

/** No answer of this kind is longer. */
const LONGEST = 256 * 1024;

/** Rejects with a `CredentialError` where no whole answer came. */
export function askOnce({ upstream, clock }: Asking, question: Question): Promise<Reply> {
  const { method, url, headers = {}, body = "", limit, direct = false } = question;
  return new Promise((resolve, reject) => {
    const fail = (code: string) => {
      clock.cancel(timer);
      exchange.abort();
      reject(new CredentialError(code, `${url.origin} gave no credentials (${code})`));
    };
    const settle = (reply: Reply) => {
      clock.cancel(timer);
      resolve(reply);
    };
    const reader = new ReplyReader(settle, fail);
    const all = ["user-agent", "pointsman", "accept-encoding", "identity", ...Object.entries(headers).flat()];
    const path = url.pathname + url.search;
    const exchange = upstream.send({ origin: url.origin, path, method, headers: all, body, direct }, reader);
    const timer = clock.after(limit, () => fail("timeout"));
  });
}

/** The text of a 2xx answer; otherwise a `CredentialError` that tells the status, and the code of the error where there is one. */
export async function textOf(asking: Asking, question: Question): Promise<string> {
  const { status, text } = await askOnce(asking, question);
  if (status >= 200 && status < 300) return text;
  const [, inJson, inXml] = /"error"\s*:\s*"([a-z_]{3,40})"|<Code>(\w{3,40})<\/Code>/.exec(text) ?? [];
  const code = [`status ${status}`, inJson ?? inXml].filter(Boolean).join(", ");
  throw new CredentialError(code, `${question.url.origin} refused to give credentials (${code})`);
}

/** As `textOf`, read as JSON. */
export async function jsonOf(asking: Asking, question: Question): Promise<Readonly<Record<string, unknown>>> {
  const text = await textOf(asking, question);
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null) return read as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new CredentialError("unreadable", `${question.url.origin} gave something else than credentials`);
}

class ReplyReader implements ExchangeReader {
  readonly #settle: (reply: Reply) => void;
  readonly #fail: (code: string) => void;
  readonly #pieces: Buffer[] = [];
  #status = 0;
  #length = 0;

  constructor(settle: (reply: Reply) => void, fail: (code: string) => void) {
    this.#settle = settle;
    this.#fail = fail;
  }

  started(status: number): void {
    this.#status = status;
  }

  data(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length > LONGEST) this.#fail("unreadable");
    else this.#pieces.push(bytes);
  }

  ended(): void {
    this.#settle({ status: this.#status, text: Buffer.concat(this.#pieces).toString("utf8") });
  }

  broken({ code }: ExchangeError): void {
    this.#fail(code);
  }
}

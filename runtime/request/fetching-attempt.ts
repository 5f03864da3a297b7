/** A try at a target that takes images as bytes, of a request that names some by URL: they are fetched, then it is asked. */
import type { Failure } from "../failures.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { ChatAsk } from "./ask.ts";
import { ChatAttempt } from "./chat-attempt.ts";
import { LaterAttempt } from "./later-attempt.ts";
import type { AttemptTerms } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { RequestImages } from "./request-images.ts";

/** Begins when it is made. */
export class FetchingAttempt extends LaterAttempt {
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  readonly #terms: AttemptTerms;
  readonly #images: RequestImages;
  /** Why the images are not waited for any more. */
  #cause: Failure | undefined;
  #wake: () => void = () => {};

  constructor(ask: ChatAsk, target: ReadyTarget, terms: AttemptTerms, upstream: Upstream, images: RequestImages) {
    super(target);
    this.#terms = terms;
    this.#images = images;
    const begun = this.#begin(ask, upstream);
    this.opened = begun.then((failure) => failure ?? this.attempt!.opened);
    this.finished = begun.then((failure) => failure ?? this.attempt!.finished);
  }

  cancel(cause: Failure): void {
    this.#images.stop();
    if (this.attempt) this.attempt.cancel(cause);
    else this.#give(cause);
  }

  /** Settles with why there is nothing to ask the target, or once it is asked. */
  async #begin(ask: ChatAsk, upstream: Upstream): Promise<Failure | undefined> {
    const { target } = this;
    const { clock, limit, observer } = this.#terms;
    const began = clock.now();
    const given = new Promise<undefined>((resolve) => {
      this.#wake = () => resolve(undefined);
    });
    const late: Failure = { class: limit.class, detail: `images did not come within ${Math.round(limit.ms)} ms` };
    const timer = clock.after(limit.ms, () => this.#give(late));
    const fetches = target.dialect.fetches ?? (() => true);
    const came = await Promise.race([this.#images.inlined(ask.request, fetches), given]);
    clock.cancel(timer);
    const took = clock.now() - began;
    const request = this.#cause ?? came!;
    if ("class" in request) {
      observer.finished(took, { ...request, unsent: true });
      return request;
    }
    const left = { ...limit, ms: Math.max(1, limit.ms - took) };
    this.attempt = new ChatAttempt({ ...ask, request }, target, { ...this.#terms, limit: left }, upstream);
    return undefined;
  }

  #give(cause: Failure): void {
    this.#cause ??= cause;
    this.#wake();
  }
}

import type { Credentials } from "../../credentials.ts";
import type { Renewed } from "../../renewed.ts";
import type { AccessToken } from "./access-token.ts";

/** A token in the header of the provider's key, as long as it is good. */
export class BearerToken implements Credentials {
  readonly #tokens: Renewed<AccessToken>;
  readonly #write: (token: string) => readonly string[];
  #written: { readonly of: AccessToken; readonly headers: readonly string[] } | undefined;
  readonly #sentWith = new WeakMap<readonly string[], AccessToken>();

  /** `write` gives the headers that a token is sent as. */
  constructor(tokens: Renewed<AccessToken>, write: (token: string) => readonly string[]) {
    this.#tokens = tokens;
    this.#write = write;
  }

  headers(): readonly string[] | Promise<readonly string[]> {
    const token = this.#tokens.current();
    return token instanceof Promise ? token.then((later) => this.#headersOf(later)) : this.#headersOf(token);
  }

  async refused(headers: readonly string[]): Promise<boolean> {
    const token = this.#sentWith.get(headers);
    return token !== undefined && this.#tokens.refused(token);
  }

  #headersOf(of: AccessToken): readonly string[] {
    if (this.#written?.of === of) return this.#written.headers;
    const { token, quotaProject } = of;
    const headers = [...this.#write(token), ...(quotaProject ? ["x-goog-user-project", quotaProject] : [])];
    this.#written = { of, headers };
    this.#sentWith.set(headers, of);
    return headers;
  }
}

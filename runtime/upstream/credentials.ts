/** How a request proves to a provider who asks. Each kind is a file in credentials/, loaded where a table needs it. */

export interface CredentialRequest {
  readonly method: string;
  readonly url: URL;
  /** What is sent beside: names and values by turns. */
  readonly headers: readonly string[];
  readonly body: Buffer | string;
}

export interface Credentials {
  /**
   * Names and values by turns, never logged. A promise only where something has to be waited for; it rejects with a
   * `CredentialError` where nothing could be had.
   */
  headers(request: CredentialRequest): readonly string[] | Promise<readonly string[]>;
  /**
   * The provider refused a request with these headers, the very list that `headers` gave. Settles true where there is another
   * credential by now; it is renewed at most once for all that wait. Never rejects. Absent: it cannot change.
   */
  refused?(headers: readonly string[]): Promise<boolean>;
}

/** Why there is no credential to send. The message is for the log and holds no secret. */
export class CredentialError extends Error {
  override readonly name = "CredentialError";
  /** Such as ECONNREFUSED, or `status 403`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

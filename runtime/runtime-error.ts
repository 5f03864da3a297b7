/** Why the runtime cannot start. The message says what to do; it names no secret. */
export class RuntimeError extends Error {
  override readonly name = "RuntimeError";
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type RuntimeErrorCode =
  | "missing-key"
  | "bad-key"
  | "missing-variable"
  | "bad-variable"
  | "missing-region"
  | "bad-proxy"
  | "bad-ca"
  | "unknown-dialect"
  | "open-not-loopback"
  | "no-keys"
  | "port-in-use"
  | "listen"
  | "store"
  | "bad-map"
  | "bad-table-url";

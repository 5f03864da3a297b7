/** The command cannot be run as it was written: exit code 2. The message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

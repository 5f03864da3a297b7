/** In what the hosts of generateContent differ. */
export interface Host {
  /** Calls and their results carry ids; where not, the member itself is refused. */
  readonly takesCallIds: boolean;
  /** It reads the file at this URL itself. What it does not read must be sent as bytes. */
  reads(url: string): boolean;
}

/** What the policy language refuses. */
export interface Refused {
  /** As a message begins with it: `` `delete` ``, `A loop`. */
  readonly construct: string;
  /** The nearest form that is allowed, as a whole sentence. */
  readonly instead?: string | undefined;
}

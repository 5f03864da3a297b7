/** Limits of requests, tokens and requests at once. */
export interface Limits {
  /** All that is asked for, or nothing. */
  take(asked: Taking, now: number): Promise<Taken>;
  /** Corrects what was taken by an estimate; a rate may owe more than its limit afterwards. */
  correct(rates: readonly RateAsked[], now: number): Promise<void>;
  /** Gives places back; those that are gone stay gone. */
  leave(places: readonly string[]): Promise<void>;
}

export interface Taking {
  /** Each key once. */
  readonly rates: readonly RateAsked[];
  readonly places: readonly PlaceAsked[];
}

/**
 * Of a rate that runs out evenly (GCRA, kept as a level): `most` in `per` milliseconds, all of them at once where none was used.
 * A clock that was set back does not lock it for longer than `per`, or than what it owed when it was last changed.
 */
export interface RateAsked {
  readonly key: string;
  /** Above 0; below 0 in a correction that gives back. */
  readonly amount: number;
  readonly most: number;
  /** Milliseconds. */
  readonly per: number;
}

/** One of `most` places that are in use at once. */
export interface PlaceAsked {
  readonly key: string;
  /** Of who takes it: it is left and renewed by this. Who has it already does not take another one. */
  readonly id: string;
  readonly most: number;
  /** Milliseconds since 1970: given back then, where it is not renewed. */
  readonly expires: number;
}

export type Taken =
  | {
      readonly kind: "taken";
      /** By rate, then by place: what may still be taken now, and the milliseconds until all of it may. */
      readonly left: readonly Room[];
    }
  | {
      readonly kind: "over";
      /** Index into the rates, then the places, of the one that is full for longest. */
      readonly index: number;
      readonly room: Room;
      /** Milliseconds until as much may be taken; undefined where nobody knows, as of a place, or where it never may. */
      readonly wait: number | undefined;
    };

export interface Room {
  readonly left: number;
  /** Milliseconds until all of it may be taken; 0 of a place. */
  readonly reset: number;
}

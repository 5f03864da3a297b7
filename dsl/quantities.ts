/** Numbers with a unit. */

/** Milliseconds. */
export type Duration = number & { readonly unit: "ms" };

/** Milliseconds. */
export function ms(amount: number): Duration {
  return amount as Duration;
}

/** Seconds. */
export function s(amount: number): Duration {
  return (amount * 1_000) as Duration;
}

/** Minutes. */
export function minutes(amount: number): Duration {
  return (amount * 60_000) as Duration;
}

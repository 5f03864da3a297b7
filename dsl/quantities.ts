/** Numbers with a unit. */

/** Milliseconds. */
export type Duration = number & { readonly unit: "ms" };

/** US dollars. */
export type Money = number & { readonly unit: "usd" };

/** US dollars. */
export function usd(amount: number): Money {
  return amount as Money;
}

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

/** Hours. */
export function hours(amount: number): Duration {
  return (amount * 3_600_000) as Duration;
}

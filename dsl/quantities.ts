/** Numbers with a unit. */

/** A length of time: `ms(1_500)`, `s(60)`, `minutes(5)`, `hours(1)`. */
export type Duration = number & { readonly unit: "ms" };

/** An amount of US dollars: `usd(0.10)`. */
export type Money = number & { readonly unit: "usd" };

/** A number without a unit: a quantity in its place is a mistake. */
export type Plain = number & { readonly unit?: never };

/** US dollars: `usd(0.10)` is ten cents. */
export function usd(amount: Plain): Money {
  return amount as number as Money;
}

/** Milliseconds: `ms(1_500)` is one second and a half. */
export function ms(amount: Plain): Duration {
  return amount as number as Duration;
}

/** Seconds: `s(60)` is a minute. */
export function s(amount: Plain): Duration {
  return (amount * 1_000) as Duration;
}

/** Minutes: `minutes(5)`. */
export function minutes(amount: Plain): Duration {
  return (amount * 60_000) as Duration;
}

/** Hours: `hours(1)`. */
export function hours(amount: Plain): Duration {
  return (amount * 3_600_000) as Duration;
}

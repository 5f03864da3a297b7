/** Figures as people read them. */

/** Milliseconds, in the largest unit that tells enough. */
export function ms(value: number | undefined): string {
  if (value === undefined) return "–";
  if (value < 1_000) return `${Math.round(value)} ms`;
  if (value < 120_000) return `${(value / 1_000).toFixed(value < 20_000 ? 2 : 1)} s`;
  const minutes = Math.round(value / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Of a share; never rounded to all or nothing. */
export function percent(share: number): string {
  const value = share * 100;
  const text = value.toFixed(2).replace(/\.?0+$/, "");
  if (text === "100" && value < 100) return "> 99.99 %";
  if (text === "0" && value > 0) return "< 0.01 %";
  return `${text} %`;
}

/** Of a ratio. */
export function percentMore(ratio: number | undefined): string {
  if (ratio === undefined) return "";
  return `${ratio < 1 ? "−" : "+"}${(Math.abs(ratio - 1) * 100).toFixed(1)} %`;
}

export function factor(ratio: number | undefined): string {
  return ratio === undefined ? "" : `× ${ratio.toFixed(2)}`;
}

export function usd(value: number): string {
  return `$${value.toFixed(value !== 0 && value < 0.1 ? 4 : 2)}`;
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** A name of the original as the name of a route or of a tier. */

/** Letters, digits and `_ . : / -`, with `*` only at its end: as clients will write it in `model`. */
export function routeName(name: string): string {
  const star = name.endsWith("*") ? "*" : "";
  const stem = name.slice(0, name.length - star.length).replace(/[^A-Za-z0-9_.:/-]+/g, "-");
  const tidy = star ? stem : stem.replace(/-+$/, "");
  const clean = /^[A-Za-z0-9]/.test(tidy) || (tidy === "" && star) ? tidy : `x${tidy}`;
  return `${clean}${star}`;
}

export function tierName(name: string): string {
  return (
    routeName(name)
      .replace(/[*:/]+/g, "-")
      .replace(/-+$/, "") || "all"
  );
}

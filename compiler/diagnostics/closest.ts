export interface Nearest {
  /** The candidate nearest to the name; absent when none is near. */
  readonly closest?: string;
  /** No other candidate is as near, and it is near enough to be put in its place without asking. */
  readonly certain: boolean;
}

/** What a misspelt name was probably meant to be. Where a digit differs nothing is certain: versions look alike. */
export function nearest(name: string, candidates: Iterable<string>): Nearest {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string[] = [];
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > Math.min(bestDistance, limit)) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = [candidate];
      bestDistance = distance;
    } else if (distance === bestDistance && distance <= limit) best.push(candidate);
  }
  const [closest] = best;
  if (closest === undefined) return { certain: false };
  return { closest, certain: best.length === 1 && bestDistance <= 2 && digits(name) === digits(closest) };
}

/** The candidate nearest to a misspelt name, or undefined when none is near. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  return nearest(name, candidates).closest;
}

function digits(text: string): string {
  return text.replace(/\D+/g, " ").trim();
}

/** Insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1);
      row.push(value);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

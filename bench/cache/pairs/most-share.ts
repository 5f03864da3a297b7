/** The most that a share can be, with 95 %, of which `found` of `all` were seen (Clopper and Pearson). */
export function mostShare(found: number, all: number): number {
  if (found >= all) return 1;
  let [low, high] = [found / all, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (atMost(found, all, middle) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

/** How likely at most so many of all are found, where each is with this probability. */
function atMost(found: number, all: number, probability: number): number {
  let term = (1 - probability) ** all;
  let sum = term;
  for (let k = 1; k <= found; k++) {
    term *= ((all - k + 1) / k) * (probability / (1 - probability));
    sum += term;
  }
  return sum;
}

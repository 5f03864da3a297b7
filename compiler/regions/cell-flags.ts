/** By cell, 1 for those of the runs. */
export function cellFlags(runs: readonly number[], count: number): Uint8Array {
  const flags = new Uint8Array(count);
  for (let i = 0; i < runs.length; i += 2) flags.fill(1, runs[i], runs[i + 1]);
  return flags;
}

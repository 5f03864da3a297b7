/** Natural texts of all scripts have fewer bytes for each token that is expected of them. */
const BYTES_PER_TOKEN = 8;

/** The most bytes of text that a route lets in; undefined where it bounds nothing. */
export function mostTextBytes(max: {
  readonly inputTokens?: number | undefined;
  readonly textBytes?: number | undefined;
}): number | undefined {
  return max.textBytes ?? (max.inputTokens === undefined ? undefined : max.inputTokens * BYTES_PER_TOKEN);
}

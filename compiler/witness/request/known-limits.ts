/**
 * More input tokens than this do not fit into a body that a runtime takes by default (32 MiB): an assumption, since
 * attachments could be counted beyond it.
 */
export const MOST_INPUT_TOKENS = 16_000_000;

/** Messages, tools and images of a request that is still written out. */
export const MOST_PARTS = 10_000;

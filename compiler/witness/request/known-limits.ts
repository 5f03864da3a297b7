import { DEFAULT_BODY_BYTES } from "../../../semantics/body-limit.ts";

/** More expected tokens than any byte of a body stands for: a file in the fewest bytes has 64 for each. */
const MOST_PER_BYTE = 70;

/** No body that a runtime takes by default has more expected tokens. */
export const MOST_INPUT_TOKENS: number = DEFAULT_BODY_BYTES * MOST_PER_BYTE;

/** Nor more bytes of text: JSON that is printed again has more of them than came, since numbers and signs grow. */
export const MOST_TEXT_BYTES: number = DEFAULT_BODY_BYTES * 12;

/** Nor more messages, tools or images: an item of a list takes a sign and a comma. */
export const MOST_ITEMS: number = DEFAULT_BODY_BYTES / 2;

/** Messages, tools and images of a request that is still written out. */
export const MOST_PARTS = 10_000;

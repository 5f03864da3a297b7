/** `undecided`: texts that differ, and may mean the same. */
export type Compared = "same" | "different" | "undecided";

// Tokens, from which on a request counts as long.
export const LONG = "32000";

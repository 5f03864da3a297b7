export const LIMIT = "32000";

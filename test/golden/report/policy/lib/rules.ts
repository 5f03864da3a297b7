import type { Facts } from "pointsman";
import { LIMIT } from "./limits.ts";

export const longer = (r: Facts) => r.inputTokens > LIMIT;

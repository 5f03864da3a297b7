/** What a policy may import from "pointsman". The compiler reads a policy and never runs it. */
export { env } from "./env.ts";
export type { Facts, Metadata, MetadataField } from "./facts.ts";
export type { Target } from "./invariants.ts";
export type { ModelId } from "./names.ts";
export type { FailureClass, Strategy } from "./policy.ts";
export { policy, reject } from "./policy.ts";
export { type Duration, hours, type Money, minutes, ms, s, usd } from "./quantities.ts";
export { EU } from "./regions.ts";
export { balance, chain, cheapest, fastest, split } from "./strategies.ts";

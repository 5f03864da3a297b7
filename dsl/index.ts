/** What a policy may import from "pointsman". The compiler reads a policy and never runs it. */
export type { Facts, Metadata } from "./facts.ts";
export type { ModelId } from "./models.gen.ts";
export { chain, policy, reject } from "./policy.ts";
export { minutes, ms, s } from "./quantities.ts";

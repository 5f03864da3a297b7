/** Requests that strategies keep together: where one has stayed, and where the next one goes. */
import type { Stay, StickyGroup } from "../../semantics/sticky-group.ts";
import type { StickyMemory } from "../state/sticky-memory.ts";

/** Of a request that was answered from a target. */
export function stayOf(groups: readonly StickyGroup[], target: string): Stay {
  for (const group of groups) {
    const stay = group.answeredBy(target);
    if (stay) return stay;
  }
  // Behind all that its strategies have.
  return "moved";
}

/** A request that its group's target could not have served takes nobody away from there. */
export function remember(memory: StickyMemory, groups: readonly StickyGroup[], target: string): void {
  for (const group of groups) {
    const { key, lifetime, isAway } = group;
    if (lifetime !== undefined && !isAway && group.answeredBy(target)) memory.keep(key, target, lifetime);
  }
}

/** What clients say beside: which tool is to be called, and notes of their own. */
import type { Random } from "../../../agreement/random.ts";
import { isFields } from "../upstream/dialects/dialect.ts";
import type { Draft } from "./draft.ts";
import { TOOL } from "./tool.ts";

/** `random` is no other draw's: all else that is said is the same without it. */
export function sayMore(random: Random, draft: Draft): void {
  const { choose } = draft.words;
  if (!choose) return;
  if (draft.get("tools") !== undefined && random.once(2)) {
    // A call that is asked for in words is not forbidden.
    const choices = [draft.callsTool ? ("required" as const) : ("none" as const), "required", { name: TOOL }] as const;
    const before = draft.get("tool_choice");
    const chosen = choose(random.pick(choices));
    draft.set("tool_choice", isFields(before) && isFields(chosen) ? { ...before, ...chosen } : chosen);
  }
  if (random.once(3)) {
    const notes = random.pick([{ note: "n-1" }, { "trace.id": "0af7", step: "2" }]);
    draft.set("metadata", { ...(draft.get("metadata") as object | undefined), ...notes });
  }
}

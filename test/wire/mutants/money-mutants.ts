/** Faults in what is held, charged and let in. */
import type { WireMutant } from "./mutant.ts";

const CHARGE = "runtime/request/spending/attempt-charge.ts";
const HOLD = "runtime/request/spending/attempt-hold.ts";
const HELD = "runtime/request/held-attempt.ts";
const LIMITING = "runtime/request/limits/table-limiting.ts";
const theme = "money";

export const moneyMutants: readonly WireMutant[] = [
  {
    why: "what is settled is charged besides",
    theme,
    edits: [
      {
        file: "runtime/state/money/holds.ts",
        find: "    this.#queue.add({ hold, cost, ...",
        replace: "    this.charge(held.accounts, cost, unsettled);\n    this.#queue.add({ hold, cost, ...",
      },
    ],
  },
  {
    why: "what could not be written is forgotten",
    theme,
    edits: [{ file: "runtime/state/money/settle-queue.ts", find: "this.#unsure.push(...batch);", replace: "" }],
  },
  {
    why: "a client that leaves before anything is held leaves its hold",
    theme,
    edits: [{ file: HELD, find: "    this.#held.release();\n", replace: "" }],
  },
  {
    why: "what is held for a client that has left meanwhile is kept",
    theme,
    edits: [
      { file: HOLD, find: "if (isOver) this.#settle({ cost: 0, unsettled: 0 });", replace: "if (isOver) return;" },
    ],
  },
  {
    why: "what was broken off is never settled",
    theme,
    edits: [
      {
        file: "runtime/request/spending/budgeted-request.ts",
        find: "for (const end of this.#brokenOff) end.settleBrokenOff(answered, hedge);",
        replace: "",
      },
    ],
  },
  {
    why: "a target is asked before anything is held",
    theme,
    edits: [
      {
        file: HELD,
        find: "void held.hold().then((failure) => this.#go(failure, begin));",
        replace: "void held.hold();\n    setImmediate(() => this.#go(undefined, begin));",
      },
    ],
  },
  {
    why: "what is held by others is taken to be left",
    theme,
    edits: [
      {
        file: "runtime/state/store/sqlite/sqlite-accounts.ts",
        find: "return limit - spent - held;",
        replace: "return limit - spent + 0 * held;",
      },
    ],
  },
  {
    why: "an attempt that fails costs nothing",
    theme,
    edits: [{ file: CHARGE, find: "(failure && billsNothing(failure))", replace: "failure" }],
  },
  {
    why: "an attempt that is refused costs all that was held",
    theme,
    edits: [
      {
        file: CHARGE,
        find: "status >= 400 && !mayBill(name, status)",
        replace: "status < 0 && !mayBill(name, status)",
      },
    ],
  },
  {
    why: "what nobody has billed is taken for a bill",
    theme,
    edits: [{ file: CHARGE, find: "{ cost, unsettled: cost, usage }", replace: "{ cost, unsettled: 0, usage }" }],
  },
  {
    why: "micro-dollars are rounded down",
    theme,
    edits: [{ file: HOLD, find: "Math.ceil(Math.round(cost", replace: "Math.floor(Math.round(cost" }],
  },
  {
    why: "a request counts in a limit once for each target that it may try",
    theme,
    edits: [
      {
        file: "runtime/request/limits/table-limits.ts",
        find: "  readonly requests = 1;\n",
        replace: "  get requests(): number {\n    return this.#plan.targets.length;\n  }\n",
      },
    ],
  },
  {
    why: "a place in a limit is not given back",
    theme,
    edits: [{ file: LIMITING, find: "if (taken.places.length > 0)", replace: "if (taken.places.length > 9)" }],
  },
  {
    why: "tokens that were not used are taken once more",
    theme,
    edits: [{ file: LIMITING, find: "amount: used - asked.amount", replace: "amount: asked.amount - used" }],
  },
];

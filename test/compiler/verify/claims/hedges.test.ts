/**
 * What hedges add to what can be paid for one request: random policies, each run by the runtime's own attempts on a simulated clock while
 * targets do what they like, and the dearest of all runs held against what is proved.
 */
import { describe, expect, test } from "vitest";
import type { Tried } from "../../../../runtime/attempts/attempt.ts";
import { Cancellation } from "../../../../runtime/attempts/cancellation.ts";
import { Deadline } from "../../../../runtime/attempts/deadline.ts";
import { race } from "../../../../runtime/attempts/race.ts";
import { type AttemptsPlan, runAttempts } from "../../../../runtime/attempts/run.ts";
import type { Failure } from "../../../../runtime/failures.ts";
import { seededRandom } from "../../../../simulator/random.ts";
import { SimulatedClock } from "../../../runtime/simulated-clock.ts";
import { compileFiles } from "../../in-memory.ts";

interface Policy {
  /** Indexes of models, each part one or the sides of a split. */
  parts: number[][];
  isMeasured: boolean;
  hedge: { most?: number } | undefined;
  fallbackOn: string[] | undefined;
  retry: number | undefined;
}

const MODELS = ["alder", "birch", "dogwood", "elm"];
/** USD of one attempt at each: input is free, and the output is bounded by a thousand tokens. */
const COSTS = [0.001, 0.002, 0.004, 0.009];
const DEADLINE = 60_000;

const overlay = `providers:
  own: { dialect: openai, baseUrl: https://models.example/v1, auth: { env: [OWN_KEY] }, jurisdiction: DE }
models:
${MODELS.map((name, i) => `  own/${name}: { context: 10000, maxOutput: 5000, price: { input: 0, output: ${COSTS[i]! * 1000} } }`).join("\n")}
`;

function textOf({ parts, isMeasured, hedge, fallbackOn, retry }: Policy, spends: number): string {
  const id = (i: number): string => `own/${MODELS[i]}`;
  const order = parts.map((sides) =>
    sides.length === 1 ? id(sides[0]!) : `{ split: { ${sides.map((side) => `${id(side)}: 1`).join(", ")} } }`,
  );
  const list = `[${order.join(", ")}]`;
  const lines = [
    `otherwise: ${isMeasured ? `{ fastest: ${list} }` : list}`,
    "max: { inputTokens: 1000, outputTokens: 1000, choices: 1 }",
    `deadline: ${DEADLINE}ms`,
    ...(hedge ? [`hedge: { after: 100ms${hedge.most === undefined ? "" : `, most: ${hedge.most}`} }`] : []),
    ...(fallbackOn ? [`fallbackOn: [${fallbackOn.join(", ")}]`] : []),
    ...(retry === undefined ? [] : [`retry: { times: ${retry} }`]),
  ];
  const claim = `invariants:\n  it is paid: { spends: $${spends} }\n`;
  return `routes:\n  chat:\n    ${lines.join("\n    ")}\n${claim}`;
}

/** What is said of the claim: nothing where it is proved. */
function refutation(policy: Policy, spends: number): string | undefined {
  const { diagnostics } = compileFiles({ "routes.yaml": textOf(policy, spends), "catalog.yaml": overlay });
  const found = diagnostics.filter(
    ({ code, severity }) => severity === "error" || code.startsWith("invariant/") || code.startsWith("limit/"),
  );
  return found[0]?.message;
}

const does = ["answers", "answers late", "fails", "fails late", "fails for good", "ends", "ends late"] as const;
type Does = (typeof does)[number];
const failures: Readonly<Partial<Record<Does, Failure["class"]>>> = {
  fails: "server-error",
  "fails late": "server-error",
  "fails for good": "auth",
  ends: "content-filter",
  "ends late": "content-filter",
};

type Random = ReturnType<typeof seededRandom>;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** USD of one run in which each try does what `next` says. */
async function paidFor(policy: Policy, random: Random, next: () => Does): Promise<number> {
  const clock = new SimulatedClock();
  let paid = 0;
  // Splits by the same fact are on the same side.
  const share = random();
  const sides = policy.parts.map((part) => part[Math.floor(share * part.length)]!);
  const order = policy.isMeasured ? sides.sort(() => random() - 0.5) : sides;
  const { hedge } = policy;
  const isHedged = hedge && hedge.most !== 0;
  const plan: AttemptsPlan<{ id: string; cost: number }, Tried> = {
    targets: [...new Set(order)].map((i) => ({ id: MODELS[i]!, cost: COSTS[i]! })),
    deadline: new Deadline(DEADLINE, clock),
    clock,
    chance: random,
    retry: policy.retry === undefined ? undefined : { times: policy.retry },
    fallbackOn: policy.fallbackOn && (new Set(policy.fallbackOn) as AttemptsPlan<never, never>["fallbackOn"]),
    cancellation: new Cancellation(),
    hedge: isHedged
      ? { race, after: () => 100, trusts: () => random() < 0.9, take: () => true, lost: () => {} }
      : undefined,
    begin: ({ cost }) => {
      paid += cost;
      return begun(next(), clock);
    },
  };
  let isOver = false;
  void runAttempts(plan).finally(() => {
    isOver = true;
  });
  do {
    for (let i = 0; i < 20; i++) await undefined;
  } while (!isOver && clock.next());
  expect(isOver).toBe(true);
  return paid;
}

function begun(what: Does, clock: SimulatedClock): Tried {
  let open: (failure: Failure | undefined) => void = () => {};
  const opened = new Promise<Failure | undefined>((resolve) => {
    open = resolve;
  });
  const name = failures[what];
  clock.after(what.endsWith("late") ? 300 : 20, () => open(name && { class: name, detail: "" }));
  return { opened, finished: opened, cancel: (cause) => open(cause) };
}

/** Each thing always, then each by chance, in many moods. */
async function dearest(policy: Policy, random: Random): Promise<number> {
  let most = 0;
  for (let run = 0; run < 400; run++) {
    const mood = [pick(random, does), pick(random, does)];
    const next = (): Does => (run < 100 ? does[run % does.length]! : pick(random, run % 2 ? does : mood));
    most = Math.max(most, await paidFor(policy, random, next));
  }
  return most;
}

function randomPolicy(random: Random): Policy {
  const models = MODELS.map((_, i) => i)
    .sort(() => random() - 0.5)
    .slice(0, 2 + Math.floor(random() * 3));
  const parts: number[][] = [];
  while (models.length > 0) parts.push(models.splice(0, random() < 0.3 ? 2 : 1));
  const classes = pick(random, [undefined, undefined, ["server-error"], ["auth"], ["timeout-first-token"]]);
  return {
    parts,
    isMeasured: random() < 0.25,
    hedge: pick(random, [undefined, {}, { most: 0.2 }, { most: 1 }, { most: 0 }]),
    fallbackOn: classes,
    retry: pick(random, [undefined, undefined, 0, 1, 3]),
  };
}

describe("what is paid for a request with hedges is what is proved, no less and no more", () => {
  const seeds = Array.from({ length: 40 }, (_, i) => i);
  test.each(seeds)("seed %i", async (seed) => {
    const random = seededRandom(seed, "hedges");
    const policy = randomPolicy(random);
    const most = await dearest(policy, random);
    expect(refutation(policy, Number((most * 1.0001).toFixed(8)))).toBeUndefined();
    expect(refutation(policy, Number((most * 0.9999).toFixed(8)))).toContain("can be paid for with");
  });
});

test("where no failure goes on, a hedge pays for one target beside the first, not for all", () => {
  const policy = { parts: [[0], [3], [2]], isMeasured: false, fallbackOn: ["timeout-first-token"], retry: undefined };
  expect(refutation({ ...policy, hedge: undefined }, 0.00101)).toBeUndefined();
  expect(refutation({ ...policy, hedge: {} }, 0.00999)).toContain("1 × $0.0010 at `own/alder`");
  expect(refutation({ ...policy, hedge: {} }, 0.01001)).toBeUndefined();
});

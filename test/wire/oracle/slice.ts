/**
 * What is broken in some policies: `slice.ts "a tier" 4 100` serves 100 requests to each of the first four policies
 * about that, and says the first violation, or `none`; `slice.ts reports` looks at reports instead, and `slice.ts money` at
 * what is held and charged.
 */
import { missedReports } from "./check/report-cases.ts";
import { missedMoney } from "./money/missed-money.ts";
import { randomPolicy } from "./policy/random-policy.ts";
import { type Found, runPolicy } from "./run/run-policy.ts";
import { Accounts } from "./upstream/accounts.ts";

const [theme = "", count = "4", requests = "100"] = process.argv.slice(2);

const accounts = await new Accounts().open();
console.log(await firstMissed());
await accounts.close();

async function firstMissed(): Promise<string> {
  if (theme === "reports") return missedReports()[0] ?? "none";
  if (theme === "money") return (await missedMoney())[0] ?? "none";
  return firstShown();
}

async function firstShown(): Promise<string> {
  const first = await firstFound();
  return first ? `seed ${first.seed}, ${first.kind}: ${first.what}` : "none";
}

async function firstFound(): Promise<Found | undefined> {
  for (const seed of seedsAbout(theme, Number(count))) {
    const run = await runPolicy({ seed, requests: Number(requests) }, accounts);
    if (run?.first) return run.first;
  }
  return undefined;
}

/** The first policies about it; without a theme, about anything. */
function* seedsAbout(wanted: string, most: number): Generator<number> {
  let left = most;
  for (let seed = 1; left > 0; seed++) {
    if ((randomPolicy(seed).theme ?? "") !== wanted) continue;
    left--;
    yield seed;
  }
}

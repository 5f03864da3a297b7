/** What must come of what requests cost, and of the limits that they meet, by the ways in which they can end. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import {
  BUDGET,
  type MoneyReply,
  type MoneySession,
  OUTPUT,
  OUTPUT_OF_A_DAY,
  REQUESTS_OF_A_DAY,
  until,
} from "./money-session.ts";

export interface MoneyCase {
  /** What must hold. */
  readonly name: string;
  /** What is wrong, if anything is. `owner`: nobody else asks by that name. */
  misses(session: MoneySession, owner: string): Promise<string | undefined>;
}

/** Seconds that a case may take, in which a token of the day's comes back each. */
const LATE = 30;

export const moneyCases: readonly MoneyCase[] = [
  {
    name: "answers cost what is billed, and give back their place and the tokens that they did not use",
    async misses(session, owner) {
      await session.ask(owner);
      const second = await session.askInTurn(owner, { stream: true });
      if (second.status !== 200) return `the second is refused with ${second.status}`;
      const bills = await session.billed(owner, 2);
      const cost = bills.reduce((sum, bill) => sum + bill.cost, 0);
      const requests = Number(second.headers.get("x-ratelimit-remaining-requests"));
      if (requests !== REQUESTS_OF_A_DAY - 2) return `${requests} requests are left`;
      const tokens = Number(second.headers.get("x-ratelimit-remaining-tokens"));
      const more = tokens - (OUTPUT_OF_A_DAY - bills[0]!.output - OUTPUT);
      if (more < -1 || more > LATE) return `${tokens} tokens are left, ${more} more than were not used`;
      return differing(await session.settled(owner), { spent: cost, held: 0, unsettled: 0 });
    },
  },
  {
    name: "what is refused costs nothing, and a request that falls back is one",
    async misses(session, owner) {
      await session.provider.setFaults([{ fault: "429", times: 1 }]);
      const reply = await session.ask(owner, { route: "two" });
      if (reply.headers.get("x-pointsman-target") !== "openai/gpt-6-luna") return `it did not fall back: ${reply.text}`;
      const requests = Number(reply.headers.get("x-ratelimit-remaining-requests"));
      if (requests !== REQUESTS_OF_A_DAY - 1) return `${requests} requests are left`;
      const [bill] = await session.billed(owner, 1);
      return differing(await session.settled(owner), { spent: bill!.cost, held: 0, unsettled: 0 });
    },
  },
  {
    name: "a connection that breaks may have cost all of its attempt, which is marked as nobody's bill",
    async misses(session, owner) {
      await session.provider.setFaults([{ fault: "reset", times: 1 }]);
      await session.ask(owner, { route: "two" });
      const [bill] = await session.billed(owner, 1);
      const { spent, held, unsettled } = await session.settled(owner);
      // It is the dear one that broke, or the cheap one.
      if (unsettled < OUTPUT * 0.5) return `${unsettled} are unsettled`;
      return differing({ settled: spent - unsettled, held }, { settled: bill!.cost, held: 0 });
    },
  },
  {
    name: "a client that leaves before the answer leaves nothing held, neither money nor a place",
    async misses(session, owner) {
      await session.provider.setFaults([{ fault: "slow-first-token", value: 3_000, times: 1 }]);
      const leaving = new AbortController();
      const gone = session.ask(owner, { signal: leaving.signal }).catch(() => undefined);
      await until(() => session.provider.open === 1);
      const { held } = await session.standing(owner);
      if (held < OUTPUT * 4.5) return `${held} are held while it is asked`;
      leaving.abort();
      await gone;
      const [bill] = await session.billed(owner, 1);
      const left = await session.settled(owner);
      if (left.held > 0 || left.unsettled !== left.spent || left.spent < bill!.cost)
        return `it is billed with ${bill!.cost}, and stands at ${JSON.stringify(left)}`;
      const { status } = await session.askInTurn(owner);
      return status === 200 ? undefined : `the next is refused with ${status}`;
    },
  },
  {
    name: "a client that leaves inside a stream pays for what came",
    async misses(session, owner) {
      const leaving = new AbortController();
      const response = await session.open(owner, { stream: true, text: "Write 150 words.", signal: leaving.signal });
      await response.body!.getReader().read();
      leaving.abort();
      const [bill] = await session.billed(owner, 1);
      const { spent, held, unsettled } = await session.settled(owner);
      return held === 0 && unsettled === spent && spent > bill!.cost / 2
        ? undefined
        : `it is billed with ${bill!.cost}, and stands at ${JSON.stringify({ spent, held, unsettled })}`;
    },
  },
  {
    name: "nothing is sent before it is held",
    async misses(session, owner) {
      const before = session.provider.requests.length;
      let asked: Promise<MoneyReply> | undefined;
      let sent = 0;
      await session.whileLocked(async () => {
        asked = session.ask(owner, { route: "free" });
        await sleep(300);
        sent = session.provider.requests.length - before;
      });
      const { status } = await asked!;
      return sent === 0 && status === 200 ? undefined : `${sent} were sent, and the answer is ${status}`;
    },
  },
  {
    name: "a client that leaves before anything is held leaves nothing",
    async misses(session, owner) {
      const before = session.provider.requests.length;
      const leaving = new AbortController();
      await session.whileLocked(async () => {
        const gone = session.ask(owner, { route: "free", signal: leaving.signal }).catch(() => undefined);
        await sleep(200);
        leaving.abort();
        await gone;
        await sleep(50);
      });
      await sleep(300);
      const sent = session.provider.requests.length - before;
      return differing({ sent, ...(await session.standing(owner)) }, { sent: 0, spent: 0, held: 0, unsettled: 0 });
    },
  },
  {
    name: "of what comes at once as much is let in as there is room for",
    async misses(session, owner) {
      await session.provider.setFaults([{ fault: "slow-first-token", value: 800, times: 9 }]);
      const replies = await Promise.all(Array.from({ length: 5 }, () => session.ask(owner, { route: "free" })));
      const refused = replies.find(({ status }) => status === 402);
      const [, asked = ""] = /up to \$([\d.]+)/.exec(refused?.text ?? "") ?? [];
      const letIn = replies.filter(({ status }) => status === 200).length;
      const room = Math.floor(BUDGET / Math.round(Number(asked) * 1e6));
      return letIn === room ? undefined : `${letIn} were let in, where there is room for ${room} of $${asked}`;
    },
  },
  {
    name: "what could not be written is written later",
    async misses(session, owner) {
      await session.provider.setFaults([{ fault: "slow-first-token", value: 300, times: 1 }]);
      const asked = session.ask(owner, { route: "free" });
      await until(() => session.provider.open === 1);
      // Longer than anyone waits who writes.
      await session.whileLocked(() => sleep(2_000));
      const { status } = await asked;
      const [bill] = await session.billed(owner, 1);
      return differing(
        { status, ...(await session.settled(owner)) },
        { status: 200, spent: bill!.cost, held: 0, unsettled: 0 },
      );
    },
  },
];

function differing(found: object, expected: object): string | undefined {
  if (isDeepStrictEqual(found, expected)) return undefined;
  return `${JSON.stringify(found)}, and not ${JSON.stringify(expected)}`;
}

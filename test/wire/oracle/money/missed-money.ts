import { moneyCases } from "./money-cases.ts";
import { MoneySession } from "./money-session.ts";

/** What is wrong with what requests cost, by case. */
export async function missedMoney(): Promise<string[]> {
  const session = await MoneySession.open();
  const missed: string[] = [];
  for (const [i, { name, misses }] of moneyCases.entries()) {
    const wrong = await misses(session, `owner-${i}`);
    if (wrong !== undefined) missed.push(`${name}: ${wrong}`);
    await session.provider.setFaults([]);
  }
  await session.close();
  return missed;
}

import { type LimitsTold, type LimitTold, limitHeaders, tighter } from "../limits-told.ts";

/** As this API's own clients read limits, and as all others do. `now`: milliseconds since 1970. */
export function messagesLimitHeaders(told: LimitsTold, now: number): Record<string, string> {
  const { requests, inputTokens, outputTokens } = told;
  const headers = limitHeaders(told);
  const tell = (name: string, one: LimitTold | undefined) => {
    if (one === undefined) return;
    headers[`anthropic-ratelimit-${name}-limit`] = String(one.most);
    headers[`anthropic-ratelimit-${name}-remaining`] = String(one.left);
    headers[`anthropic-ratelimit-${name}-reset`] = new Date(now + one.reset).toISOString();
  };
  tell("requests", requests);
  tell("tokens", tighter(inputTokens, outputTokens));
  tell("input-tokens", inputTokens);
  tell("output-tokens", outputTokens);
  return headers;
}

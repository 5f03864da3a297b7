/** What a policy's `set` makes of a body. */

/** Two names of one parameter: fixing one takes the other out. */
const twins: Readonly<Record<string, string>> = {
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
};

type Members = Readonly<Record<string, unknown>>;

export function withFixed(body: Members, set: Members | undefined): Members {
  if (set === undefined) return body;
  const replaced = replacedBy(set);
  const kept = Object.entries(body).filter(([name]) => !replaced.includes(name));
  return { ...Object.fromEntries(kept), ...set };
}

/** The members that must go, because `set` fixes them by their other name. */
export function replacedBy(set: Members): string[] {
  return Object.keys(set).flatMap((name) => {
    const twin = twins[name];
    return twin === undefined || Object.hasOwn(set, twin) ? [] : [twin];
  });
}

/** Whether a key of this environment, or of none, may use a route that is for these; absent: for all. */
export function isOfEnv(own: string | undefined, env: readonly string[] | undefined): boolean {
  return env === undefined || (own !== undefined && env.includes(own));
}

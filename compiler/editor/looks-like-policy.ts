/** Whether a text is meant to be a policy, by its looks: most files of a project are none. */
export function looksLikePolicy(name: string, text: string): boolean {
  if (name.endsWith(".ts")) return /from\s*["']pointsman["']/.test(text) && /^export\s+default\b/m.test(text);
  return /^routes\s*:/m.test(text) && /^\s+["']?(otherwise|rules)["']?\s*:|\botherwise\s*:/m.test(text);
}

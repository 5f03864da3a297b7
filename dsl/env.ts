/**
 * A setting that only the machine knows which serves the policy: the value of a variable there, read when the runtime starts. It may
 * stand where nothing is proved of it, such as `set: { user: env("TENANT") }`; the compiler says where it may not.
 */
export function env(name: string): string {
  return `\${${name}}`;
}

/** `a.b` and a value → `{ a: { b: value } }`. */
export function placed(path: string, value: unknown): Record<string, unknown> {
  const [last, ...outer] = path.split(".").reverse();
  return outer.reduce<Record<string, unknown>>((inner, name) => ({ [name]: inner }), { [last!]: value });
}

/** A request that an API refuses: the members by which it differs from the smallest one, and words of the refusal. */
export interface Refusal {
  readonly name: string;
  readonly body: object;
  readonly words: RegExp;
  readonly status: number;
}

export type Row = readonly [name: string, body: object, words: RegExp, status?: number];

export function refusalsOf(rows: readonly Row[]): Refusal[] {
  return rows.map(([name, body, words, status = 400]) => ({ name, body, words, status }));
}

/** A schema that every API takes. */
export const object: object = { type: "object", properties: { city: { type: "string" } } };

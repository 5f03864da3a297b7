/** Keys, tokens and passwords, by how they look. */

/** Offsets in a text. */
export interface SecretPlace {
  readonly start: number;
  readonly end: number;
}

/** By their form. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(sk|pk|rk)[-_][A-Za-z0-9_-]{20,}/g,
  /\b(AIza[A-Za-z0-9_-]{30,}|AKIA[A-Z0-9]{16}|gh[opsu]_[A-Za-z0-9]{30,})/g,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g,
  /\bBearer [A-Za-z0-9._~+/-]{16,}/g,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@]+@/g,
];

/** No word and no model id is so long and so mixed. */
const RUN = /[A-Za-z0-9]{24,}/g;
/** Bits per character. */
const LEAST_ENTROPY = 3.7;

/** By its form, or because it looks like chance. */
export function isSecret(text: string): boolean {
  return forms.some((form) => text.search(form) !== -1) || (text.match(RUN) ?? []).some(isRandom);
}

/** In no order; they may overlap. */
export function findSecrets(text: string): SecretPlace[] {
  const place = (match: RegExpExecArray): SecretPlace => ({ start: match.index, end: match.index + match[0].length });
  return [
    ...forms.flatMap((form) => [...text.matchAll(form)].map(place)),
    ...[...text.matchAll(RUN)].filter(([run]) => isRandom(run)).map(place),
  ];
}

function isRandom(run: string): boolean {
  return /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run) && entropy(run) >= LEAST_ENTROPY;
}

function entropy(run: string): number {
  const counts = Map.groupBy(run, (char) => char);
  return [...counts.values()].reduce(
    (sum, { length }) => sum - (length / run.length) * Math.log2(length / run.length),
    0,
  );
}

/** What is wrong in one place of a catalog file. */
export interface CatalogProblem {
  /** As the directory was named, relative to where the compiler was started. */
  readonly file: string;
  /** From 1; absent when the file cannot be read. */
  readonly line?: number;
  /** Begins with the path of the key where there is one: `models.some-model.price.input: …` */
  readonly message: string;
}

/** A catalog file that cannot be used, with everything that is wrong in it. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly problems: readonly CatalogProblem[];

  constructor(problems: readonly CatalogProblem[]) {
    super(problems.map(inOneLine).join("\n"));
    this.problems = problems;
  }
}

function inOneLine({ file, line, message }: CatalogProblem): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}

/** The files of a policy as the type checker sees them: under names of their own, read only through the project. */
import { dirname, join, normalize } from "node:path/posix";
import { parse as parseYaml } from "yaml";
import type { Project } from "../load/project.ts";
import { readSource } from "../load/read-source.ts";
import type { SourceFile } from "../source.ts";

const folder = "/policy/";

export class PolicyFiles {
  readonly #project: Project;
  readonly #files: SourceFile[] = [];
  readonly #paths = new Map<string, string>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** The path under which the type checker sees a file. */
  add(file: SourceFile): string {
    const path = `${folder}${this.#files.length}.ts`;
    this.#files.push(file);
    this.#paths.set(file.name, path);
    return path;
  }

  /** The path of what an import names; undefined when there is no such file, or it lies outside the project. */
  resolve(specifier: string, fromPath: string): string | undefined {
    const from = this.at(fromPath);
    if (!from || !/^\.\.?\//.test(specifier)) return undefined;
    const name = normalize(join(dirname(from.name), specifier));
    const known = this.#paths.get(name);
    if (known) return known;
    const file = this.#project.contains(name) ? readSource(name, this.#project) : undefined;
    return file && "text" in file ? this.add(file) : undefined;
  }

  /** The file as it was written. */
  at(path: string): SourceFile | undefined {
    return path.startsWith(folder) ? this.#files[Number.parseInt(path.slice(folder.length), 10)] : undefined;
  }

  /** What the type checker reads; data is a module with one constant, so that its texts keep their own types. */
  text(path: string): string | undefined {
    const file = this.at(path);
    return file && isData(file.name) ? dataModule(file) : file?.text;
  }

  /** The paths of the files that have code. */
  paths(): string[] {
    return this.#files.filter((file) => !isData(file.name)).map((file) => this.#paths.get(file.name) ?? "");
  }

  /** A message with the names that the user gave. */
  named(message: string): string {
    return message.replace(/"?\/policy\/(\d+)(\.ts)?"?/g, (_, index) => this.#files[Number(index)]?.name ?? "");
  }
}

function isData(name: string): boolean {
  return /\.(json|ya?ml)$/.test(name);
}

/** Data that does not parse has its own finding, and any type here. */
function dataModule({ name, text }: SourceFile): string {
  try {
    const value: unknown = name.endsWith(".json") ? JSON.parse(text) : parseYaml(text);
    return `const data = ${JSON.stringify(value)} as const;\nexport default data;\n`;
  } catch {
    return "declare const data: any;\nexport default data;\n";
  }
}

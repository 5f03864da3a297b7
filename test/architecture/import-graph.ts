import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import ts from "typescript";

export interface Import {
  /** The file that imports, from the project's root. */
  from: string;
  /** A file of the project, or the name of a package or of a `node:` module. */
  to: string;
  typeOnly: boolean;
  dynamic: boolean;
}

const folders = ["schemas", "semantics", "dsl", "compiler", "runtime", "simulator", "cli", "generate", "bench"];

/** What a bench has installed for itself is not ours. */
const exclude = ["**/node_modules/**"];

/** The source files of the product, tests apart. */
export const sources: readonly string[] = globSync([...folders.map((folder) => `${folder}/**/*.{ts,js}`), "*.ts"], {
  exclude,
})
  .filter((file) => !file.endsWith(".d.ts"))
  .sort();

export const imports: readonly Import[] = sources.flatMap(importsOf);

export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

function importsOf(from: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, dynamic: boolean) => {
    const to = specifier.startsWith(".") ? normalize(join(dirname(from), specifier)) : specifier;
    found.push({ from, to, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      add((node.moduleSpecifier as ts.StringLiteral).text, isTypeOnly(node), false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument)) add(argument.text, false, true);
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      add(node.argument.literal.text, true, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(from));
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

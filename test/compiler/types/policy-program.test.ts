import { expect, test } from "vitest";
import { policyProgram } from "../../../compiler/types/policy-program.ts";

test("the library is enough for TypeScript and for the language's own types", () => {
  const text = 'import { policy } from "pointsman";\nexport default policy({ routes: {} });';
  const { program } = policyProgram({ name: "routes.ts", text }, { read: () => undefined, contains: () => true });
  const errors = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSourceFiles().flatMap((file) => program.getSemanticDiagnostics(file)),
  ];
  expect(errors.map(({ messageText }) => messageText)).toEqual([]);
});

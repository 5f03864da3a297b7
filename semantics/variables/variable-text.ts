/** Texts with variables of the machine in them: `${NAME}` stands for what is set where the runtime starts. */

const NAME = "[A-Za-z_]\\w*";
const inText = new RegExp(`\\$\\{(${NAME})\\}`, "g");
const wholeName = new RegExp(`^${NAME}$`);
const wholeText = new RegExp(`^\\$\\{(${NAME})\\}$`);

export function isVariableName(text: string): boolean {
  return wholeName.test(text);
}

export function variableText(name: string): string {
  return `\${${name}}`;
}

/** The names in a text, as often as they stand there. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(inText)].map(([, name = ""]) => name);
}

/** The variable that a text is, and nothing else. */
export function wholeVariable(text: string): string | undefined {
  return wholeText.exec(text)?.[1];
}

/** What `fill` does not know stays as it is. `at` is where in the text the variable begins. */
export function filledText(text: string, fill: (name: string, at: number) => string | undefined): string {
  return text.replace(inText, (whole, name: string, at: number) => fill(name, at) ?? whole);
}

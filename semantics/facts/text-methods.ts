/** The questions that texts answer with yes or no. */
export type TextMethod = "includes" | "startsWith" | "endsWith";

export const textMethods: Readonly<Record<TextMethod, (text: string, argument: string) => boolean>> = {
  includes: (text, argument) => text.includes(argument),
  startsWith: (text, argument) => text.startsWith(argument),
  endsWith: (text, argument) => text.endsWith(argument),
};

/**
 * TypeScript's compiler API. Loaded with `require`: for an `import`, Node would first read its nine megabytes in search
 * of names to export, which takes longer than everything else that is loaded.
 */
import { createRequire } from "node:module";
import type typescript from "typescript";

export const ts: typeof typescript = createRequire(import.meta.url)("typescript");

/** The types that the compiler uses of it, so that one import gives both. */
export declare namespace ts {
  export type ArrayBindingPattern = typescript.ArrayBindingPattern;
  export type ArrayLiteralExpression = typescript.ArrayLiteralExpression;
  export type ArrowFunction = typescript.ArrowFunction;
  export type AsExpression = typescript.AsExpression;
  export type BinaryExpression = typescript.BinaryExpression;
  export type BindingElement = typescript.BindingElement;
  export type BindingName = typescript.BindingName;
  export type BindingPattern = typescript.BindingPattern;
  export type Block = typescript.Block;
  export type CallExpression = typescript.CallExpression;
  export type CommentRange = typescript.CommentRange;
  export type CompilerHost = typescript.CompilerHost;
  export type CompilerOptions = typescript.CompilerOptions;
  export type ConditionalExpression = typescript.ConditionalExpression;
  export type CreateSourceFileOptions = typescript.CreateSourceFileOptions;
  export type Declaration = typescript.Declaration;
  export type Diagnostic = typescript.Diagnostic;
  export type DiagnosticRelatedInformation = typescript.DiagnosticRelatedInformation;
  export type DiagnosticWithLocation = typescript.DiagnosticWithLocation;
  export type ElementAccessExpression = typescript.ElementAccessExpression;
  export type ExportAssignment = typescript.ExportAssignment;
  export type ExportDeclaration = typescript.ExportDeclaration;
  export type Expression = typescript.Expression;
  export type ExpressionStatement = typescript.ExpressionStatement;
  export type FunctionDeclaration = typescript.FunctionDeclaration;
  export type FunctionExpression = typescript.FunctionExpression;
  export type Identifier = typescript.Identifier;
  export type IfStatement = typescript.IfStatement;
  export type ImportDeclaration = typescript.ImportDeclaration;
  export type ImportSpecifier = typescript.ImportSpecifier;
  export type NoSubstitutionTemplateLiteral = typescript.NoSubstitutionTemplateLiteral;
  export type ModuleExportName = typescript.ModuleExportName;
  export type Node = typescript.Node;
  export type NodeFlags = typescript.NodeFlags;
  export type NonNullExpression = typescript.NonNullExpression;
  export type NumericLiteral = typescript.NumericLiteral;
  export type ObjectBindingPattern = typescript.ObjectBindingPattern;
  export type ObjectLiteralElementLike = typescript.ObjectLiteralElementLike;
  export type ObjectLiteralExpression = typescript.ObjectLiteralExpression;
  export type ParameterDeclaration = typescript.ParameterDeclaration;
  export type ParenthesizedExpression = typescript.ParenthesizedExpression;
  export type PostfixUnaryExpression = typescript.PostfixUnaryExpression;
  export type PrefixUnaryExpression = typescript.PrefixUnaryExpression;
  export type Program = typescript.Program;
  export type PropertyAccessExpression = typescript.PropertyAccessExpression;
  export type PropertyAssignment = typescript.PropertyAssignment;
  export type PropertyName = typescript.PropertyName;
  export type RegularExpressionLiteral = typescript.RegularExpressionLiteral;
  export type ReturnStatement = typescript.ReturnStatement;
  export type SatisfiesExpression = typescript.SatisfiesExpression;
  export type ScriptKind = typescript.ScriptKind;
  export type ScriptTarget = typescript.ScriptTarget;
  export type ShorthandPropertyAssignment = typescript.ShorthandPropertyAssignment;
  export type SourceFile = typescript.SourceFile;
  export type SpreadAssignment = typescript.SpreadAssignment;
  export type SpreadElement = typescript.SpreadElement;
  export type Statement = typescript.Statement;
  export type StringLiteral = typescript.StringLiteral;
  export type SwitchStatement = typescript.SwitchStatement;
  export type SyntaxKind = typescript.SyntaxKind;
  export type TaggedTemplateExpression = typescript.TaggedTemplateExpression;
  export type TemplateExpression = typescript.TemplateExpression;
  export type TextRange = typescript.TextRange;
  export type TypeAssertion = typescript.TypeAssertion;
  export type TypeChecker = typescript.TypeChecker;
  export type TypeNode = typescript.TypeNode;
  export type VariableDeclaration = typescript.VariableDeclaration;
  export type VariableDeclarationList = typescript.VariableDeclarationList;
  export type VariableStatement = typescript.VariableStatement;
}

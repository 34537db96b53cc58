import { parseAst } from 'vite';

/** What a loader is called in a CommonJS bundle: `require`, or the name that the bundler gave its own. */
const LOADER = /^_*(?:node)?require\d*$/i;

/**
 * The names of all modules that a built script asks for: require("…"), import("…"), import … from "…", export … from "…". Read from the syntax
 * tree, so that what only stands in a comment or in a text does not count, however it is written. A script that cannot be parsed throws.
 */
export function modulesAskedFor(script: string): Set<string> {
  const names = new Set<string>();
  const note = (node: unknown): void => {
    const name = literal(node);
    if (name !== null) names.add(name);
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    if (!isNode(node)) return;
    if (node.type === 'CallExpression' && isLoader(node.callee)) note((node.arguments as unknown[])[0]);
    else if (node.type.startsWith('Import') || node.type.startsWith('Export')) note(node.source);
    for (const child of Object.values(node)) if (typeof child === 'object') visit(child);
  };
  visit(parseAst(script));
  return names;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isLoader(node: unknown): boolean {
  if (!isNode(node)) return false;
  // module.require("…") is one too, as is (0, require)("…").
  if (node.type === 'MemberExpression') return isLoader(node.property);
  if (node.type === 'SequenceExpression') return isLoader((node.expressions as unknown[]).at(-1));
  return node.type === 'Identifier' && LOADER.test(String(node.name));
}

function literal(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || (node.expressions as unknown[]).length > 0) return null;
  const [only] = node.quasis as { readonly value: { readonly cooked: string } }[];
  return only?.value.cooked ?? null;
}

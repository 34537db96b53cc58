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
    const { type, callee, source } = node;
    if (type === 'CallExpression' && isLoader(callee)) note(listOf(node.arguments)[0]);
    else if (type.startsWith('Import') || type.startsWith('Export')) note(source);
    for (const child of Object.values(node)) if (typeof child === 'object') visit(child);
  };
  visit(parseAst(script));
  return names;
}

/** Any node of the tree, with the fields that are looked at here; which of them it has depends on its type. */
interface Node {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly callee?: unknown;
  readonly arguments?: unknown;
  readonly source?: unknown;
  readonly property?: unknown;
  readonly expressions?: unknown;
  readonly quasis?: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isLoader(node: unknown): boolean {
  if (!isNode(node)) return false;
  // module.require("…") is one too, as is (0, require)("…").
  if (node.type === 'MemberExpression') return isLoader(node.property);
  if (node.type === 'SequenceExpression') return isLoader(listOf(node.expressions).at(-1));
  return node.type === 'Identifier' && LOADER.test(String(node.name));
}

function literal(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || listOf(node.expressions).length > 0) return null;
  const only = listOf(node.quasis)[0];
  if (!isNode(only) || typeof only.value !== 'object' || only.value === null || !('cooked' in only.value)) return null;
  return typeof only.value.cooked === 'string' ? only.value.cooked : null;
}

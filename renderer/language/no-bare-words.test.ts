import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'

const files = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.test.'))

test('whatever the window says comes from its catalogues', () => {
  expect(files.length).toBeGreaterThan(200)
  expect(
    files.filter((file) => file.endsWith('.tsx')).flatMap((file) => bareWordsOf(file, sourceOf(file))),
  ).toEqual([])
})

test('words between tags, in a label and in an expression are seen; signs and names of languages are not', () => {
  const source = `<p title="Some help">Hello {cond ? 'Yes' : no} <kbd hint="Esc">⏎ 1 – 4</kbd></p>`
  expect(bareWordsOf('x.tsx', source)).toEqual(['x.tsx: Some help', 'x.tsx: Hello', 'x.tsx: Yes'])
})

test('days, moments and numbers are written as the language chosen writes them', () => {
  const ofTheMachine = /\.toLocale(?:Date|Time)?String\(|\.toFixed\(|\.toDateString\(/
  const others = files.filter((file) => !file.startsWith(join('renderer', 'language')))
  expect(others.filter((file) => ofTheMachine.test(sourceOf(file)))).toEqual([])
})

function sourceOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Those who speak a language look for it by its own name. */
const namesOfLanguages = new Set(['English', 'Português'])
const attributes = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'label',
  'placeholder',
  'title',
])

/** Words that are written where they are shown. */
function bareWordsOf(file: string, source: string): readonly string[] {
  const found: string[] = []
  const note = (text: string): void => {
    if (/\p{L}{2}/u.test(text) && !namesOfLanguages.has(text)) found.push(`${file}: ${text.trim()}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text)
    if (ts.isJsxAttribute(node) && attributes.has(node.name.getText()) && node.initializer !== undefined) {
      for (const text of stringsOf(node.initializer)) note(text)
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent))
      for (const text of stringsOf(node)) note(text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}

/** What an expression comes to as it stands: not what it asks for, nor what it hands on. */
function stringsOf(node: ts.Node): readonly string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isJsxExpression(node)) return node.expression === undefined ? [] : stringsOf(node.expression)
  if (ts.isParenthesizedExpression(node)) return stringsOf(node.expression)
  if (ts.isConditionalExpression(node)) return [...stringsOf(node.whenTrue), ...stringsOf(node.whenFalse)]
  if (ts.isBinaryExpression(node) && shown.has(node.operatorToken.kind)) {
    return [...stringsOf(node.left), ...stringsOf(node.right)]
  }
  return []
}

const shown = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { fonts } from './fonts.ts'
import { isPlain, setText } from './set-text.ts'

pdfmake.setFonts(fonts)
// A document reads its fonts and nothing else from anywhere.
const files = new Set<string>(Object.values(fonts).flatMap((styles) => Object.values(styles)))
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => files.has(path))

/** Sets a document and gives its bytes. The same definition gives the same bytes: the date comes with the definition. */
export async function renderPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  const { content, footer } = definition
  return pdfmake
    .createPdf({
      ...definition,
      content: inItsFonts(content),
      ...(typeof footer === 'function'
        ? { footer: (page, pages, size) => inItsFonts(footer(page, pages, size)) }
        : {}),
    })
    .getBuffer()
}

/** Every text of a document in fonts that have its letters. */
function inItsFonts<Node>(node: Node): Node {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a text may stand as runs wherever it may stand
  return setNode(node) as Node
}

function setNode(node: unknown): unknown {
  if (typeof node === 'string') return isPlain(node) ? node : { text: runsOf(node) }
  if (Array.isArray(node)) return node.map(setNode)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]: [string, unknown]) => {
      if (key === 'text' && typeof value === 'string') return [key, isPlain(value) ? value : runsOf(value)]
      return [key, holders.has(key) ? setNode(value) : value]
    }),
  )
}

/** Where the parts of a document stand. */
const holders = new Set(['text', 'stack', 'columns', 'table', 'body', 'ul', 'ol'])

function runsOf(text: string): Content[] {
  return setText(text).map((run) => ({ text: run.text, font: run.font }))
}

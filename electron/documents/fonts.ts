import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const { resolve } = createRequire(import.meta.url)

const roboto = dirname(resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf'))
/** The package keeps its fonts beside what it exports. */
const embed = (name: string) => join(dirname(resolve(`@embedpdf/fonts-${name}`)), '..', 'fonts')
const source = (name: string) =>
  dirname(resolve(`@fontsource/noto-sans-${name}/files/noto-sans-${name}-${name}-400-normal.woff`))

/** No script but Latin, Greek and Cyrillic has letters that lean. */
function upright(normal: string, bold: string) {
  return { normal, bold, italics: normal, bolditalics: bold }
}

function fromSource(name: string) {
  const file = (weight: number) => join(source(name), `noto-sans-${name}-${name}-${weight}-normal.woff`)
  return upright(file(400), file(700))
}

function fromEmbed(name: string, regular: string, bold: string) {
  return upright(join(embed(name), regular), join(embed(name), bold))
}

/** What documents are set in: Roboto, and for names in scripts that it lacks one of the others. */
export const fonts = {
  Roboto: {
    normal: join(roboto, 'Roboto-Regular.ttf'),
    bold: join(roboto, 'Roboto-Medium.ttf'),
    italics: join(roboto, 'Roboto-Italic.ttf'),
    bolditalics: join(roboto, 'Roboto-MediumItalic.ttf'),
  },
  Arabic: fromEmbed('arabic', 'NotoNaskhArabic-Regular.ttf', 'NotoNaskhArabic-Bold.ttf'),
  Hebrew: fromEmbed('hebrew', 'NotoSansHebrew-Regular.ttf', 'NotoSansHebrew-Bold.ttf'),
  Han: fromEmbed('sc', 'NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'),
  Hangul: fromEmbed('kr', 'NotoSansKR-Regular.otf', 'NotoSansKR-Bold.otf'),
  Thai: fromSource('thai'),
  Devanagari: fromSource('devanagari'),
  Armenian: fromSource('armenian'),
  Georgian: fromSource('georgian'),
} as const

export type FontName = keyof typeof fonts

/** The font of a sign that Roboto lacks; null where none has it, as with emoji. */
export function fontOf(sign: string): FontName | null {
  return scripts.find(([, letters]) => letters.test(sign))?.[0] ?? null
}

const scripts: readonly (readonly [FontName, RegExp])[] = [
  ['Roboto', /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  [
    'Han',
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uff65\u30fb\u30fc]/u,
  ],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  // signs of no script: those of Latin text and money, and marks that go with the letter before them
  [
    'Roboto',
    /[\u0020-\u024f\u02b0-\u036f\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\u2190-\u21ff\u2200-\u22ff]/u,
  ],
]

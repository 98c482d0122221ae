import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCells } from './read-cells.ts'
import { demandFile, hotelDemand, otherFile, otherHeader, otherLayout } from './testing/lists.ts'

describe('a list in CSV', () => {
  it('reads the same packed and unpacked, whatever it is called', () => {
    const plain = demandFile({}, { adults: '1' })
    const [unpacked, packed] = [plain, gzipSync(plain)].map((bytes) => readCells(bytes, hotelDemand))
    expect(unpacked?.ok).toBe(true)
    expect(packed).toEqual(unpacked)
  })

  it('numbers rows by the line they begin on, across empty lines and cells with line breaks', () => {
    const file = otherFile('1;a;;;;;;;"Kathi\nSommer";', '', '2;b;;;;;;;Franz;')
    expect(rowsOf(file)).toEqual([
      { line: 2, guest: 'Kathi\nSommer' },
      { line: 5, guest: 'Franz' },
    ])
  })

  it('tells rows with too few or too many cells, and reads those after them', () => {
    const read = readCells(otherFile('1;a', '2;b;;;;;;;Franz;', '3;c;;;;;;;Sepp;;extra'), otherLayout)
    expect(read).toMatchObject({
      ok: true,
      value: {
        broken: [
          { line: 2, problem: 'has 2 cells, the header has 10' },
          { line: 4, problem: 'has 11 cells, the header has 10' },
        ],
      },
    })
    expect(read.ok && read.value.rows.map(({ line }) => line)).toEqual([3])
  })

  it('takes a quote inside a cell as it is', () => {
    expect(rowsOf(otherFile('1;a;;;;;;;Franz "der" Lange;', '2;b;;;;;;;Sepp;'))).toEqual([
      { line: 2, guest: 'Franz "der" Lange' },
      { line: 3, guest: 'Sepp' },
    ])
  })

  it('with a quote that is never closed is refused, for it would swallow the rest', () => {
    expect(readCells(otherFile('1;a;;;;;;;"Franz;', '2;b;;;;;;;Sepp;'), otherLayout)).toMatchObject({
      ok: false,
      error: { code: 'file_unreadable' },
    })
  })

  it('reads its encoding, and is refused in another', () => {
    expect(rowsOf(otherFile('1;a;;;;;;;Jürgen Weiß;'))).toEqual([{ line: 2, guest: 'Jürgen Weiß' }])
    const latin = Buffer.from(`${otherHeader}\n1;a;;;;;;;Jürgen;\n`, 'latin1')
    expect(readCells(latin, { ...otherLayout, encoding: 'utf-8' })).toEqual({
      ok: false,
      error: { code: 'file_unreadable', why: 'it is not in utf-8' },
    })
  })

  it('reads past the mark that some programs put in front', () => {
    const marked = Buffer.from(`\uFEFF${otherHeader}\n1;a;;;;;;;Franz;\n`)
    expect(readCells(marked, { ...otherLayout, encoding: 'utf-8' })).toMatchObject({ ok: true })
  })

  it('without a column that the profile reads is refused, naming it', () => {
    const read = readCells(Buffer.from('Nr;Status\n1;a\n'), otherLayout)
    expect(read).toMatchObject({ ok: false, error: { code: 'columns_missing', found: ['Nr', 'Status'] } })
    expect(read.ok || read.error.code !== 'columns_missing' ? [] : read.error.missing).toContain('Anreise')
  })

  it('cut off in its packing is refused', () => {
    const packed = gzipSync(demandFile({}, {}, {}))
    expect(readCells(packed.subarray(0, packed.length - 20), hotelDemand)).toMatchObject({
      ok: false,
      error: { code: 'file_unreadable' },
    })
  })

  it('that is empty lacks every column', () => {
    expect(readCells(new Uint8Array(), hotelDemand)).toMatchObject({
      ok: false,
      error: { code: 'columns_missing', found: [] },
    })
  })
})

function rowsOf(file: Uint8Array) {
  const read = readCells(file, otherLayout)
  return read.ok ? read.value.rows.map(({ line, cells }) => ({ line, guest: cells.get('Gast') })) : read.error
}

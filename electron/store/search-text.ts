import type { Database } from 'better-sqlite3'

/** Lets this connection keep what guests are found by: the triggers call it. */
export function registerSearchText(db: Database): void {
  db.function('guest_search_text', { deterministic: true, varargs: true }, (...fields) =>
    guestSearchText(...fields.map((field) => (typeof field === 'string' ? field : null))),
  )
  db.function('mention_text', { deterministic: true, varargs: true }, (...fields) =>
    mentionText(fields.filter((field) => typeof field === 'string').join(' ')),
  )
}

/** Something written down, as it is found; numbers and number plates in one piece too, however they were written. */
function mentionText(text: string): string {
  const plain = searchText(text)
  const plates = [...plain.matchAll(plate)].flatMap(([whole]) => plateOf(whole) ?? [])
  const numbers = [...plain.matchAll(spacedNumber)].map(([whole]) => digitsOf(whole))
  return [plain, ...[...plates, ...numbers].filter((word) => !plain.includes(word))].join(' ')
}

/** A telephone number, the number of an invoice: figures with something between. */
const spacedNumber = /\d+(?:[\s()+./-]+\d+)+/g

/** A number plate in one piece, `AB-12-CD` and `ab 12 cd` alike; null for what is none. */
export function plateOf(text: string): string | null {
  const [whole] = searchText(text).match(plate) ?? []
  if (whole === undefined || whole.length !== text.trim().length) return null
  const letters = whole.replace(/[^a-z0-9]/g, '')
  return letters.length >= shortestPlate && /[a-z]/.test(letters) && /\d/.test(letters) ? letters : null
}

const shortestPlate = 4

/** Letters and figures in turn: two groups or more, with or without something between. */
const plate =
  /(?<![\p{L}\p{N}])(?:[a-z]{1,3}|\d{1,4})(?:(?:[-·. ]|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z]))(?:[a-z]{1,3}|\d{1,4})){1,3}(?![\p{L}\p{N}])/gu

/** What a guest is found by, as one line: name first, telephone numbers as digits alone. */
function guestSearchText(
  fullName: string | null = null,
  email: string | null = null,
  phone: string | null = null,
  alternatePhone: string | null = null,
  company: string | null = null,
  code: string | null = null,
): string {
  const numbers = [phone, alternatePhone].map((number) => digitsOf(number ?? ''))
  return searchText(
    [fullName, email, ...numbers, company, code].filter((part) => part !== null && part !== '').join(' '),
  )
}

/** Text without case and accents: `Müller` and `muller`, `Łódź` and `lodz` are the same. */
export function searchText(text: string): string {
  return text
    .normalize('NFD')
    .replace(combiningMarks, '')
    .toLowerCase()
    .replace(ligatures, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** Marks of Latin, Greek and Cyrillic alone: in other scripts they are letters. */
const combiningMarks = /[\u0300-\u036f]/g

/** Letters that Unicode does not take apart, as the server's `unaccent` writes them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}
const ligatures = /[æœßøđðłþı]/g
